"""An Excel file as rows of plain values: read once, row by row, without running or trusting anything in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from dossiers.register.columns import COLUMNS, Column, column_of
from dossiers.sheets import excel
from dossiers.sheets.table import Row as SheetRow
from dossiers.sheets.table import is_blank
from workflow.errors import Invalid

MAX_ROWS = 50_000
MAX_COLUMNS = 40
HEADING_WITHIN = 20  # rows from the top
BLANK_RUN = 1_000  # formatted but empty rows, as Excel leaves them below a list

_REQUIRED = tuple(column for column in COLUMNS if column.is_required)


@dataclass(frozen=True)
class Row:
    """One row that is not blank: its number in the file, and its values by the column's code."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Book:
    """The rows of the sheet that was read, the letter of each column, and what was left unread."""

    sheet: str
    letters: dict[str, str]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


def read(content: bytes) -> Book:
    """Read a file that `dossiers.uploads` let through; raises Invalid (field `file`) where it is no register."""
    with excel.workbook(content) as workbook:
        return _read_sheet(workbook)


def _read_sheet(workbook: Any) -> Book:
    sheet = excel.visible_sheets(workbook)[0]
    rows = excel.rows_of(sheet, MAX_COLUMNS)
    columns = _columns(rows)
    remarks = [*_unused(columns), *_other_sheets(workbook, sheet)]
    found = tuple(_rows(rows, columns, remarks))
    if not found:
        raise Invalid({"file": "Dưới dòng tiêu đề không có dòng nào để nhập."})
    letters = {column.code: get_column_letter(at + 1) for at, column in columns.items() if isinstance(column, Column)}
    return Book(sheet.title, letters, found, tuple(remarks))


def _columns(rows: Iterator[SheetRow]) -> dict[int, Column | str]:
    """Find the row of headings; returns each place's column, or the heading that is none."""
    for row in rows:
        named = {at: value for at, value in row.filled.items() if isinstance(value, str)}
        columns = {at: column_of(heading) or heading for at, heading in named.items()}
        known = [column for column in columns.values() if isinstance(column, Column)]
        if len(known) >= len(_REQUIRED) - 2:
            _check_columns(known)
            return columns
        if row.number >= HEADING_WITHIN:
            break
    headings = ", ".join(column.heading for column in _REQUIRED)
    raise Invalid({"file": f"Không thấy dòng tiêu đề trong {HEADING_WITHIN} dòng đầu. Cần các cột: {headings}."})


def _check_columns(known: list[Column]) -> None:
    missing = [column.heading for column in _REQUIRED if column not in known]
    if missing:
        raise Invalid({"file": f"Thiếu cột: {', '.join(missing)}. Tải mẫu về rồi chép dữ liệu vào đúng cột."})
    twice = sorted({column.heading for column in known if known.count(column) > 1})
    if twice:
        raise Invalid({"file": f"Hai cột cùng là: {', '.join(twice)}. Giữ lại một cột."})


def _unused(columns: dict[int, Column | str]) -> Iterator[str]:
    unused = [
        f"“{name.strip()[:60]}” ({get_column_letter(at + 1)})" for at, name in columns.items() if isinstance(name, str)
    ]
    if unused:
        yield f"Không dùng các cột: {', '.join(unused)}."


def _other_sheets(workbook: Any, read: Any) -> Iterator[str]:
    others = [f"“{sheet.title}”" for sheet in workbook.worksheets if sheet is not read]
    if others:
        yield f"Chỉ đọc trang “{read.title}”; không đọc: {', '.join(others)}."


def _rows(rows: Iterator[SheetRow], columns: dict[int, Column | str], remarks: list[str]) -> Iterator[Row]:
    places = [(at, column.code) for at, column in columns.items() if isinstance(column, Column)]
    blank, count = 0, 0
    for row in rows:
        values = {code: row.at(at) for at, code in places if not is_blank(row.at(at))}
        if values:
            blank, count = 0, count + 1
            if count > MAX_ROWS:
                raise Invalid({"file": f"Tệp có hơn {MAX_ROWS} dòng. Chia thành nhiều tệp rồi nhập lần lượt."})
            yield Row(row.number, values)
            continue
        blank += 1
        if blank == BLANK_RUN:
            remarks.append(f"Dừng đọc ở dòng {row.number} vì có {BLANK_RUN} dòng trống liền nhau.")
            return
