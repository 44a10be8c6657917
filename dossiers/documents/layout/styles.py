"""The numbers of Nghị định 30/2020/NĐ-CP, Phụ lục I: page, font, and one Word style for each component.

Sizes and spaces are points, lengths millimetres.  An officer finds the same names in Word's list of styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
PAGE = (210, 297)
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
TEXT_WIDTH = PAGE[0] - MARGINS["left"] - MARGINS["right"]
LANDSCAPE_WIDTH = PAGE[1] - MARGINS["left"] - MARGINS["right"]
CERTIFICATE_MARGIN = 25
CERTIFICATE_WIDTH = PAGE[1] - 2 * CERTIFICATE_MARGIN
HEADER_DISTANCE = 10
LEFT_COLUMN, RIGHT_COLUMN = 67, 98
FIRST_LINE = 12.7
MOTTO_WIDTH = 62

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Style:
    """A paragraph style; `ruled` draws the solid line of a heading under an otherwise empty paragraph."""

    name: str
    size: float = 14
    align: Align = "left"
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first_line: float = 0
    indent: float = 0
    spacing: float = 1
    keep_next: bool = False
    ruled: bool = False
    exact: bool = False
    color: str = ""


STYLES = (
    Style("Quốc hiệu", 13, "center", bold=True),
    Style("Tiêu ngữ", 14, "center", bold=True),
    Style(
        "Kẻ dưới Tiêu ngữ",
        2,
        "center",
        before=1,
        indent=(RIGHT_COLUMN - MOTTO_WIDTH) / 2,
        ruled=True,
        after=4,
    ),
    Style("Cơ quan chủ quản", 13, "center"),
    Style("Cơ quan ban hành", 13, "center", bold=True),
    Style("Kẻ ngắn", 2, "center", before=1, ruled=True, after=4),
    Style("Số, ký hiệu", 13, "center", before=2),
    Style("Trích yếu công văn", 12, "center", before=4),
    Style("Địa danh, ngày", 14, "center", italic=True, before=2),
    Style("Tên loại", 14, "center", bold=True, before=14, keep_next=True),
    Style("Trích yếu", 14, "center", bold=True, keep_next=True),
    Style("Kẻ dưới trích yếu", 2, "center", before=3, ruled=True, after=8),
    Style("Thẩm quyền ban hành", 14, "center", bold=True, before=6, after=8, keep_next=True),
    Style("Kính gửi", 14, "center", before=10, after=8, keep_next=True),
    Style("Kính gửi nhiều nơi", 14, "left", before=10, indent=30, keep_next=True),
    Style("Kính gửi, dòng", 14, "left", indent=54, after=3, keep_next=True),
    Style("Căn cứ", 14, "justify", italic=True, first_line=FIRST_LINE, after=6, spacing=1.1),
    Style("Nội dung", 14, "justify", first_line=FIRST_LINE, after=6, spacing=1.1),
    Style("Nội dung cuối", 14, "justify", first_line=FIRST_LINE, after=6, spacing=1.1, keep_next=True),
    Style("Đề mục", 14, "left", bold=True, first_line=FIRST_LINE, before=4, after=6, keep_next=True),
    Style("Quyền hạn, chức vụ", 14, "center", bold=True, keep_next=True),
    Style("Ghi chú chữ ký", 12, "center", italic=True, keep_next=True),
    Style("Họ tên người ký", 14, "center", bold=True, before=66, keep_next=True),
    Style("Nơi nhận", 12, bold=True, italic=True, keep_next=True),
    Style("Nơi nhận, dòng", 11),
    Style("Bảng, đầu cột", 12, "center", bold=True, before=2, after=2, keep_next=True),
    Style("Bảng, nhóm", 12, "left", bold=True, before=2, after=2, keep_next=True),
    Style("Bảng, chữ", 12, "left", before=2, after=2),
    Style("Bảng, giữa", 12, "center", before=2, after=2),
    Style("Bảng, chữ giữ liền", 12, "left", before=2, after=2, keep_next=True),
    Style("Bảng, giữa giữ liền", 12, "center", before=2, after=2, keep_next=True),
    Style("Bảng, tiền", 12, "right", before=2, after=2),
    Style("Sau bảng", 3, after=2, exact=True, keep_next=True),
    Style("Sau chữ ký", 1, exact=True, keep_next=True),
    Style("Phụ lục", 14, "center", bold=True, keep_next=True),
    Style("Tên phụ lục", 14, "center", bold=True, keep_next=True),
    Style("Kèm theo", 14, "center", italic=True, after=8, keep_next=True),
    Style("Mã QR", 11, "left", before=6),
    Style("Số trang", 13, "center"),
    Style("Bằng, quốc hiệu", 17, "center", bold=True, before=2),
    Style("Bằng, tiêu ngữ", 17, "center", bold=True),
    Style("Bằng, kẻ", 2, "center", indent=(CERTIFICATE_WIDTH - 72) / 2, ruled=True, before=2, after=12),
    Style("Bằng, người tặng", 20, "center", bold=True, before=10, color="9C1C1C"),
    Style("Bằng, tặng", 17, "center", bold=True, before=10),
    Style("Bằng, tên", 50, "center", bold=True, before=4, after=4, color="B8141A"),
    Style("Bằng, người nhận", 28, "center", bold=True, before=4, after=6),
    Style("Bằng, người nhận dài", 20, "center", bold=True, before=4, after=2),
    Style("Bằng, chữ", 17, "center", after=4),
    Style("Bằng, chữ dài", 13, "center", after=2),
    Style("Bằng, ngày", 14, "center", italic=True, before=6, after=2, keep_next=True),
    Style("Bằng, chức vụ", 15, "center", bold=True, keep_next=True),
    Style("Bằng, họ tên", 15, "center", bold=True, before=64),
    Style("Bằng, số", 12, "left"),
)

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def define_styles(document: Any) -> None:
    """Replace the styles of a new document by ours: one base style, then one for each component."""
    styles = document.styles
    for old in [*styles.element.findall(qn("w:style")), *styles.element.findall(qn("w:latentStyles"))]:
        styles.element.remove(old)
    base = styles.add_style("Normal", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    base.element.set(qn("w:default"), "1")
    _set_font(base, 14)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    base.element.get_or_add_rPr().append(language)
    for style in STYLES:
        _define(styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH), style, base)
    defaults = styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        styles.element.remove(defaults)


def _define(word_style: Any, style: Style, base: Any) -> None:
    word_style.base_style = base
    word_style.quick_style = True
    _set_font(word_style, style.size)
    word_style.font.bold, word_style.font.italic = style.bold, style.italic
    if style.color:
        color = OxmlElement("w:color")
        color.set(qn("w:val"), style.color)
        word_style.element.get_or_add_rPr().append(color)
    form = word_style.paragraph_format
    form.alignment = ALIGNMENTS[style.align]
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.first_line_indent = Mm(style.first_line)
    form.left_indent = Mm(style.indent)
    form.right_indent = Mm(style.indent if style.align == "center" else 0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, style.spacing
    form.keep_with_next = style.keep_next or None
    form.widow_control = True
    if style.ruled or style.exact:
        form.line_spacing = Pt(style.size)
    if style.ruled:
        _draw_line(word_style.element.get_or_add_pPr())


def _set_font(word_style: Any, size: float) -> None:
    word_style.font.size = Pt(size)
    word_style.font.name = FONT
    fonts = word_style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for slot in SLOTS:
        fonts.set(qn(slot), FONT)


def _draw_line(properties: Any) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
