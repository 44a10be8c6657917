"""Units of before 1 July 2025 and what they became, with awards under their old names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dossiers.db import current_session
from dossiers.demonstration.data import DATA
from dossiers.models import AwardRecord, Unit, UnitSuccession
from dossiers.web.text import fold

SINCE = date(2025, 7, 1)
COMMUNES = "Nghị quyết số 1683/NQ-UBTVQH15"
SCHOOLS = "Quyết định của Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên"

# Old unit: code, name, kind; what it became (by the name in the province), how, by what, and whether awards go along.
OLD_UNITS = (
    ("H-DAI-TU", "Ủy ban nhân dân huyện Đại Từ", "commune", "xã Phú Xuyên", "split", COMMUNES, False),
    ("X-YEN-LANG", "Ủy ban nhân dân xã Yên Lãng", "commune", "xã Phú Xuyên", "merged", COMMUNES, True),
    (
        "X-PHU-XUYEN",
        "Ủy ban nhân dân xã Phú Xuyên (trước 01/7/2025)",
        "commune",
        "xã Phú Xuyên",
        "merged",
        COMMUNES,
        True,
    ),
    (
        "TH-PHU-XUYEN-1",
        "Trường Tiểu học Phú Xuyên 1",
        "school",
        "Trường Tiểu học Phú Xuyên",
        "renamed",
        SCHOOLS,
        True,
    ),
)


def write(units: Mapping[str, Unit]) -> None:
    """Enter old units, their successions and some awards, inside the caller's unit of work; `units` by name."""
    session = current_session()
    by_code = {unit.code: unit for unit in units.values()}
    for code, name, kind, successor, how, instrument, passes in OLD_UNITS:
        parent = by_code["H-DAI-TU"].id if kind == "school" else units[successor].parent_id
        key = fold(f"{name} {code}")
        old = Unit(code=code, name=name, search_key=key, kind=kind, parent_id=parent, is_active=False)
        session.add(old)
        session.flush()
        by_code[code] = old
        session.add(
            UnitSuccession(
                predecessor_id=old.id,
                successor_id=units[successor].id,
                kind=how,
                succeeded_on=SINCE,
                instrument=instrument,
                passes_awards=passes,
            )
        )
    for name, birth_year, code, award, years in DATA["old_awards"]:
        session.add_all(_record(name, birth_year, by_code[code], award, year) for year in years)


def _record(name: str, birth_year: int | None, unit: Unit, award: str, year: int) -> AwardRecord:
    return AwardRecord(
        kind="individual" if name else "collective",
        name=name or unit.name,
        search_key=fold(name or unit.name),
        birth_year=birth_year,
        unit_id=unit.id,
        award_code=award,
        ground="CONG_TRANG",
        year=year,
        decision_number=f"{year - 2000}{unit.id:02d}/QĐ-UBND",
        decided_on=date(year + 1, 1, 15),
        issued_by=unit.name,
        provenance="typed",
    )
