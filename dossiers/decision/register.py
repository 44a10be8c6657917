"""The register of awards (sổ khen thưởng): entered by decisions, searched by name, unit, award and year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.models import AwardRecord, Decision, Unit
from dossiers.web.text import fold

PAGE = 50


@dataclass(frozen=True)
class Search:
    """What the register is searched for; an empty value does not count."""

    words: str = ""
    award: str = ""
    year: int | None = None


@dataclass(frozen=True)
class RegisterPage:
    """One page of the register, newest first; `next_before` continues it."""

    records: list[AwardRecord]
    next_before: int | None


def enter(decision: Decision) -> None:
    """Enter every award of a decision, inside the caller's unit of work."""
    dossier = decision.dossier
    session = current_session()
    session.add_all(
        AwardRecord(
            kind=nomination.kind,
            name=nomination.name,
            search_key=nomination.search_key,
            birth_year=nomination.birth_year,
            unit_id=dossier.unit_id,
            award_code=nomination.award_code,
            ground=dossier.ground,
            year=dossier.year,
            decision_number=decision.full_number,
            decided_on=decision.decided_on,
            issued_by=decision.issuing_body,
            provenance="decision",
            decision_id=decision.id,
        )
        for nomination in decision.nominations
    )
    session.flush()


def page(search: Search, before: int | None = None) -> RegisterPage:
    """Return the records that `search` finds, from the one before the id `before` on."""
    query = select(AwardRecord).join(Unit).options(joinedload(AwardRecord.unit))
    if key := fold(search.words):
        query = query.where(
            or_(
                AwardRecord.search_key.contains(key, autoescape=True),
                Unit.search_key.contains(key, autoescape=True),
                AwardRecord.decision_number.icontains(search.words, autoescape=True),
            )
        )
    if search.award:
        query = query.where(AwardRecord.award_code == search.award)
    if search.year is not None:
        query = query.where(AwardRecord.year == search.year)
    if before is not None:
        query = query.where(AwardRecord.id < before)
    found = list(current_session().scalars(query.order_by(AwardRecord.id.desc()).limit(PAGE + 1)))
    return RegisterPage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
