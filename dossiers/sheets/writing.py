"""Workbooks as they leave the house: text stays text, whatever it begins with, and the same rows give the same file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from dossiers.documents.package import pack, unpack
from dossiers.web.text import clean

AS_TEXT = "@"  # Excel's format "Văn bản": what is typed stays as it was typed
FONT = "Times New Roman"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_THIN = Side(style="thin", color="FF999999")
_PROPERTIES = "docProps/core.xml"
# openpyxl writes the moment of saving here; without it the same rows are the same file.
_TIMELESS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
Value = str | int | date | None
Row = Sequence[str | int | date | None] | Sequence[str | int]


@dataclass(frozen=True)
class Column:
    """A column of a printed table: its heading and its width in characters."""

    heading: str
    width: int


def cell(sheet: Any, value: Value, number_format: str = "") -> Any:
    """Return a cell of a sheet that is only written; a text is never taken for a formula or a date."""
    made: Any = WriteOnlyCell(sheet)
    if isinstance(value, str):
        made.value = clean(value)
        made.data_type = "s"
        made.quotePrefix = value.startswith(_FORMULA_STARTS)
    else:
        made.value = value
    if isinstance(value, date):
        made.number_format = "dd/mm/yyyy"
    if number_format:
        made.number_format = number_format
    return made


def heading(sheet: Any, words: Iterable[str], hints: Iterable[str] = ()) -> list[Any]:
    """Return the cells of a heading row, each with its hint as a comment."""
    cells = [cell(sheet, each) for each in words]
    for each in cells:
        each.font = Font(bold=True)
        each.fill = PatternFill("solid", start_color="F1EDE4")
        each.alignment = Alignment(wrap_text=True, vertical="center")
    for each, hint in zip(cells, hints, strict=False):
        each.comment = Comment(hint, "Vinh Danh", height=80, width=240)
    return cells


def fit_to_width(sheet: Any) -> None:
    """Print a sheet on A4 across, all columns on one page's width."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def table(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    above: Sequence[str] = (),
    below: Sequence[Row] = (),
) -> bytes:
    """Return a workbook of one sheet to print: lines `above` the table, its rows, and rows `below` in bold (totals)."""
    workbook = Workbook(write_only=True)
    sheet: Any = workbook.create_sheet(name)
    sheet.freeze_panes = f"A{len(above) + 2}"
    fit_to_width(sheet)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for line in above:
        title = cell(sheet, line)
        title.font = Font(name=FONT, size=12, bold=True)
        sheet.append([title])
    heads = heading(sheet, (column.heading for column in columns))
    for head in heads:
        _frame(head, is_bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.append(heads)
    for row in rows:
        sheet.append([_frame(_figured(sheet, value)) for value in row])
    for row in below:
        sheet.append([_frame(_figured(sheet, value), is_bold=True) for value in row])
    return saved(workbook)


def _figured(sheet: Any, value: Value) -> Any:
    return cell(sheet, value, "#,##0" if isinstance(value, int) else "")


def _frame(made: Any, *, is_bold: bool = False) -> Any:
    made.font = Font(name=FONT, size=12, bold=is_bold)
    made.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    made.alignment = Alignment(wrap_text=True, vertical="top")
    return made


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of its file, without the moment of saving.

    It is compressed, for a register of a hundred thousand lines would be ten times as large and could not be sent
    back; so the bytes are the same wherever zlib is, while those of papers (`documents.package`) are so everywhere.
    """
    out = io.BytesIO()
    workbook.save(out)
    return pack({**unpack(out.getvalue()), _PROPERTIES: _TIMELESS}, is_compressed=True)
