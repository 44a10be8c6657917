"""The register as an Excel file, and the empty template: text stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.models import AwardRecord
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.models.history import PROVENANCES
from dossiers.register.columns import COLUMNS, SHEET
from dossiers.rules import law
from dossiers.sheets.writing import cell, heading, saved
from dossiers.submission.routing import GROUNDS

_CATALOGUE = "Danh mục"


def template() -> bytes:
    """Return the empty file that an import takes, with the catalogue's codes on a second sheet."""
    workbook = Workbook(write_only=True)
    _headed(workbook, SHEET)
    sheet = workbook.create_sheet(_CATALOGUE)
    for place, width in zip("ABC", (14, 60, 24), strict=True):
        sheet.column_dimensions[place].width = width
    sheet.append(heading(sheet, ("Mã", "Tên", "Dùng ở cột")))
    for code, name, column in _catalogue():
        sheet.append([cell(sheet, code), cell(sheet, name), cell(sheet, column)])
    return saved(workbook)


def export() -> bytes:
    """Return the whole register in the shape that an import takes; identity numbers are not kept and stay out."""
    workbook = Workbook(write_only=True)
    sheet = _headed(workbook, SHEET)
    query = select(AwardRecord).options(joinedload(AwardRecord.unit)).order_by(AwardRecord.id)
    for record in current_session().scalars(query.execution_options(yield_per=1_000)):
        values = _row(record)
        sheet.append([cell(sheet, values.get(column.code)) for column in COLUMNS])
    return saved(workbook)


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
    sheet.append(heading(sheet, (each.heading for each in COLUMNS), (each.hint for each in COLUMNS)))
    return sheet
