"""Whom a person may look up: people and collectives that the register or a nomination knows, and what is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true
from sqlalchemy.orm import joinedload

from dossiers import findings
from dossiers.db import current_session
from dossiers.desk.visibility import visible_to
from dossiers.holders import Holder, holder_of, holder_of_record, register_of
from dossiers.models import AwardRecord, Dossier, Nomination, Unit
from dossiers.succession import Lineage, lineage
from dossiers.web.text import fold, name_order
from workflow.errors import Missing
from workflow.permissions import RULES, Action, Actor
from workflow.roles import SUBMITTING_SIDE

SHOWN = 50
_READ = 400  # rows of either kind, of which many are of the same person


@dataclass(frozen=True)
class Known:
    """Somebody to choose, at the unit of today; `record_id` or `line` says where they are known from."""

    holder: Holder
    name: str
    unit: Unit
    record_id: int | None = None
    line: Nomination | None = None


@dataclass(frozen=True)
class Found:
    """The first of those whose names fit; `has_more` when not all are shown."""

    people: list[Known]
    has_more: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody with everything known: the register's entries, and the newest nomination with its evidence."""

    holder: Holder
    name: str
    unit: Unit
    records: list[AwardRecord]
    newest: Nomination | None

    @property
    def values(self) -> dict[str, Any]:
        """A case's candidate, as the eligibility check reads it."""
        if self.newest:
            return findings.candidate_of(self.newest, self.records)
        return {"kind": self.holder.kind, "name": self.name, "awards": findings.merged_awards([], self.records)}


def is_confined(actor: Actor) -> bool:
    """Whether a person may look up those of the own units alone."""
    return not actor.units_as(RULES[Action.REGISTER_VIEW].roles - SUBMITTING_SIDE)


def search(actor: Actor, words: str) -> Found:
    """Find by name, typed with or without marks; without words, everybody of the own unit."""
    key, units = fold(words), lineage()
    if not key and not is_confined(actor):
        return Found([], has_more=False)
    records = select(AwardRecord).options(joinedload(AwardRecord.unit)).where(_own_records(actor, units))
    lines = (
        select(Nomination)
        .join(Nomination.dossier)
        .options(joinedload(Nomination.dossier).joinedload(Dossier.unit))
        .where(_own_lines(actor))
    )
    found = _read(records, AwardRecord, key), _read(lines, Nomination, key)
    people = _merge(*found, units)
    is_cut = any(len(rows) == _READ for rows in found)
    return Found(people[:SHOWN], has_more=is_cut or len(people) > SHOWN)


def of_record(record_id: int, actor: Actor) -> Candidate:
    """Return whom an entry of the register is about; raises Missing."""
    units = lineage()
    query = select(AwardRecord).where(AwardRecord.id == record_id, _own_records(actor, units))
    record = current_session().scalar(query)
    if record is None:
        raise Missing("Không tìm thấy người, tập thể này.")
    holder = _at_today(holder_of_record(record), units)
    return _candidate(holder, record.name, actor, units)


def of_nomination(dossier: Dossier, nomination_id: int, actor: Actor) -> Candidate:
    """Return whom a line of a dossier is about; raises Missing."""
    line = next((each for each in dossier.nominations if each.id == nomination_id), None)
    if line is None:
        raise Missing("Không tìm thấy đề nghị này trong hồ sơ.")
    units = lineage()
    return _candidate(_at_today(holder_of(line, dossier), units), line.name, actor, units)


def _candidate(holder: Holder, name: str, actor: Actor, units: Lineage) -> Candidate:
    unit = current_session().get_one(Unit, holder.unit_id)
    records = register_of([holder]).awards_of(holder)
    return Candidate(holder, name, unit, records, _newest(holder, actor, units))


def _newest(holder: Holder, actor: Actor, units: Lineage) -> Nomination | None:
    """The newest nomination of the unit, or of one that it followed, that the person may see."""
    query = (
        select(Nomination)
        .join(Nomination.dossier)
        .where(Nomination.search_key == holder.search_key, Nomination.kind == holder.kind)
        .where(Dossier.unit_id.in_(units.before({holder.unit_id})), visible_to(actor))
        .order_by(Dossier.year.desc(), Nomination.id.desc())
    )
    years = (holder.birth_year, None)
    return next((x for x in current_session().scalars(query) if not holder.birth_year or x.birth_year in years), None)


def _at_today(holder: Holder, units: Lineage) -> Holder:
    """The same holder at the unit as which the own one went on; where it was split, nobody knows at which."""
    unit_id = holder.unit_id
    while len(followers := {link.successor.id for link in units.links if link.predecessor.id == unit_id}) == 1:
        (unit_id,) = followers  # no succession leads back
    return replace(holder, unit_id=unit_id)


def _own_records(actor: Actor, units: Lineage) -> ColumnElement[bool]:
    if not is_confined(actor):
        return true()
    return AwardRecord.unit_id.in_(units.before(actor.units_as(SUBMITTING_SIDE)))


def _own_lines(actor: Actor) -> ColumnElement[bool]:
    own = Dossier.unit_id.in_(actor.units_as(SUBMITTING_SIDE)) if is_confined(actor) else true()
    return and_(own, visible_to(actor))


def _read(query: Select[Any], table: type[AwardRecord] | type[Nomination], key: str) -> list[Any]:
    named = query.where(table.search_key.contains(key, autoescape=True))
    return list(current_session().scalars(named.order_by(table.search_key, table.id.desc()).limit(_READ)))


def _merge(records: Iterable[AwardRecord], lines: Iterable[Nomination], units: Lineage) -> list[Known]:
    """Everybody once, by the name's own order; the register knows them first."""
    known: dict[Holder, Known] = {}
    for record in records:
        holder = replace(_at_today(holder_of_record(record), units), identity_hash=None)
        unit = current_session().get_one(Unit, holder.unit_id)
        known.setdefault(holder, Known(holder, record.name, unit, record_id=record.id))
    for line in lines:
        holder = _at_today(holder_of(line, line.dossier), units)
        unit = current_session().get_one(Unit, holder.unit_id)
        known.setdefault(holder, Known(holder, line.name, unit, line=line))
    return sorted(known.values(), key=lambda each: (name_order(each.name), each.unit.name))
