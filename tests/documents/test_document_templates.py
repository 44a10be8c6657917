import docx
import pytest
from docx.oxml.ns import qn
from sample_papers import VARIANTS, data_of, nominees, opened, sample, texts

from dossiers.documents import KINDS, render
from dossiers.documents.faults import TemplateFault
from dossiers.documents.layout import LAYOUTS, build
from dossiers.documents.package import pack, unpack
from dossiers.documents.render import TEMPLATES, shipped_template

DOCUMENT = "word/document.xml"


def a_template(*paragraphs, kind="quyet_dinh"):
    """The shipped template with other paragraphs for a body; a tuple is a paragraph of several runs."""
    parts = unpack(shipped_template(kind))
    document = opened(shipped_template(kind))
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for position, run in enumerate((runs,) if isinstance(runs, str) else runs):
            paragraph.add_run(run).bold = position == 0
    parts[DOCUMENT] = docx.oxml.xmlchemy.serialize_for_reading(document.element).encode()
    return pack(parts)


def filled(*paragraphs, **changes):
    return render("quyet_dinh", sample("quyet_dinh", **changes), template=a_template(*paragraphs))


def fault_of(*paragraphs):
    with pytest.raises(TemplateFault) as caught:
        filled(*paragraphs)
    return str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_template_is_what_the_layout_builds(kind):
    assert (TEMPLATES / f"{kind}.docx").read_bytes() == build(kind)


def test_every_kind_has_a_layout():
    assert list(LAYOUTS) == list(KINDS)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_data_give_the_same_bytes(variant):
    kind, data = data_of(variant)
    assert render(kind, data) == render(kind, data)


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_mark_is_left_over(variant):
    assert "{{" not in "".join(texts(render(*data_of(variant))))


def test_a_mark_that_word_spread_over_runs_is_found_and_keeps_the_first_runs_format():
    document = opened(filled(("{{hinh", "_thuc_", "khen}} sau")))
    runs = [(run.text, run.bold) for run in document.paragraphs[0].runs if run.text]
    assert runs == [(sample("quyet_dinh").award, True), (" sau", False)]


def test_two_marks_in_one_run_and_one_mark_over_two_are_all_filled():
    file = filled(("{{dong_tu}} {{ma_kiem_tra}} {{dong", "_tu}}"))
    assert texts(file) == ["Tặng 7KX2M9 Tặng"]


def test_a_block_repeats_its_paragraphs_for_each_item_with_its_position():
    file = filled("{{#doi_tuong}}", "{{stt}}. {{ten}}", "của {{don_vi}}", "{{/doi_tuong}}", nominees=nominees(2, 0, 0))
    assert texts(file) == ["1. Nguyễn Văn An", "của Sở Y tế", "2. Trần Thị Bích Ngọc", "của Sở Y tế"]


def test_a_block_stands_only_if_there_is_a_value_and_its_opposite_only_if_there_is_none():
    lines = ("{{#nguon_kinh_phi}}có{{/nguon_kinh_phi}}", "{{^nguon_kinh_phi}}không{{/nguon_kinh_phi}}")
    assert texts(filled(*lines, funding="Quỹ")) == ["có"]
    assert texts(filled(*lines, funding="")) == ["không"]


def test_a_list_is_announced_once():
    file = filled("{{#co_doi_tuong}}Gồm:{{/co_doi_tuong}}", nominees=nominees(3))
    assert texts(file) == ["Gồm:"]


def test_an_unknown_mark_is_named():
    assert "{{ten_ban}}" in fault_of("{{ten_ban}}")


def test_an_unclosed_block_is_named():
    assert "{{#doi_tuong}}" in fault_of("{{#doi_tuong}}", "x")


def test_a_block_that_begins_in_the_middle_of_a_line_is_refused():
    assert "đứng đầu" in fault_of("x {{#doi_tuong}}y{{/doi_tuong}}")


def test_broken_xml_is_a_fault_in_words():
    parts = unpack(shipped_template("bang_khen")) | {DOCUMENT: b"<w:document>"}
    with pytest.raises(TemplateFault, match="bị hỏng"):
        render("bang_khen", sample("bang_khen"), template=pack(parts))


def test_a_cell_never_loses_its_last_paragraph():
    for kind, data in (data_of(variant) for variant in VARIANTS):
        for cell in opened(render(kind, data)).element.body.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")


def test_two_thousand_lines_stand_in_the_annex_in_order():
    file = render("quyet_dinh", sample("quyet_dinh", nominees=nominees(2_000, 0, 0)))
    rows = opened(file).tables[-1]._tbl.tr_lst
    assert len(rows) == 2_002
    assert "".join(node.text for node in rows[-1].iter(qn("w:t"))).startswith("2000Ông")


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_table_of_the_body_is_followed_by_a_paragraph(variant):
    for table in opened(render(*data_of(variant))).element.body.findall(qn("w:tbl")):
        assert table.getnext().tag == qn("w:p")
