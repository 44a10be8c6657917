"""Excel files as offices send them, built cell by cell."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from openpyxl import Workbook

from dossiers.register.columns import COLUMNS

HEADINGS = [column.heading for column in COLUMNS]
GOOD: dict[str, Any] = {
    "kind": "Cá nhân",
    "name": "Nguyễn Văn An",
    "birth_year": 1985,
    "identity": None,
    "unit": "X-PHU-XUYEN",
    "award": "LDTT",
    "ground": "Công trạng",
    "year": 2023,
    "decision_number": "12/QĐ-UBND",
    "decided_on": date(2024, 1, 15),
    "issued_by": "Chủ tịch UBND xã Phú Xuyên",
    "provenance": "Theo quyết định",
    "is_revoked": None,
}


def a_row(**changed: Any) -> list[Any]:
    """One row in the order of the template; write only what matters."""
    values = GOOD | changed
    return [values[column.code] for column in COLUMNS]


def a_book(*rows: list[Any], headings: list[Any] | None = None, **sheets: str) -> bytes:
    """A file of these rows under the template's headings; `sheets` are further sheets with their state."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Sổ"
    sheet.append(headings or HEADINGS)
    for row in rows:
        sheet.append(row)
    for title, state in sheets.items():
        other = workbook.create_sheet(title)
        other.append(["x"])
        other.sheet_state = state
    return saved_book(workbook)


def saved_book(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
