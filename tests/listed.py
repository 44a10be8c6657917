"""Lists of candidates as units send them: rows in Excel or Word, built cell by cell."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from openpyxl import Workbook, load_workbook

Rows = list[list[Any]]


def in_excel(rows: Rows, *, merged: tuple[str, ...] = (), sheet: str = "Trang 1", **others: Rows) -> bytes:
    """A workbook of these rows; `merged` are ranges like "A1:F1", `others` further sheets by their title."""
    workbook = Workbook()
    first: Any = workbook.active
    first.title = sheet
    for title, lines in {sheet: rows, **others}.items():
        page = first if title == sheet else workbook.create_sheet(title)
        for line in lines:
            page.append(line)
    for each in merged:
        first.merge_cells(each)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def in_word(rows: Rows, *, merged: tuple[tuple[int, int, int, int], ...] = (), before: str = "DANH SÁCH") -> bytes:
    """A Word document with one table of these rows; `merged` are (row, column, row, column), counted from 0."""
    document = Document()
    document.add_paragraph(before)
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, value in zip(cells.cells, row, strict=False):
            cell.text = "" if value is None else str(value)
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(content: bytes, **cells: Any) -> bytes:
    """A workbook with some cells of its first sheet written anew, as somebody does in Excel."""
    workbook = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        cell: Any = workbook.worksheets[0][place]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def without_rows(content: bytes, first: int, count: int = 1) -> bytes:
    """A workbook with rows of its first sheet deleted."""
    workbook = load_workbook(io.BytesIO(content))
    workbook.worksheets[0].delete_rows(first, count)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
