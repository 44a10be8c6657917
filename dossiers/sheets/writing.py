"""Workbooks as they leave the house: text stays text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from dossiers.web.text import clean

AS_TEXT = "@"  # Excel's format "Văn bản": what is typed stays as it was typed
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cell(sheet: Any, value: str | int | date | None, number_format: str = "") -> Any:
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


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
