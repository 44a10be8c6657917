"""The list of dossiers: filtered, counted by state and read page by page along its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.desk import deadline, duties
from dossiers.desk.deadline import Deadline
from dossiers.desk.visibility import visible_to
from dossiers.models import Dossier, Nomination, Unit
from dossiers.rules import procedures
from dossiers.web.text import fold
from workflow.permissions import Actor

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What to look for; an empty value does not narrow the list."""

    words: str = ""
    state: str = ""
    award: str = ""
    unit_id: int | None = None
    year: int | None = None
    is_mine: bool = False
    is_overdue: bool = False


@dataclass(frozen=True)
class Line:
    """One dossier of the list: how many nominations go with it, and the first one's name."""

    dossier: Dossier
    nominations: int
    first_name: str
    deadline: Deadline | None


@dataclass(frozen=True)
class Page:
    """Some lines, newest first, and the marks from which the neighbouring pages are read (None at an end)."""

    lines: list[Line]
    older: int | None
    newer: int | None


@dataclass(frozen=True)
class StateCount:
    """How many of the dossiers found stand in a state; `label` is shared by the procedures that call it so."""

    label: str
    count: int


def page_of(actor: Actor, filters: Filters, today: date, *, below: int | None = None, above: int | None = None) -> Page:
    """Return a page of the dossiers that `actor` may see and that fit: those below or above a mark, or the newest."""
    query = select(Dossier.id).where(found(actor, filters, today))
    if above:
        ids = list(current_session().scalars(query.where(Dossier.id > above).order_by(Dossier.id).limit(PAGE + 1)))
        shown = ids[:PAGE][::-1]
        newer, older = (shown[0] if len(ids) > PAGE else None), (shown[-1] if shown else None)
    else:
        query = query.where(Dossier.id < below) if below else query
        ids = list(current_session().scalars(query.order_by(Dossier.id.desc()).limit(PAGE + 1)))
        shown = ids[:PAGE]
        newer, older = (shown[0] if below and shown else None), (shown[-1] if len(ids) > PAGE else None)
    return Page(_lines(shown, today), older, newer)


def counts_by_state(actor: Actor, filters: Filters, today: date) -> list[StateCount]:
    """Count the dossiers found by state, in the order of the procedures; the state filter itself is left out."""
    every = Filters(**{**vars(filters), "state": ""})
    query = select(Dossier.procedure, Dossier.state, func.count()).where(found(actor, every, today))
    counts: dict[str, int] = {}
    for procedure, state, count in current_session().execute(query.group_by(Dossier.procedure, Dossier.state)):
        label = procedures()[procedure].states[state].inside
        counts[label] = counts.get(label, 0) + count
    return [StateCount(label, counts[label]) for label in state_labels() if label in counts]


def state_labels() -> list[str]:
    """Return what the procedures call their states, each name once, in their order."""
    return list(
        dict.fromkeys(state.inside for procedure in procedures().values() for state in procedure.states.values())
    )


def choices(actor: Actor) -> tuple[list[str], list[tuple[int, str]], list[int]]:
    """Return the awards, the submitting units and the years of the dossiers that a person may see."""
    session, mine = current_session(), visible_to(actor)
    used = session.execute(select(Dossier.award_code, Dossier.unit_id, Dossier.year).where(mine).distinct()).all()
    units = select(Unit.id, Unit.name).where(Unit.id.in_({row.unit_id for row in used})).order_by(Unit.search_key)
    return (
        sorted({row.award_code for row in used}),
        [(key, name) for key, name in session.execute(units)],
        sorted({row.year for row in used}, reverse=True),
    )


def found(actor: Actor, filters: Filters, today: date) -> ColumnElement[bool]:
    """Return the condition that a dossier may be seen by `actor` and fits every filter."""
    conditions = [visible_to(actor)]
    if filters.words:
        conditions.append(_mentions(fold(filters.words)))
    if filters.state:
        conditions.append(_in_state(filters.state))
    if filters.award:
        conditions.append(Dossier.award_code == filters.award)
    if filters.unit_id:
        conditions.append(Dossier.unit_id == filters.unit_id)
    if filters.year:
        conditions.append(Dossier.year == filters.year)
    if filters.is_mine:
        conditions.append(duties.waits(duties.duties_of(actor, today)))
    if filters.is_overdue:
        conditions.append(and_(Dossier.due_on < today, _clock_runs()))
    return and_(*conditions)


def _mentions(words: str) -> ColumnElement[bool]:
    unit = select(Unit.id).where(Unit.search_key.contains(words, autoescape=True))
    name = Nomination.search_key.contains(words, autoescape=True)
    return or_(
        func.lower(Dossier.code).contains(words, autoescape=True),
        Dossier.unit_id.in_(unit),
        exists(select(Nomination.id).where(Nomination.dossier_id == Dossier.id, name)),
    )


def _in_state(label: str) -> ColumnElement[bool]:
    return tuple_(Dossier.procedure, Dossier.state).in_(
        [(p.name, state.name) for p in procedures().values() for state in p.states.values() if state.inside == label]
    )


def _clock_runs() -> ColumnElement[bool]:
    return tuple_(Dossier.procedure, Dossier.state).in_(
        [(p.name, state.name) for p in procedures().values() for state in p.states.values() if state.clock == "runs"]
    )


def _lines(ids: list[int], today: date) -> list[Line]:
    query = select(
        Dossier,
        select(func.count(Nomination.id)).where(Nomination.dossier_id == Dossier.id).scalar_subquery(),
        select(Nomination.name)
        .where(Nomination.dossier_id == Dossier.id)
        .order_by(Nomination.position)
        .limit(1)
        .scalar_subquery(),
    )
    query = query.where(Dossier.id.in_(ids)).options(joinedload(Dossier.unit)).order_by(Dossier.id.desc())
    rows = current_session().execute(query)
    return [Line(dossier, count, name or "", deadline.of_dossier(dossier, today)) for dossier, count, name in rows]
