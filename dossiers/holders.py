"""Whose an award of the register is: one person or collective, under every name and unit that it went by.

The identity number decides where there is one (kept as a hash).  Else it is the name, the birth year and the unit,
where a unit stands for those that it followed; a like name at another unit counts only once a person has confirmed
that it is the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.models import AwardRecord, Dossier, HolderMatch, Nomination
from dossiers.succession import Former, Lineage, lineage
from dossiers.web.text import fold


@dataclass(frozen=True)
class Holder:
    """Somebody who holds awards or is proposed for one, as known at one unit."""

    kind: str
    search_key: str
    birth_year: int | None
    unit_id: int
    identity_hash: str | None = None


def holder_of(nomination: Nomination, dossier: Dossier) -> Holder:
    """Return whom a line proposes."""
    return Holder(nomination.kind, nomination.search_key, nomination.birth_year, dossier.unit_id)


def holder_of_record(record: AwardRecord) -> Holder:
    """Return whose a record says that it is."""
    return Holder(record.kind, record.search_key, record.birth_year, record.unit_id, record.identity_hash)


@dataclass(frozen=True)
class Register:
    """The records under the names of some holders, with what links them."""

    lineage: Lineage
    records: dict[str, list[AwardRecord]]
    identified: dict[str, list[AwardRecord]]
    matches: tuple[HolderMatch, ...] = field(default=())

    def awards_of(self, holder: Holder) -> list[AwardRecord]:
        """Return what `holder` holds, oldest year first."""
        here = self._here(holder)
        known = {record.identity_hash for record in here if record.identity_hash}
        numbers = {holder.identity_hash} if holder.identity_hash else known
        if len(numbers) != 1:  # none, or two people of one name whom only their numbers tell apart
            return [record for record in here if record.identity_hash is None]
        (number,) = numbers
        own = {record.id: record for record in here if record.identity_hash in (None, number)}
        own |= {record.id: record for record in self.identified.get(number or "", ()) if record.kind == holder.kind}
        return sorted(own.values(), key=lambda record: (record.year, record.id))

    def likely_of(self, holder: Holder) -> list[AwardRecord]:
        """Return what bears the person's name and birth year elsewhere, neither confirmed nor denied by anybody."""
        if holder.birth_year is None or holder.kind == "collective":
            return []
        own = {record.id for record in self.awards_of(holder)}
        denied = self._pairs(holder, is_same=False)
        return [
            record
            for record in self.records.get(holder.search_key, ())
            if record.kind == holder.kind
            and record.birth_year == holder.birth_year
            and record.id not in own
            and frozenset((record.unit_id, holder.unit_id)) not in denied
        ]

    def _here(self, holder: Holder) -> list[AwardRecord]:
        if holder.kind == "collective":
            return self._of_collective(holder)
        places, denied = self._places(holder), self._pairs(holder, is_same=False)
        return [
            record
            for record in self.records.get(holder.search_key, ())
            if record.kind == holder.kind
            and (record.birth_year == holder.birth_year or None in (record.birth_year, holder.birth_year))
            and frozenset((record.unit_id, holder.unit_id)) not in denied
            and (record.unit_id in places or _is_under(record, places, holder))
        ]

    def _of_collective(self, holder: Holder) -> list[AwardRecord]:
        places = self.lineage.before({holder.unit_id}, passing=True)
        own = [
            record
            for record in self.records.get(holder.search_key, ())
            if record.kind == holder.kind
            and (record.unit_id in places or (record.unit.parent_id in places and _is_its_unit(record)))
        ]
        for former in formers_of(holder, self.lineage):
            own += (
                record
                for record in self.records.get(former.search_key, ())
                if record.kind == holder.kind and record.unit_id in (former.id, former.parent_id)
            )
        return list({record.id: record for record in own}.values())

    def _places(self, holder: Holder) -> frozenset[int]:
        """The units at which the person was: this one, those confirmed, and all that went before them."""
        confirmed = self._pairs(holder, is_same=True)
        places: frozenset[int] = frozenset()
        found = self.lineage.before({holder.unit_id})
        while found != places:
            places = found
            found = self.lineage.before(places.union(*(pair for pair in confirmed if pair & places)))
        return places

    def _pairs(self, holder: Holder, *, is_same: bool) -> set[frozenset[int]]:
        return {
            frozenset((match.first_unit_id, match.second_unit_id))
            for match in self.matches
            if match.is_same is is_same
            and (match.kind, match.search_key, match.birth_year) == (holder.kind, holder.search_key, holder.birth_year)
        }


def formers_of(holder: Holder, units: Lineage) -> tuple[Former, ...]:
    """Return the units that went on as the collective `holder`, where it is a unit itself and not a part of one."""
    selves = {
        unit.id
        for unit in units.successors()
        if unit.search_key == holder.search_key and holder.unit_id in (unit.id, unit.parent_id)
    }
    return units.formers(selves)


def register_of(holders: Iterable[Holder]) -> Register:
    """Read once what the register holds under the names, old and new, of `holders`."""
    wanted = list(holders)
    units = lineage()
    keys = {holder.search_key for holder in wanted}
    keys |= {
        former.search_key for holder in wanted if holder.kind == "collective" for former in formers_of(holder, units)
    }
    session = current_session()
    named = select(AwardRecord).where(AwardRecord.search_key.in_(keys))
    found = list(
        session.scalars(named.options(joinedload(AwardRecord.unit)).order_by(AwardRecord.year, AwardRecord.id))
    )
    numbers = {record.identity_hash for record in found} | {holder.identity_hash for holder in wanted}
    matches = select(HolderMatch).where(HolderMatch.search_key.in_(keys), HolderMatch.undone_at.is_(None))
    return Register(
        units,
        _grouped((record.search_key, record) for record in found),
        _identified(numbers - {None}),
        tuple(session.scalars(matches.order_by(HolderMatch.id))),
    )


def _identified(numbers: set[str | None]) -> dict[str, list[AwardRecord]]:
    if not numbers:
        return {}
    query = select(AwardRecord).where(AwardRecord.identity_hash.in_(numbers)).options(joinedload(AwardRecord.unit))
    return _grouped((record.identity_hash or "", record) for record in current_session().scalars(query))


def _grouped(pairs: Iterable[tuple[str, AwardRecord]]) -> dict[str, list[AwardRecord]]:
    groups: dict[str, list[AwardRecord]] = defaultdict(list)
    for key, record in pairs:
        groups[key].append(record)
    return dict(groups)


def _is_under(record: AwardRecord, places: frozenset[int], holder: Holder) -> bool:
    """A teacher whom the commune proposes is entered under the school; without birth years that would be a guess."""
    return record.unit.parent_id in places and None not in (record.birth_year, holder.birth_year)


def _is_its_unit(record: AwardRecord) -> bool:
    """Whether the record's unit is the collective itself: a school, entered under its own name."""
    return fold(record.unit.name) == record.search_key
