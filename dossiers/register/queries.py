"""Reads of the register: one record with its trail, imports, likely same holders, successions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import distinct, func, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from dossiers.db import current_session
from dossiers.holders import Holder, holder_of_record, register_of
from dossiers.models import (
    AwardImport,
    AwardRecord,
    AwardRecordChange,
    Dossier,
    HolderMatch,
    Nomination,
    Unit,
    UnitSuccession,
)
from dossiers.register.review import awards_to_review
from dossiers.succession import lineage
from workflow.errors import Missing

PAIRS_SHOWN = 50


@dataclass(frozen=True)
class RecordPage:
    """A record with its trail and its source; the holder's other awards, those of a like name, those to review."""

    record: AwardRecord
    others: list[AwardRecord]
    likely: list[AwardRecord]
    to_review: list[AwardRecord]
    matches: list[HolderMatch]

    @property
    def seen(self) -> int:
        """The last change shown, 0 where nothing was changed yet."""
        return self.record.changes[-1].id if self.record.changes else 0


@dataclass(frozen=True)
class LikelyPair:
    """One name and birth year at two units, about which nobody has decided yet; `awards` are those of both."""

    record: AwardRecord
    other: Unit
    awards: list[AwardRecord]


def find_record(record_id: int) -> AwardRecord:
    """Return a record with its trail; raises Missing."""
    query = (
        select(AwardRecord)
        .where(AwardRecord.id == record_id)
        .options(
            joinedload(AwardRecord.unit),
            joinedload(AwardRecord.source),
            selectinload(AwardRecord.changes).joinedload(AwardRecordChange.changed_by),
        )
    )
    record = current_session().scalar(query)
    if record is None:
        raise Missing("Không tìm thấy lần khen thưởng này trong sổ.")
    return record


def record_page(record_id: int) -> RecordPage:
    """Return everything that a record's page shows; raises Missing."""
    record = find_record(record_id)
    holder = holder_of_record(record)
    register = register_of([holder])
    decided = (
        select(HolderMatch)
        .where(
            HolderMatch.kind == record.kind,
            HolderMatch.search_key == record.search_key,
            HolderMatch.birth_year == record.birth_year,
        )
        .options(*_WITH_UNITS)
        .order_by(HolderMatch.id.desc())
    )
    return RecordPage(
        record=record,
        others=[each for each in register.awards_of(holder) if each.id != record.id],
        likely=register.likely_of(holder),
        to_review=awards_to_review(record) if record.is_revoked else [],
        matches=list(current_session().scalars(decided)) if record.birth_year else [],
    )


def imports() -> list[AwardImport]:
    """Return the files that were entered, the newest first."""
    query = select(AwardImport).options(joinedload(AwardImport.confirmed_by)).order_by(AwardImport.id.desc())
    return list(current_session().scalars(query))


def find_import(import_id: int) -> AwardImport:
    """Return an import; raises Missing."""
    found = current_session().get(AwardImport, import_id)
    if found is None:
        raise Missing("Không tìm thấy lần nhập này.")
    return found


_WITH_UNITS = (
    joinedload(HolderMatch.first_unit),
    joinedload(HolderMatch.second_unit),
    joinedload(HolderMatch.decided_by),
    joinedload(HolderMatch.undone_by),
)


def matches() -> list[HolderMatch]:
    """Return what people decided about holders, undone decisions too, the newest first."""
    return list(current_session().scalars(select(HolderMatch).options(*_WITH_UNITS).order_by(HolderMatch.id.desc())))


def find_match(match_id: int) -> HolderMatch:
    """Return a decision about two holders; raises Missing."""
    found = current_session().get(HolderMatch, match_id)
    if found is None:
        raise Missing("Không tìm thấy xác nhận này.")
    return found


def likely_pairs() -> tuple[list[LikelyPair], int]:
    """Return the first pairs of units at which one name and birth year occurs, undecided; and how many there are.

    Handed-in nominations count like records, so that a person who moved is found before any award there.
    """
    pairs = list(_undecided(_places()))
    shown = pairs[:PAIRS_SHOWN]
    register = register_of(Holder(*person, unit_id=0) for person, _units in shown)
    return [_pair(person, units, register.records) for person, units in shown], len(pairs)


_Person = tuple[str, str, int]


def _places() -> dict[_Person, dict[int, bool]]:
    """The units of every person (kind, name, birth year) who occurs at several, and whether there are records of it."""
    records = select(
        AwardRecord.kind, AwardRecord.search_key, AwardRecord.birth_year, AwardRecord.unit_id, literal(1)
    ).where(AwardRecord.birth_year.is_not(None), AwardRecord.kind != "collective")
    lines = (
        select(Nomination.kind, Nomination.search_key, Nomination.birth_year, Dossier.unit_id, literal(0))
        .join(Nomination.dossier)
        .where(Nomination.birth_year.is_not(None), Nomination.kind != "collective", Dossier.state != "draft")
    )
    every = union_all(records.distinct(), lines.distinct()).subquery()
    kind, key, year, unit, recorded = every.c
    person = (kind, key, year)
    several = select(*person).group_by(*person).having(func.count(distinct(unit)) > 1).subquery()
    is_one = (several.c[0] == kind) & (several.c[1] == key) & (several.c[2] == year)
    places = select(*person, unit, func.max(recorded)).join(several, is_one).group_by(*person, unit)
    found: dict[_Person, dict[int, bool]] = defaultdict(dict)
    for a_kind, a_key, a_year, a_unit, has_records in current_session().execute(places.order_by(key, year, unit)):
        found[a_kind, a_key, a_year][a_unit] = bool(has_records)
    return found


def _undecided(places: dict[_Person, dict[int, bool]]) -> Iterator[tuple[_Person, tuple[int, int]]]:
    """Yield the pairs to decide, first the unit whose records there are."""
    in_force = select(HolderMatch).where(HolderMatch.undone_at.is_(None))
    decided = {
        (match.kind, match.search_key, match.birth_year, match.first_unit_id, match.second_unit_id)
        for match in current_session().scalars(in_force)
    }
    units = lineage()
    for person, recorded in places.items():
        for first, second in combinations(sorted(recorded), 2):
            is_one_unit = first in units.before({second}) or second in units.before({first})
            is_known = (*person, first, second) in decided or not (recorded[first] or recorded[second])
            if not is_one_unit and not is_known:
                yield person, (first, second) if recorded[first] else (second, first)


def _pair(person: _Person, units: tuple[int, int], records: dict[str, list[AwardRecord]]) -> LikelyPair:
    kind, key, year = person
    own = [each for each in records[key] if (each.kind, each.birth_year) == (kind, year) and each.unit_id in units]
    return LikelyPair(
        record=next(each for each in own if each.unit_id == units[0]),
        other=current_session().get_one(Unit, units[1]),
        awards=own,
    )


def successions() -> list[UnitSuccession]:
    """Return every recorded succession, the newest first."""
    query = (
        select(UnitSuccession)
        .options(joinedload(UnitSuccession.predecessor), joinedload(UnitSuccession.successor))
        .order_by(UnitSuccession.succeeded_on.desc(), UnitSuccession.id.desc())
    )
    return list(current_session().scalars(query))


def find_succession(succession_id: int) -> UnitSuccession:
    """Return a succession; raises Missing."""
    found = current_session().get(UnitSuccession, succession_id)
    if found is None:
        raise Missing("Không tìm thấy việc kế thừa này.")
    return found


def unit_choices() -> list[tuple[int, str]]:
    """Return every unit for a drop-down list, by name; those that no longer work say so."""
    query = select(Unit.id, Unit.name, Unit.code, Unit.is_active).order_by(Unit.search_key)
    return [
        (key, f"{name} ({code})" if is_active else f"{name} ({code}, đã ngừng)")
        for key, name, code, is_active in current_session().execute(query)
    ]
