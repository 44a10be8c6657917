"""A plain table as an Excel file: text stays text, money is a number, and the same rows give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from dossiers.documents.package import pack, unpack
from dossiers.documents.text import FORBIDDEN

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FONT = "Times New Roman"
THIN = Side(style="thin", color="FF999999")
PROPERTIES = "docProps/core.xml"
# openpyxl writes the moment of saving here; without it the same rows are the same file.
TIMELESS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
Value = str | int | date | None
Row = Sequence[str | int | date | None] | Sequence[str | int]


@dataclass(frozen=True)
class Column:
    """A column: its heading and its width in characters."""

    heading: str
    width: int


def table(
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    above: Sequence[str] = (),
    below: Sequence[Row] = (),
) -> bytes:
    """Return a workbook of one sheet: lines `above` the table, its rows, and rows `below` in bold (totals)."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet)
    page.freeze_panes = f"A{len(above) + 2}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    for line in above:
        page.append([_cell(page, line, bold=True, framed=False)])
    page.append([_head(page, column.heading) for column in columns])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    for row in below:
        page.append([_cell(page, value, bold=True) for value in row])
    out = io.BytesIO()
    workbook.save(out)
    return pack({**unpack(out.getvalue()), PROPERTIES: TIMELESS})


def _head(page: Any, words: str) -> Any:
    cell = _cell(page, words, bold=True)
    cell.fill = PatternFill("solid", start_color="F1EDE4")
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    return cell


def _cell(page: Any, value: Value, *, bold: bool = False, framed: bool = True) -> Any:
    cell: Any = WriteOnlyCell(page)
    cell.value = FORBIDDEN.sub("", value) if isinstance(value, str) else value
    cell.font = Font(name=FONT, size=12, bold=bold)
    if framed:
        cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins like a formula is shown, never computed
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
    return cell
