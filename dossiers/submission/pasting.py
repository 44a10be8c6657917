"""A list pasted from Excel: tab-separated rows, with or without a heading, every fault named by its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField

from dossiers.models import RECIPIENT_KINDS
from dossiers.nomination_fields import BY_CODE
from dossiers.submission.forms import SeenForm
from dossiers.submission.nomination_forms import HONORIFICS
from dossiers.web.forms import TextAreaField, at_most, required
from dossiers.web.text import clean, fold

COLUMNS = {
    "individual": ("name", "gender", "birth_year", "post", "workplace", "achievement"),
    "collective": ("name", "workplace", "achievement"),
    "household": ("name", "workplace", "achievement"),
}
MAX_ROWS = 500
_HEADINGS = ("ho va ten", "ho ten", "ten", "ten tap the", "ten ho", "ten ho gia dinh", "ten tap the, ho gia dinh")
_NUMBERS = ("tt", "stt", "so tt", "so thu tu")
_GENDERS = {"nam": "nam", "nu": "nữ", "ong": "nam", "ba": "nữ"}

Line = tuple[str, dict[str, Any]]


class PasteForm(SeenForm):
    """Rows copied from Excel."""

    kind = RadioField("Danh sách gồm", choices=list(RECIPIENT_KINDS.items()), default="individual")
    rows = TextAreaField("Các dòng chép từ Excel", [required("Dán các dòng của danh sách vào đây."), at_most(500_000)])


def read(text: str, kind: str) -> tuple[list[Line], tuple[str, ...]]:
    """Return the lines of a pasted list, and a sentence for each fault; a row with a fault is no line."""
    rows = [row for row in csv.reader(io.StringIO(text), delimiter="\t") if any(cell.strip() for cell in row)]
    if rows and _is_numbered(rows):
        rows = [row[1:] for row in rows]
    if rows and fold(rows[0][0]) in _HEADINGS:
        rows = rows[1:]
    if not rows:
        return [], ("Không có dòng nào để thêm.",)
    if len(rows) > MAX_ROWS:
        return [], (f"Mỗi lần dán tối đa {MAX_ROWS} dòng; danh sách này có {len(rows)} dòng.",)
    lines: list[Line] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=1):
        values, wrong = _read_row(row, COLUMNS[kind])
        lines.append((kind, values))
        faults += (f"Dòng {number} ({values.get('name') or 'chưa có tên'}): {fault}" for fault in wrong)
    return lines, tuple(faults)


def _is_numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column only counts the rows."""
    first = [row[0].strip() for row in rows]
    return all(cell.isdecimal() or fold(cell) in _NUMBERS for cell in first) and all(len(row) > 1 for row in rows)


def _read_row(row: Sequence[str], columns: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = dict(zip(columns, (clean(cell) for cell in row), strict=False))
    faults = [f"có {len(row)} cột, chỉ nhận {len(columns)} cột"] if any(map(str.strip, row[len(columns) :])) else []
    if not values.get("name"):
        faults.append("chưa có tên")
    if "gender" in values:
        faults += _read_gender(values)
    if "birth_year" in values:
        faults += _read_birth_year(values)
    faults += _too_long(values)
    return values, faults


def _read_gender(values: dict[str, Any]) -> list[str]:
    typed = values["gender"]
    values["gender"] = _GENDERS.get(fold(typed), "")
    values["honorific"] = HONORIFICS.get(values["gender"], "")
    return [f"giới tính “{typed}” phải là nam hoặc nữ"] if typed and not values["gender"] else []


def _read_birth_year(values: dict[str, Any]) -> list[str]:
    typed = values["birth_year"]
    year = typed[-4:]
    is_year = year.isdecimal() and 1900 <= int(year) <= 2100
    values["birth_year"] = int(year) if is_year else None
    return [f"năm sinh “{typed}” không đúng"] if typed and not is_year else []


def _too_long(values: Mapping[str, Any]) -> list[str]:
    limits = {code: BY_CODE[code] for code in values}
    return [
        f"{field.label.lower()} dài quá {field.limit} ký tự"
        for code, field in limits.items()
        if field.limit and len(str(values[code] or "")) > field.limit
    ]
