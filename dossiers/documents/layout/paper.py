"""A template under construction: paragraphs with inline bold and italic, tables, sections, and its bytes."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from dossiers.documents.layout.styles import HEADER_DISTANCE, MARGINS, PAGE, define_styles
from dossiers.documents.package import pack, unpack

EMPHASIS = re.compile(r"(\*\*.+?\*\*|//.+?//)")
KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|word/(_rels/document\.xml\.rels|document\.xml|"
    r"styles\.xml|settings\.xml|header\d*\.xml|media/.+)"
)
CELL_MARGIN = 1.5


@dataclass(frozen=True)
class Column:
    """A table's column: title, width in millimetres, the marks of its cells and their style."""

    title: str
    width: float
    text: str
    style: str = "Bảng, chữ"


class Paper:
    """One template; what is added goes to the current place, the body or a cell."""

    def __init__(self, *, landscape: bool = False, numbered: bool = True) -> None:
        self.document: Any = Document()
        self.place: Any = self.document
        define_styles(self.document)
        _set_up_section(self.document.sections[0], landscape=landscape)
        if numbered:
            _number_pages(self.document.sections[0])

    def text(self, style: str, *lines: str) -> Any:
        """Add a paragraph for each line; `**bold**` and `//italic//` stand inside. Returns the last."""
        paragraph = None
        for line in lines:
            paragraph = self.place.add_paragraph(style=style)
            for part in filter(None, EMPHASIS.split(line)):
                run = paragraph.add_run(part.strip("*") if part.startswith("**") else part)
                if part.startswith("**"):
                    run.bold = True
                elif part.startswith("//"):
                    run.text, run.italic = part[2:-2], True
        return paragraph

    def grid(self, widths: Sequence[float], *, ruled: bool = False, margin: float = 0) -> Any:
        """Add an empty one-row table of fixed widths in millimetres, with or without lines."""
        table = self.document.add_table(rows=1, cols=len(widths))
        _fix_table(table, widths, ruled=ruled, margin=margin)
        return table

    def unbroken_row(self, widths: Sequence[float]) -> Any:
        """Add a one-row table that pages do not break, and return its cells."""
        table = self.grid(widths)
        _mark_row(table.rows[0], "w:cantSplit")
        return table.rows[0].cells

    def fill_cell(self, cell: Any) -> _Cell:
        """Add to `cell` inside a `with` block; its first, empty paragraph is dropped at the end."""
        return _Cell(self, cell)

    def table(self, columns: Sequence[Column], block: str, *, group: str = "") -> None:
        """Add a ruled table: a repeated header row, then a row for each item of `block`, in groups if any."""
        table = self.grid([column.width for column in columns], ruled=True, margin=CELL_MARGIN)
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            _put(cell, "Bảng, đầu cột", column.title)
        _mark_row(table.rows[0], "w:tblHeader", "w:cantSplit")
        if group:
            self._group_row(table, group)
        self._item_row(table, columns, block, f"{{{{/{group}}}}}" if group else "")
        self.text("Sau bảng", "")

    def _group_row(self, table: Any, group: str) -> None:
        row = table.add_row()
        _mark_row(row, "w:cantSplit")
        cell = row.cells[0].merge(row.cells[-1])
        for extra in cell.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        _put(cell, "Bảng, nhóm", f"{{{{#{group}}}}}{{{{ten_nhom}}}}: {{{{so_luong}}}}")

    def _item_row(self, table: Any, columns: Sequence[Column], block: str, close: str) -> None:
        row = table.add_row()
        _mark_row(row, "w:cantSplit")
        for position, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            text = column.text if position else f"{{{{#{block}}}}}{column.text}"
            text += f"{{{{/{block}}}}}{close}" if position == len(columns) - 1 else ""
            _put(cell, column.style, text)

    def qr(self, mark: str, *, side: float = 22) -> None:
        """Add a picture of `side` millimetres that a QR code will replace, present only if there is one."""
        paragraph = self.text("Mã QR", f"{{{{#{mark}}}}}")
        picture = io.BytesIO()
        segno.make("https://", micro=False).save(picture, kind="png", scale=6, border=2, compresslevel=0)
        picture.seek(0)
        shape = paragraph.add_run().add_picture(picture, width=Mm(side))
        shape._inline.docPr.set("descr", f"{{{{{mark}}}}}")
        paragraph.add_run(f"{{{{/{mark}}}}}")

    def annex_section(self) -> None:
        """Begin an annex on a new page with its own page numbers, the first again without.

        It names the headers itself: where the annex is left out, its section is the paper's only one.
        """
        headers = self.document.sections[-1]._sectPr.findall(qn("w:headerReference"))
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        for header in reversed(headers):
            section._sectPr.insert(0, copy.deepcopy(header))
        self.document.paragraphs[-1].style = "Sau chữ ký"
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg")

    def to_bytes(self) -> bytes:
        """Return the template: the same bytes each time, without the parts that no paper needs."""
        out = io.BytesIO()
        settings = self.document.settings.element
        for child in list(settings):
            settings.remove(child)
        settings.append(parse_xml(COMPATIBILITY))
        for link in [r for r in self.document.part.rels.values() if not KEPT.fullmatch(_part_name(r))]:
            del self.document.part.rels[link.rId]
        package = self.document.part.package
        for link in [r for r in package.rels.values() if not KEPT.fullmatch(_part_name(r))]:
            del package.rels[link.rId]
        self.document.save(out)
        return pack({**unpack(out.getvalue()), **FIXED})


class _Cell:
    def __init__(self, paper: Paper, cell: Any) -> None:
        self.paper, self.cell = paper, cell

    def __enter__(self) -> None:
        self.paper.place = self.cell

    def __exit__(self, *_: object) -> None:
        self.paper.place = self.paper.document
        first = self.cell.paragraphs[0]._p
        first.getparent().remove(first)


COMPATIBILITY = (
    f'<w:compat {nsdecls("w")}><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
FIXED = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Vinh Danh</Application></Properties>",
}


def _part_name(link: Any) -> str:
    return str(link.target_part.partname).lstrip("/")


def _set_up_section(section: Any, *, landscape: bool) -> None:
    width, height = reversed(PAGE) if landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side, length in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(length))
    section.header_distance = section.footer_distance = Mm(HEADER_DISTANCE)


def _number_pages(section: Any) -> None:
    """Put the number in the middle of the top margin of every page but the first."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    for header, field in ((section.header, True), (section.first_page_header, False)):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.style = "Số trang"
        if field:
            paragraph._p.append(
                parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
            )


def _fix_table(table: Any, widths: Sequence[float], *, ruled: bool, margin: float) -> None:
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblStyle")) + properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    properties.find(qn("w:tblW")).set(qn("w:w"), str(Mm(sum(widths)).twips))
    layout = properties.find(qn("w:tblLayout"))
    if ruled:
        layout.addprevious(parse_xml(BORDERS))
    layout.addnext(parse_xml(CELL_MARGINS.format(ns=nsdecls("w"), twips=Mm(margin).twips)))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


BORDERS = (
    f"<w:tblBorders {nsdecls('w')}>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
CELL_MARGINS = (
    '<w:tblCellMar {ns}><w:left w:w="{twips}" w:type="dxa"/><w:right w:w="{twips}" w:type="dxa"/></w:tblCellMar>'
)


def _mark_row(row: Any, *flags: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for flag in sorted(flags):
        properties.append(OxmlElement(flag))


def _put(cell: Any, style: str, text: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
