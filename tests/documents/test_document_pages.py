"""Every kind and variant through LibreOffice: pages, and nothing cut or left over."""

import re
import shutil
import subprocess
from functools import cache

import pytest
from lxml import etree
from sample_papers import MANY, PAPERS, a_nominee, data_of, sample, texts

from dossiers.documents import render

pytestmark = pytest.mark.render
ONE = range(1, 2)
PAGES = {"danh_sach 300 dòng": range(20, 45)}
LONG = range(1, 4)
TWO = range(1, 3)
MM = 25.4 / 72
HEADINGS = ("Tên loại", "Đề mục", "Phụ lục", "Tên phụ lục", "Bảng, nhóm", "Nơi nhận")
SIGNED = ("Quyền hạn, chức vụ", "Ghi chú chữ ký", "Họ tên người ký", "Nơi nhận", "Nơi nhận, dòng")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    assert shutil.which("soffice"), "LibreOffice is needed to render"
    for number, variant in enumerate(PAPERS):
        (folder / f"{number}.docx").write_bytes(render(*data_of(variant)))
    long_word = sample("quyet_dinh", nominees=(a_nominee(name="X" * 400), a_nominee(unit="Y" * 400)))
    (folder / "long.docx").write_bytes(render("quyet_dinh", long_word))
    profile = f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=300)
    return folder


@cache
def words_of(file):
    """Every word with the millimetres from its page's left and right edge."""
    xml = subprocess.run(["pdftotext", "-bbox", str(file), "-"], check=True, capture_output=True).stdout
    return [
        (word.text, float(word.get("xMin")) * MM, (float(page.get("width")) - float(word.get("xMax"))) * MM)
        for page in etree.fromstring(xml).iter("{*}page")
        for word in page.iter("{*}word")
    ]


@cache
def pages_of(file):
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("variant", PAPERS)
def test_the_paper_has_its_pages_and_none_is_empty(printed, variant):
    pages = pages_of(printed / f"{PAPERS.index(variant)}.pdf")
    is_long = variant.endswith((f" {MANY}", " tên dài")) or "nhiều đối tượng" in variant
    usual = ONE if variant.startswith("bang_khen") else LONG if is_long else TWO
    assert len(pages) in PAGES.get(variant, usual)
    assert all(re.sub(r"[\s\d]", "", page) for page in pages)
    assert "{{" not in "".join(pages)


@pytest.mark.parametrize("variant", PAPERS)
def test_nothing_stands_outside_of_the_margins(printed, variant):
    left, right = (25, 25) if variant.startswith("bang_khen") else (30, 15)
    words = words_of(printed / f"{PAPERS.index(variant)}.pdf")
    assert [word for word, from_left, from_right in words if from_left < left - 2 or from_right < right - 2] == []


@pytest.mark.parametrize("variant", PAPERS)
def test_no_page_ends_with_a_heading(printed, variant):
    headings = {line for style in HEADINGS for line in texts(render(*data_of(variant)), style)}
    for page in pages_of(printed / f"{PAPERS.index(variant)}.pdf")[:-1]:
        last = page.strip().rpartition("\n")[2].strip()
        assert not any(heading.endswith(last) for heading in headings), last


# Nine tellers sign one below the other, which takes a whole page.
@pytest.mark.parametrize("variant", [name for name in PAPERS if name != f"bien_ban_kiem_phieu {MANY}"])
def test_no_page_has_nothing_but_signatures(printed, variant):
    signing = {word for style in SIGNED for text in texts(render(*data_of(variant)), style) for word in text.split()}
    for page in pages_of(printed / f"{PAPERS.index(variant)}.pdf"):
        assert [word for word in page.split() if word not in signing and not word.isdecimal()]


def test_a_certificate_is_one_page(printed):
    for number, variant in enumerate(PAPERS):
        if variant.startswith("bang_khen"):
            assert len(pages_of(printed / f"{number}.pdf")) == 1


def test_the_first_page_has_no_number_and_the_second_has(printed):
    pages = pages_of(printed / f"{PAPERS.index('danh_sach 300 dòng')}.pdf")
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
