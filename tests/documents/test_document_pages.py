"""Every kind and variant through LibreOffice: pages, and nothing cut or left over."""

import re
import shutil
import subprocess

import pytest
from sample_papers import VARIANTS, a_nominee, data_of, sample

from dossiers.documents import render

pytestmark = pytest.mark.render
ONE = range(1, 2)
PAGES = {"danh_sach 300 dòng": range(20, 45), "bang_khen": ONE, "bang_khen tên dài": ONE}
TWO = range(1, 3)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    assert shutil.which("soffice"), "LibreOffice is needed to render"
    for number, variant in enumerate(VARIANTS):
        (folder / f"{number}.docx").write_bytes(render(*data_of(variant)))
    long_word = sample("quyet_dinh", nominees=(a_nominee(name="X" * 400), a_nominee(unit="Y" * 400)))
    (folder / "long.docx").write_bytes(render("quyet_dinh", long_word))
    profile = f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=300)
    return folder


def pages_of(file):
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_paper_has_its_pages_and_none_is_empty(printed, variant):
    pages = pages_of(printed / f"{list(VARIANTS).index(variant)}.pdf")
    assert len(pages) in PAGES.get(variant, TWO if "quyet_dinh nhiều" not in variant else range(2, 4))
    assert all(re.sub(r"[\s\d]", "", page) for page in pages)
    assert "{{" not in "".join(pages)


def test_a_certificate_is_one_page(printed):
    for number, variant in enumerate(VARIANTS):
        if variant.startswith("bang_khen"):
            assert len(pages_of(printed / f"{number}.pdf")) == 1


def test_the_first_page_has_no_number_and_the_second_has(printed):
    pages = pages_of(printed / f"{list(VARIANTS).index('danh_sach 300 dòng')}.pdf")
    assert pages[0].split()[0] != "1"
    assert pages[1].split()[0] == "2"


def test_words_without_spaces_are_broken_and_not_cut(printed):
    text = re.sub(r"\s", "", "".join(pages_of(printed / "long.pdf")))
    assert text.count("X") >= 400
    assert text.count("Y") >= 400


@pytest.fixture(scope="module")
def growing(tmp_path_factory):
    """The petition with an annex, its text one line longer each time, over two pages' ends."""
    folder = tmp_path_factory.mktemp("growing")
    for lines in range(14):
        text = "\n".join(f"Dòng {n}." for n in range(lines + 1))
        paper = render("to_trinh_quyet_dinh", sample("to_trinh_quyet_dinh", appraisal_result=text))
        (folder / f"{lines}.docx").write_bytes(paper)
    profile = f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command += map(str, sorted(folder.glob("*.docx")))
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("lines", range(14))
def test_a_full_page_does_not_push_out_an_empty_one_nor_a_lone_signature(growing, lines):
    pages = pages_of(growing / f"{lines}.pdf")
    assert all(re.sub(r"[\s\d]", "", page) for page in pages)
    (signed,) = (page for page in pages if "Nguyễn Thị Minh Hạnh" in page)
    assert "./." in signed
