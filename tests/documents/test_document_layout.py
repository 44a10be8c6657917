"""The decree's numbers (Nghị định 30/2020/NĐ-CP, Phụ lục I), read from finished papers."""

from functools import cache

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from sample_papers import PAPERS, data_of, everything, heading, nominees, opened, sample, texts

from dossiers.documents import render
from dossiers.documents.layout.styles import LEFT_COLUMN, MOTTO_WIDTH, RIGHT_COLUMN, TEXT_WIDTH
from dossiers.documents.measure import rule_indent, text_width

LANDSCAPE = {"danh_sach", "bang_khen"}
CAPITALS = ("Quốc hiệu", "Cơ quan chủ quản", "Cơ quan ban hành", "Quyền hạn, chức vụ", "Thẩm quyền ban hành")
WITHOUT_END = {"bang_khen", "phieu_bau", "phieu_tiep_nhan", "danh_sach", "bao_cao_thanh_tich"}
NAMES = ("Sở Y tế", "Ủy ban nhân dân\nxã Đại Phúc", "Bệnh viện Đa khoa khu vực Phổ Yên")
ON_PAPER = [name for name in PAPERS if not name.startswith("bang_khen")]
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY

# style: sizes allowed, bold, italic, alignment
DECREE = {
    "Quốc hiệu": ((12, 13), True, False, CENTER),
    "Tiêu ngữ": ((13, 14), True, False, CENTER),
    "Cơ quan chủ quản": ((12, 13), False, False, CENTER),
    "Cơ quan ban hành": ((12, 13), True, False, CENTER),
    "Số, ký hiệu": ((13, 13), False, False, CENTER),
    "Địa danh, ngày": ((13, 14), False, True, CENTER),
    "Tên loại": ((13, 14), True, False, CENTER),
    "Trích yếu": ((13, 14), True, False, CENTER),
    "Trích yếu công văn": ((12, 13), False, False, CENTER),
    "Kính gửi": ((13, 14), False, False, CENTER),
    "Căn cứ": ((13, 14), False, True, JUSTIFY),
    "Nội dung": ((13, 14), False, False, JUSTIFY),
    "Quyền hạn, chức vụ": ((13, 14), True, False, CENTER),
    "Họ tên người ký": ((13, 14), True, False, CENTER),
    "Nơi nhận": ((12, 12), True, True, WD_ALIGN_PARAGRAPH.LEFT),
    "Nơi nhận, dòng": ((11, 11), False, False, WD_ALIGN_PARAGRAPH.LEFT),
    "Phụ lục": ((14, 14), True, False, CENTER),
    "Kèm theo": ((13, 14), False, True, CENTER),
    "Số trang": ((13, 14), False, False, CENTER),
}


# What a run may have of its own: the word "Điều 1." stands out, and what is said of votes.
DIRECT_RUNS = {("b", "Nội dung"), ("b", "Nội dung cuối"), ("i", "Nội dung")}
# What a paragraph may have of its own: how long the line under a name is, and where a section ends.
DIRECT_PARAGRAPHS = {
    ("ind", "Kẻ ngắn"),
    ("ind", "Kẻ dưới Tiêu ngữ"),
    ("ind", "Kẻ dưới trích yếu"),
    ("sectPr", "Sau chữ ký"),
}


@cache
def file_of(name):
    return render(*data_of(name))


@cache
def paper(name):
    return opened(file_of(name))


def kind_of(name):
    return data_of(name)[0]


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_is_a4_with_the_margins_of_the_decree(name):
    kind = kind_of(name)
    for section in paper(name).sections:
        size = (round(section.page_width.mm), round(section.page_height.mm))
        assert size == ((297, 210) if kind in LANDSCAPE else (210, 297))
        assert (section.orientation == WD_ORIENT.LANDSCAPE) == (kind in LANDSCAPE)
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        if kind == "bang_khen":
            assert section.left_margin == section.right_margin
            continue
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20


@pytest.mark.parametrize("name", PAPERS)
def test_the_font_is_named_in_all_four_slots_of_every_style(name):
    for style in paper(name).styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert [fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs", "eastAsia")] == ["Times New Roman"] * 4


@pytest.mark.parametrize("name", PAPERS)
def test_each_component_has_the_size_and_form_of_the_decree(name):
    styles = paper(name).styles
    for component in used_styles(name) & DECREE.keys():
        (smallest, largest), bold, italic, alignment = DECREE[component]
        style = styles[component]
        assert smallest <= style.font.size.pt <= largest, component
        assert (bool(style.font.bold), bool(style.font.italic)) == (bold, italic), component
        assert style.paragraph_format.alignment == alignment, component


def used_styles(name):
    return {style for style, text in everything(file_of(name)) if text}


def test_every_component_of_the_decree_occurs_in_some_paper():
    assert set().union(*map(used_styles, PAPERS)) >= DECREE.keys() - {"Số trang"}


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_formatted_by_hand_so_that_styles_say_it_all(name):
    names = {style.style_id: style.name for style in paper(name).styles}
    for paragraph in paper(name).element.body.iter(qn("w:p")):
        style = names.get(paragraph.style, "")
        own = paragraph.pPr if paragraph.pPr is not None else ()
        assert {(local(each), style) for each in own} - {("pStyle", style)} <= DIRECT_PARAGRAPHS
        runs = [each for run in paragraph.iter(qn("w:r")) if run.rPr is not None for each in run.rPr]
        assert {(local(each), style) for each in runs} <= DIRECT_RUNS


def local(element):
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("name", ON_PAPER)
def test_running_text_is_indented_spaced_and_justified(name):
    for style in {"Nội dung", "Nội dung cuối", "Căn cứ"} & used_styles(name):
        form = paper(name).styles[style].paragraph_format
        assert 10 <= round(form.first_line_indent.mm, 1) <= 12.7
        assert form.space_after.pt >= 6
        assert 1 <= form.line_spacing <= 1.5


@pytest.mark.parametrize("name", ON_PAPER)
def test_capitals_stand_where_the_decree_wants_them(name):
    file = file_of(name)
    for style in CAPITALS:
        assert all(text == text.upper() for text in texts(file, style))
    assert texts(file, "Quốc hiệu") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert texts(file, "Tiêu ngữ") == ["Độc lập - Tự do - Hạnh phúc"]


@pytest.mark.parametrize("name", PAPERS)
def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(name):
    for section in paper(name).sections:
        if kind_of(name) == "bang_khen":
            assert not section.header._element.xpath(".//w:fldSimple")
            return
        assert section.different_first_page_header_footer
        assert section.header._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]
        assert not section.first_page_header._element.xpath(".//w:fldSimple")
        assert section.header.paragraphs[0].style.name == "Số trang"


def test_the_annex_begins_a_page_with_its_own_numbers():
    sections = opened(render("quyet_dinh", sample("quyet_dinh", nominees=nominees()))).sections
    assert len(sections) == 2
    assert sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert sections[1].different_first_page_header_footer


@pytest.mark.parametrize("name", PAPERS)
def test_ruled_tables_repeat_their_header_and_their_rows_do_not_break(name):
    for table in paper(name).tables:
        rows = table._tbl.tr_lst
        if table._tbl.tblPr.find(qn("w:tblBorders")) is None:
            continue
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


@pytest.mark.parametrize("name", ON_PAPER)
def test_columns_fill_the_text_and_not_more(name):
    document = paper(name)
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) // 635
    for table in document.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) <= room + len(widths)


@pytest.mark.parametrize("name", [name for name in PAPERS if data_of(name)[0] not in WITHOUT_END])
def test_the_text_ends_with_the_closing_sign_once_and_the_signature_keeps_to_it(name):
    ends = [(style, text) for style, text in everything(file_of(name)) if text.endswith("./.")]
    assert len(ends) == 1
    assert ends[0][0] == "Nội dung cuối"
    assert paper(name).styles["Nội dung cuối"].paragraph_format.keep_with_next
    assert paper(name).styles["Quyền hạn, chức vụ"].paragraph_format.keep_with_next


def test_places_of_receipt_are_dashed_and_the_last_ends_with_a_full_stop():
    lines = texts(
        render("to_trinh", sample("to_trinh", copies_to=("Như trên", "Sở Y tế", "Lưu: VT"))), "Nơi nhận, dòng"
    )
    assert lines == ["- Như trên;", "- Sở Y tế;", "- Lưu: VT."]


def rule_length(file, style):
    line = next(p for p in opened(file).element.body.iter(qn("w:p")) if p.style == style_id(file, style))
    indent = line.pPr.find(qn("w:ind"))
    return int(indent.get(qn("w:left"))), int(indent.get(qn("w:right")))


def style_id(file, name):
    return opened(file).styles[name].style_id


@pytest.mark.parametrize("body", ["Sở Y tế", "Ủy ban nhân dân\nxã Đại Phúc", "Bệnh viện Đa khoa khu vực Phổ Yên"])
def test_the_line_under_the_body_is_a_third_to_a_half_of_its_name(body):
    file = render("to_trinh", sample("to_trinh", heading=heading(body=body)))
    left, right = rule_length(file, "Kẻ ngắn")
    column = LEFT_COLUMN * 1440 / 25.4
    longest = min(column, max(text_width(line) for line in body.upper().split("\n")))
    assert left == right
    assert longest / 3 <= column - left - right <= longest / 2


def test_the_line_under_the_motto_is_as_long_as_the_motto():
    left, right = rule_length(render("to_trinh", sample("to_trinh")), "Kẻ dưới Tiêu ngữ")
    length = RIGHT_COLUMN * 1440 / 25.4 - left - right
    assert length == pytest.approx(text_width("Độc lập - Tự do - Hạnh phúc") * 14 / 13, rel=0.04)
    assert length == pytest.approx(MOTTO_WIDTH * 1440 / 25.4, rel=0.01)


def test_a_very_long_name_has_a_line_no_longer_than_half_its_column():
    column = int(TEXT_WIDTH * 1440 / 25.4)
    assert column / 3 <= column - 2 * rule_indent("Ủ" * 500, column) <= column / 2


def test_lines_are_drawn_as_solid_borders():
    document = opened(render("to_trinh", sample("to_trinh")))
    for name in ("Kẻ ngắn", "Kẻ dưới Tiêu ngữ", "Kẻ dưới trích yếu"):
        line = document.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
        assert line.get(qn("w:val")) == "single"


def test_the_certificate_shows_what_the_register_needs():
    shown = " ".join(texts(render("bang_khen", sample("bang_khen"))))
    for word in ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "TẶNG", "BẰNG KHEN", "123/QĐ-UBND", "0456", "7KX2M9"):
        assert word in shown
