from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from law_folder import copied_law, spoil

from workflow.catalogue import read_law
from workflow.errors import LawError

FIXTURES = sorted((Path(__file__).parent / "broken_law").glob("*.yaml"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_broken_law_does_not_load_and_the_fault_names_file_place_and_reason(fixture: Path, tmp_path: Path) -> None:
    spoiled = yaml.safe_load(fixture.read_text(encoding="utf-8"))
    law = copied_law(tmp_path)
    spoil(law, spoiled["file"], spoiled["replace"], spoiled["with"])

    with pytest.raises(LawError) as caught:
        read_law(law, "thai_nguyen")

    fault, expect = caught.value, spoiled["expect"]
    assert fault.file == spoiled["file"]
    assert fault.path == expect["path"]
    assert expect["fault"] in fault.fault
    assert fault.line is not None
    assert str(fault).startswith(f"{spoiled['file']}:{fault.line}: ")


def test_the_copied_law_loads_before_it_is_spoiled(tmp_path: Path) -> None:
    assert read_law(copied_law(tmp_path), "thai_nguyen").province_name


def test_adding_a_province_is_adding_a_folder(tmp_path: Path) -> None:
    law = copied_law(tmp_path)
    (law / "provinces" / "thai_nguyen").rename(law / "provinces" / "bac_ninh")
    spoil(law, "provinces/bac_ninh/province.yaml", "tỉnh Thái Nguyên", "tỉnh Bắc Ninh")
    assert read_law(law, "bac_ninh").province_name == "tỉnh Bắc Ninh"


def test_an_unknown_province_is_a_fault_of_the_set_up(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="không có gói quy định"):
        read_law(copied_law(tmp_path), "atlantis")
