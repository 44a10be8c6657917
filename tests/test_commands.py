"""The commands that need no database: what they promise to scripts of other offices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import ROOT
from dossiers.documents import KINDS
from dossiers.documents.render import TEMPLATES
from tests.command_line import Answer, is_one_clear_line, vinhdanh
from workflow.procedure import load_procedures

PROCEDURES = {
    "tinh_thuong": "draft submitted under_appraisal before_council on_notice before_decision decided issued",
    "tinh_don_gian": "draft submitted under_appraisal before_decision decided issued",
    "trinh_nha_nuoc": (
        "draft submitted under_appraisal on_notice before_council party_opinion before_petition forwarded"
        " granted not_granted"
    ),
    "co_so": "draft before_council on_notice before_decision decided issued",
}
CASE: dict[str, Any] = {
    "received_on": "2026-03-02",
    "award": "CSTD_TINH",
    "year": 2025,
    "ground": "CONG_TRANG",
    "candidate": {
        "kind": "individual",
        "name": "Nguyễn Văn An",
        "ratings": [{"year": 2025, "rating": "HTXS"}],
        "awards": [
            {"award": "CSTD_CS", "year": 2023, "decided_on": "2024-01-20", "ground": "CONG_TRANG", "revoked": False}
        ],
    },
}
COUNT: dict[str, Any] = {
    "roster": 25,
    "present": 21,
    "written": 2,
    "yes": 20,
    "no": 2,
    "abstain": 1,
    "invalid": 0,
    "award": "CSTD_TINH",
    "on": "2026-01-15",
}


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VINHDANH_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("DATABASE_URL", raising=False)
        yield


def written(path: Path, value: Any) -> str:
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_help_lists_every_command_of_the_contract_with_one_line() -> None:
    told = vinhdanh("--help")
    listed = {line.split()[0] for line in told.out.split("Commands:")[1].splitlines() if line.strip()}
    assert told.code == 0
    assert {"demo", "awards", "eligibility", "procedures", "tally", "deadline", "render", "journal"} <= listed


def test_awards_are_listed_with_who_decides_and_by_which_article() -> None:
    listing = vinhdanh("awards", "--on", "2026-03-02", "--json").json
    by_code = {each["code"]: each for each in listing}
    assert by_code["BK_TINH"]["recipients"] == ["individual", "collective", "household"]
    keys = {"code", "name", "recipients", "decided_by", "articles", "valid_from", "valid_to"}
    assert all(keys <= each.keys() and each["articles"] for each in listing)


def test_a_day_before_the_law_is_refused_in_one_line() -> None:
    assert is_one_clear_line(vinhdanh("awards", "--on", "hôm qua", "--json"))
    too_early = vinhdanh("eligibility", "-", "--json", typed=json.dumps({**CASE, "received_on": "2023-12-31"}))
    assert is_one_clear_line(too_early)


def test_eligibility_answers_one_case_or_a_list_in_order() -> None:
    one = vinhdanh("eligibility", "-", "--json", typed=json.dumps(CASE)).json
    assert (one["award"], one["law"], one["verdict"]) == ("CSTD_TINH", "VN-06-2022", "not_met")
    assert {"rule", "outcome", "citation", "reason"} <= one["checks"][0].keys()
    assert "branch" in one
    later = {**CASE, "received_on": "2026-10-01"}
    both = vinhdanh("eligibility", "-", "--json", typed=json.dumps([CASE, later])).json
    assert [each["law"] for each in both] == ["VN-06-2022", "VN-06-2022+06-2026"]


def test_a_case_that_cannot_be_read_names_the_case_and_the_field(tmp_path: Path) -> None:
    wrong = {**CASE, "candidate": {**CASE["candidate"], "ratings": [{"year": 2025, "rating": "GIOI"}]}}
    told = vinhdanh("eligibility", written(tmp_path / "ho-so.json", [CASE, wrong]), "--json")
    assert is_one_clear_line(told)
    assert "ho-so.json[1]" in told.err
    assert "ratings" in told.err


def test_tally_counts_against_the_whole_roster() -> None:
    answer = vinhdanh("tally", "-", "--json", typed=json.dumps(COUNT)).json
    assert answer["threshold"] == {**answer["threshold"], "share": "9/10", "of": "roster", "needed": 23}
    assert answer["passed"] is False
    assert answer["quorum"]["reached"] is True
    assert answer["citation"]
    assert answer["reason"]


@pytest.mark.parametrize(
    "change", [{"yes": 30}, {"present": 26}, {"yes": -1}, {"yes": 1.5}, {"roster": True}, {"award": "?"}]
)
def test_impossible_counts_are_refused_in_one_line(change: dict[str, Any]) -> None:
    assert is_one_clear_line(vinhdanh("tally", "-", "--json", typed=json.dumps({**COUNT, **change})))


def test_a_deadline_leaves_out_weekends_holidays_and_the_first_day() -> None:
    """Between them: Hùng Kings' day moved to Monday 27 April, 30 April, 1 May and two weekends."""
    answer = vinhdanh("deadline", "2026-04-24", "5", "--json").json
    assert answer == {"start": "2026-04-24", "working_days": 5, "due": "2026-05-06", "provisional": False}


@pytest.mark.parametrize(
    "arguments", [("2026-02-30", "5"), ("2026-01-05", "-1"), ("2026-01-05", "x"), ("9999-12-30", "9")]
)
def test_a_deadline_from_nowhere_is_refused_in_one_line(arguments: tuple[str, str]) -> None:
    assert is_one_clear_line(vinhdanh("deadline", "--json", "--", *arguments))


@pytest.mark.parametrize("name", PROCEDURES)
def test_each_shipped_procedure_passes_through_its_states_in_order(name: str) -> None:
    listed = {each["name"]: each for each in vinhdanh("procedures", "--json").json}
    wanted = PROCEDURES[name].split()
    assert [state for state in listed[name]["states"] if state in wanted] == wanted
    diagram = vinhdanh("procedures", "diagram", name)
    assert diagram.code == 0
    assert diagram.out.startswith("stateDiagram-v2")


def test_the_shipped_procedures_have_no_fault() -> None:
    told = vinhdanh("procedures", "verify", "--json")
    assert (told.code, told.json) == (0, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by: [appraiser]", "by: []"),
        ("by: [appraiser]", "by: [king]"),
        ("guards: [item_not_opened]", "guards: [moon_is_full]"),
        ("    to: submitted\n", "    to: nowhere\n"),
        ("    from: [draft]\n", "    from: [issued]\n"),
        ("  - name: submit\n", "  - name: submit\n    colour: red\n"),
    ],
)
def test_a_broken_procedure_is_refused_with_file_place_and_fault(old: str, new: str, tmp_path: Path) -> None:
    text = (ROOT / "workflow/law/procedures/tinh_thuong.yaml").read_text(encoding="utf-8")
    assert old in text
    file = written(tmp_path / "sai.yaml", text.replace(old, new, 1))
    told = vinhdanh("procedures", "verify", file, "--json")
    assert told.code == 1
    assert told.json
    assert all({"file", "path", "fault"} <= fault.keys() and fault["file"].endswith("sai.yaml") for fault in told.json)


def test_a_procedure_file_that_is_not_there_is_refused_in_one_line() -> None:
    assert is_one_clear_line(vinhdanh("procedures", "verify", "khong-co.yaml", "--json"))
    assert is_one_clear_line(vinhdanh("procedures", "diagram", "khong_co"))


def test_every_document_of_every_procedure_can_be_rendered() -> None:
    listed = {each["name"] for each in vinhdanh("render", "--list", "--json").json}
    named = {kind for each in load_procedures().values() for step in each.steps for kind in step.documents}
    assert named <= listed == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_comes_from_the_examples_of_its_listed_fields(kind: str, tmp_path: Path) -> None:
    (described,) = (each for each in vinhdanh("render", "--list", "--json").json if each["name"] == kind)
    data = {field["name"]: field["example"] for field in described["fields"]}
    out = tmp_path / "van-ban.docx"
    told = vinhdanh("render", kind, written(tmp_path / "du-lieu.json", data), str(out), "--json")
    assert (told.code, told.err) == (0, "")
    assert Document(str(out)).element.body is not None


@pytest.mark.parametrize("change", [{"khong_co_truong_nay": 1}, {"abstract": 5}, {"heading": "x"}])
def test_a_paper_with_a_wrong_field_is_refused_in_one_line_that_names_it(
    change: dict[str, Any], tmp_path: Path
) -> None:
    (described,) = (each for each in vinhdanh("render", "--list", "--json").json if each["name"] == "to_trinh")
    data = {field["name"]: field["example"] for field in described["fields"]} | change
    told = vinhdanh("render", "to_trinh", written(tmp_path / "du-lieu.json", data), str(tmp_path / "x.docx"))
    assert is_one_clear_line(told)
    assert "du-lieu.json" in told.err
    assert next(iter(change)) in told.err
    assert not (tmp_path / "x.docx").exists()


def render_with(template: Path, folder: Path) -> Answer:
    """Render the sample petition with a template; the paper is x.docx."""
    (described,) = (each for each in vinhdanh("render", "--list", "--json").json if each["name"] == "to_trinh")
    data = {field["name"]: field["example"] for field in described["fields"]}
    file = written(folder / "du-lieu.json", data)
    return vinhdanh("render", "to_trinh", file, str(folder / "x.docx"), "--template", str(template))


def test_a_paper_is_made_with_a_template_of_ones_own(tmp_path: Path) -> None:
    template = Document(str(TEMPLATES / "to_trinh.docx"))
    template.add_paragraph("Điện thoại: 0208 385 0000")
    template.save(str(tmp_path / "mau.docx"))
    assert render_with(tmp_path / "mau.docx", tmp_path).code == 0
    assert "Điện thoại: 0208 385 0000" in [each.text for each in Document(str(tmp_path / "x.docx")).paragraphs]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("khong-co.docx", None, "không đọc được tệp"),
        ("mau.docm", (TEMPLATES / "to_trinh.docx").read_bytes(), "có thể chứa macro"),
        ("mau.docx", b"xin chao", "không phải tệp Word"),
        ("mau.docx", (TEMPLATES / "phieu_bau.docx").read_bytes(), "không có mốc {{ten_phieu}}"),
        ("mau.docx", b"PK\x03\x04" + b"\x00" * 6_000_000, "lớn hơn 5 MB"),
    ],
)
def test_an_unusable_template_is_told_in_one_line_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    told = render_with(tmp_path / name, tmp_path)
    assert is_one_clear_line(told)
    assert name in told.err
    assert words in told.err
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize(
    "arguments", [("eligibility", "khong-co.json"), ("tally", "."), ("render", "to_trinh"), ("render", "tho", "a", "b")]
)
def test_an_unreadable_input_is_refused_in_one_line(arguments: tuple[str, ...]) -> None:
    assert is_one_clear_line(vinhdanh(*arguments))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('{"year": %s}' % ("9" * 5_000), "số quá dài"),
        ('{"award": "A", "award": "B"}', "khóa “award” viết hai lần"),
        ("NaN", "“NaN” không phải số"),
        ("[" * 100_000, "lồng nhau quá sâu"),
        ("", "không phải JSON"),
    ],
)
@pytest.mark.parametrize("command", ["eligibility", "tally"])
def test_what_nobody_can_have_meant_is_refused_in_one_line(command: str, typed: str, words: str) -> None:
    told = vinhdanh(command, "-", "--json", typed=typed)
    assert is_one_clear_line(told)
    assert words in told.err


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*CASE, *CASE["candidate"], *COUNT, "from", "to", "year", "x"]), inner, max_size=6
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(("command", "whole"), [("eligibility", CASE), ("tally", COUNT)])
@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_json_breaks_a_command(command: str, whole: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([None, *whole]))
    value = data.draw(ANYTHING)
    given_to_it = value if key is None else {**whole, key: value}
    told = vinhdanh(command, "-", "--json", typed=json.dumps(given_to_it))
    assert told.code == 0 or is_one_clear_line(told)


@given(text=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_a_command(text: str) -> None:
    told = vinhdanh("eligibility", "-", typed=text)
    assert told.code == 0 or is_one_clear_line(told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("khong-co-lenh",), "khong-co-lenh"),
        (("awards", "--khong-co"), "không có tùy chọn --khong-co"),
        (("tally",), "thiếu FILE"),
        (("deadline", "2026-02-10"), "thiếu"),
        (("simulate", "--dossiers", "nhieu"), "--dossiers"),
        (("init", "--unit", "UBND tỉnh"), "thiếu --email"),
    ],
)
def test_arguments_that_can_not_be_understood_are_told_in_one_line(arguments: tuple[str, ...], told: str) -> None:
    answer = vinhdanh(*arguments)
    assert is_one_clear_line(answer)
    assert told in answer.err
