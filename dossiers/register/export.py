"""The register as an Excel file, and the empty template: text stays text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.models import AwardRecord
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.models.history import PROVENANCES
from dossiers.register.columns import COLUMNS, SHEET
from dossiers.rules import law
from dossiers.submission.routing import GROUNDS
from dossiers.web.text import clean

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CATALOGUE = "Danh mục"


def template() -> bytes:
    """Return the empty file that an import takes, with the catalogue's codes on a second sheet."""
    workbook = Workbook(write_only=True)
    _headed(workbook, SHEET)
    sheet = workbook.create_sheet(_CATALOGUE)
    for place, width in zip("ABC", (14, 60, 24), strict=True):
        sheet.column_dimensions[place].width = width
    sheet.append(_heading(sheet, ("Mã", "Tên", "Dùng ở cột")))
    for code, name, column in _catalogue():
        sheet.append([_text(sheet, code), _text(sheet, name), _text(sheet, column)])
    return _saved(workbook)


def export() -> bytes:
    """Return the whole register in the shape that an import takes; identity numbers are not kept and stay out."""
    workbook = Workbook(write_only=True)
    sheet = _headed(workbook, SHEET)
    query = select(AwardRecord).options(joinedload(AwardRecord.unit)).order_by(AwardRecord.id)
    for record in current_session().scalars(query.execution_options(yield_per=1_000)):
        values = _row(record)
        sheet.append([_cell(sheet, values.get(column.code)) for column in COLUMNS])
    return _saved(workbook)


def _row(record: AwardRecord) -> dict[str, Any]:
    return {
        "kind": RECIPIENT_KINDS[record.kind],
        "name": record.name,
        "birth_year": record.birth_year,
        "unit": record.unit.code,
        "award": record.award_code,
        "ground": GROUNDS.get(record.ground, record.ground),
        "year": record.year,
        "decision_number": record.decision_number,
        "decided_on": record.decided_on,
        "issued_by": record.issued_by,
        "provenance": PROVENANCES[record.provenance],
        "is_revoked": "x" if record.is_revoked else None,
    }


def _catalogue() -> Iterator[tuple[str, str, str]]:
    columns = {column.code: column.heading for column in COLUMNS}
    yield from ((code, award.title, columns["award"]) for code, award in law().awards.items())
    yield from ((code, name, columns["ground"]) for code, name in GROUNDS.items())


def _headed(workbook: Workbook, title: str) -> Any:
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    cells = _heading(sheet, (column.heading for column in COLUMNS))
    for cell, column in zip(cells, COLUMNS, strict=True):
        cell.comment = Comment(column.hint, "Vinh Danh", height=80, width=240)
    sheet.append(cells)
    return sheet


def _heading(sheet: Any, words: Iterable[str]) -> list[Any]:
    cells = [_text(sheet, each) for each in words]
    for cell in cells:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="F1EDE4")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cells


def _cell(sheet: Any, value: str | int | date | None) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _text(sheet: Any, value: str) -> Any:
    """A cell of type text: a name that begins like a formula is shown, never computed."""
    cell = WriteOnlyCell(sheet, clean(value))
    cell.data_type = "s"
    if value.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def _saved(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
