"""A list pasted from Excel: tab-separated rows, read by the same headings as a file, or by place without any."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossiers.models import RECIPIENT_KINDS
from dossiers.sheets.table import Row, Table
from dossiers.submission.lists import columns, reading
from dossiers.submission.lists.columns import BORN, GENDER, HEADINGS, NAME, NUMBER
from dossiers.submission.lists.lines import Line, Reader
from dossiers.submission.lists.plan import new_values
from dossiers.web.text import clean
from workflow.errors import Invalid

MAX_ROWS = 500
PLACES = {
    "individual": (NAME, GENDER, BORN, "post", "workplace", "achievement"),
    "collective": (NAME, "workplace", "achievement"),
    "household": (NAME, "workplace", "achievement"),
}
"""What the columns are, in order, where no row says so."""


@dataclass(frozen=True)
class Pasted:
    """The lines of a pasted list, a sentence for each fault, and what is told of how it was read."""

    lines: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read(text: str, kind: str, reader: Reader) -> Pasted:
    """Read a pasted list of recipients of `kind`; a row's own column “Đối tượng” goes before it."""
    try:
        typed = list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:
        return Pasted(faults=("Không đọc được các dòng này. Sao chép lại từ Excel rồi dán.",))
    rows = [
        Row(number, tuple(clean(value) or None for value in values)) for number, values in enumerate(typed, start=1)
    ]
    rows = [row for row in rows if row.filled]
    if not rows:
        return Pasted(faults=("Không có dòng nào để thêm.",))
    if len(rows) > MAX_ROWS:
        return Pasted(faults=(f"Mỗi lần dán tối đa {MAX_ROWS} dòng; danh sách này có {len(rows)} dòng.",))
    is_headed = any(columns.header_of(row, None) for row in rows)
    faults: list[str] = []
    if not is_headed:
        heads = _heads(rows, kind)
        faults += _too_wide(rows, heads)
        rows.insert(0, Row(0, heads))
    table = Table(f"danh sách {RECIPIENT_KINDS[kind].lower()} dán vào", tuple(rows), is_word=True)
    try:
        found = reading.read_tables([table], [], reader)
    except Invalid as fault:
        return Pasted(faults=tuple(fault.fields.values()))
    faults += [f"{each.cell[:1].upper()}{each.cell[1:]} ({each.heading}): {each.message}" for each in found.faults]
    faults += _foreign(found.lines, kind)
    lines = tuple((line.kind, new_values(line)) for line in found.lines)
    return Pasted(lines, tuple(faults), found.remarks[1:] if is_headed else ())


def _heads(rows: Sequence[Row], kind: str) -> tuple[str, ...]:
    """The headings that the rows would have; the first column only counts them where all of it is numbers."""
    is_numbered = all(str(row.at(0) or "").rstrip(".").isdecimal() for row in rows)
    return tuple(HEADINGS[code] for code in ((NUMBER,) if is_numbered else ()) + PLACES[kind])


def _too_wide(rows: Sequence[Row], heads: Sequence[str]) -> list[str]:
    return [
        f"Dòng {row.number}: có {max(row.filled) + 1} cột, chỉ nhận {len(heads)} cột. Dán kèm dòng tiêu đề."
        for row in rows
        if max(row.filled) >= len(heads)
    ]


def _foreign(lines: Sequence[Line], kind: str) -> list[str]:
    """Faults of a list that is of other recipients than was chosen, or that is the dossier's own."""
    faults = []
    if other := next((line.header.kind for line in lines if line.header.kind not in ("", kind)), ""):
        faults.append(
            f"Dòng tiêu đề cho biết đây là danh sách {RECIPIENT_KINDS[other].lower()}, ở trên lại chọn "
            f"“{RECIPIENT_KINDS[kind]}”. Chọn lại, hoặc sửa tiêu đề cột tên."
        )
    if any(line.known_id for line in lines):
        faults.append("Danh sách có cột “Mã dòng” của dòng đã có trong hồ sơ. Sửa bằng “Đọc danh sách từ tệp”.")
    return faults
