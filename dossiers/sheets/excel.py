"""Excel files from outside, read row by row, without running or trusting anything in them.

What is given here went through `dossiers.uploads` first: no macro, no entity, nothing that reaches outside.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from dossiers.office_files import Limits, Unreadable, inflated, opened, walk
from dossiers.sheets.table import Formula, Row, Table
from workflow.errors import Invalid

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNREADABLE = "Không đọc được tệp này như một bảng Excel. Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."
_LIMITS = Limits(members=2_000, unpacked=200 * 1024 * 1024, ratio=1_100)
_LARGEST_SHEET = 30 * 1024 * 1024
_MAX_MERGED = 10_000


@contextmanager
def workbook(content: bytes) -> Iterator[Any]:
    """Open a workbook to be read; raises Invalid (field `file`) for what openpyxl stumbles over, then or later."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know of styles and filters is none of ours
            found = load_workbook(io.BytesIO(content), read_only=True)
            try:
                yield found
            finally:
                found.close()
    except Invalid:
        raise
    except Exception as fault:
        # openpyxl raises whatever it stumbles over in a file that other programs wrote
        raise Invalid({"file": _UNREADABLE}) from fault


def visible_sheets(found: Any) -> list[Any]:
    """Return the sheets that a person sees; raises Invalid where there is none."""
    sheets = [sheet for sheet in found.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Invalid({"file": "Tệp không có trang tính nào hiện ra. Bỏ ẩn trang tính cần nhập."})
    return sheets


def rows_of(sheet: Any, max_columns: int) -> Iterator[Row]:
    """Yield the rows of a sheet, blank ones too, with computed cells as Formula."""
    sheet.reset_dimensions()  # what the file says of its own size may be wrong and would cut rows off
    for number, cells in enumerate(sheet.iter_rows(max_col=max_columns), start=1):
        yield Row(number, tuple(Formula(str(c.value)) if c.data_type == "f" else c.value for c in cells))


def tables(content: bytes, *, max_rows: int, max_columns: int) -> tuple[list[Table], list[str]]:
    """Return every visible sheet of at most `max_rows` rows, and the names of the hidden ones; raises Invalid."""
    with workbook(content) as found, _package(content) as archive:
        hidden = [sheet.title for sheet in found.worksheets if sheet.sheet_state != "visible"]
        return [_table(sheet, archive, max_rows, max_columns) for sheet in visible_sheets(found)], hidden


@contextmanager
def _package(content: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with opened(content, _LIMITS) as archive:
            yield archive
    except Unreadable as fault:
        raise Invalid({"file": f"Tệp không dùng được: {fault}"}) from fault


def _table(sheet: Any, archive: zipfile.ZipFile, max_rows: int, max_columns: int) -> Table:
    rows: list[Row] = []
    for row in rows_of(sheet, max_columns):
        if row.number > max_rows:
            if row.filled:
                raise Invalid({"file": f"Trang “{sheet.title}” có hơn {max_rows} dòng. Chia thành nhiều tệp."})
            break  # formatted but empty rows, as Excel leaves them below a list
        rows.append(row)
    part = archive.getinfo(str(sheet._worksheet_path).lstrip("/"))
    return Table(sheet.title, tuple(_filled_down(rows, _merged(archive, part, max_rows))))


def _merged(archive: zipfile.ZipFile, part: zipfile.ZipInfo, max_rows: int) -> dict[tuple[int, int], int]:
    """Return, for cells under the first of a range one column wide, the row whose value counts for them."""
    found: dict[tuple[int, int], int] = {}

    def note(tag: str, attributes: dict[str, str]) -> None:
        if not tag.endswith(" mergeCell"):
            return
        left, top, right, bottom = _boundaries(attributes.get("ref", ""))
        if left == right and len(found) < _MAX_MERGED:
            found.update({(row, left - 1): top for row in range(top + 1, min(bottom, max_rows) + 1)})

    walk(inflated(archive, part, _LARGEST_SHEET), note)
    return found


def _boundaries(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:  # whole columns, which nobody merges
        return 0, 0, 1, 0
    return left, top, right, bottom


def _filled_down(rows: list[Row], merged: dict[tuple[int, int], int]) -> Iterator[Row]:
    if not merged:
        yield from rows
        return
    by_number = {row.number: row for row in rows}
    for row in rows:
        above = ((at, merged.get((row.number, at))) for at in range(len(row.cells)))
        yield Row(row.number, tuple(by_number[top].at(at) if top else row.cells[at] for at, top in above))
