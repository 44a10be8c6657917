"""Each paper's paragraphs and styles, in order, as a person would read them.

The files in `structure/` are read and approved by people; `python tests/documents/test_document_structure.py`
writes them anew after an intended change.
"""

from pathlib import Path

import pytest
from sample_papers import DEPUTY, MANY, PAPERS, a_nominee, data_of, everything, heading, nominees, sample, texts

from dossiers.documents import render

STRUCTURE = Path(__file__).parent / "structure"
# What only repeats a structure that stands here already.
REPEATED = {"danh_sach 300 dòng", *(name for name in PAPERS if name.endswith(f" {MANY}"))}
APPROVED = [name for name in PAPERS if name not in REPEATED]


def lines_of(variant):
    paragraphs = everything(render(*data_of(variant)))
    return "".join(f"{style}: {text}".rstrip() + "\n" for style, text in paragraphs)


@pytest.mark.parametrize("variant", APPROVED)
def test_the_paper_has_the_approved_structure(variant):
    assert lines_of(variant) == (STRUCTURE / f"{variant}.txt").read_text(encoding="utf-8")


def test_no_approved_structure_is_left_over():
    assert {path.stem for path in STRUCTURE.glob("*.txt")} == set(APPROVED)


def test_one_recipient_stands_in_article_one_and_there_is_no_annex():
    paper = texts(render("quyet_dinh", sample("quyet_dinh", nominees=(a_nominee(),))))
    assert any(text.startswith("Điều 1. Tặng") and "Ông Nguyễn Văn An, Chuyên viên, Sở Y tế" in text for text in paper)
    assert "Phụ lục" not in paper


def test_several_recipients_are_counted_in_article_one_and_listed_in_the_annex():
    paper = texts(render("quyet_dinh", sample("quyet_dinh", nominees=nominees(12, 3, 1))))
    assert any("03 tập thể, 01 hộ gia đình và 12 cá nhân" in text for text in paper)
    assert paper.index("Phụ lục") < paper.index("I. TẬP THỂ: 03") < paper.index("III. CÁ NHÂN: 12")
    assert any(text.startswith("(Kèm theo Quyết định số 123/QĐ-UBND ngày 05 tháng 02 năm 2026") for text in paper)


def test_a_decision_without_money_says_when_it_takes_effect():
    paper = texts(render("quyet_dinh", sample("quyet_dinh", prize_total=0)))
    assert "Điều 2. Quyết định này có hiệu lực kể từ ngày ký." in paper


def test_money_stands_in_figures_and_words_with_its_source():
    paper = texts(render("quyet_dinh", sample("quyet_dinh", prize_total=5_700_000)))
    assert any("5.700.000 đồng (Năm triệu bảy trăm nghìn đồng), chi từ Quỹ" in text for text in paper)


def test_a_deputy_signs_for_the_chairman():
    paper = texts(render("quyet_dinh", sample("quyet_dinh", signature=DEPUTY)), "Quyền hạn, chức vụ")
    assert paper == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_a_list_is_sorted_by_kind_and_keeps_the_units_own_order_within():
    given = (a_nominee(name="Ước"), a_nominee(1, "collective"), a_nominee(name="An"))
    rows = texts(render("danh_sach", sample("danh_sach", nominees=given)))
    names = [row for row in rows if row in ("Ông Ước", "Ông An", "Khoa số 2, Bệnh viện C")]
    assert names == ["Khoa số 2, Bệnh viện C", "Ông Ước", "Ông An"]


def test_a_secret_slip_has_no_place_for_a_name():
    secret = texts(render("phieu_bau", sample("phieu_bau", voter="Lê Quang Vinh")))
    assert not any("Lê Quang Vinh" in text or "NGƯỜI BỎ PHIẾU" in text for text in secret)
    public = texts(render("phieu_bau", sample("phieu_bau", voter="Lê Quang Vinh", secret=False)))
    assert "NGƯỜI BỎ PHIẾU" in public
    assert "Lê Quang Vinh" in public


def test_a_paper_without_a_number_yet_leaves_room_for_it():
    draft = render("to_trinh", sample("to_trinh", heading=heading(number=None, issued_on=None)))
    assert texts(draft, "Số, ký hiệu") == ["Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/QĐ-UBND"]
    assert texts(draft, "Địa danh, ngày") == ["Thái Nguyên, ngày … tháng … năm …"]


@pytest.mark.parametrize("variant", PAPERS)
def test_nothing_empty_is_announced(variant):
    paper = texts(render(*data_of(variant)))
    assert not [text for text in paper if text.endswith((": .", ": ;", ", .", "()"))]


if __name__ == "__main__":
    STRUCTURE.mkdir(exist_ok=True)
    for name in APPROVED:
        (STRUCTURE / f"{name}.txt").write_text(lines_of(name), encoding="utf-8")
