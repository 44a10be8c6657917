"""Reads for the administration: the tree of units, the people, the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from dossiers import clock
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Account, Dossier, RoleGrant, Unit
from dossiers.models.unit import UNIT_KINDS
from dossiers.web.text import fold, name_order
from workflow.errors import Missing

PEOPLE_PAGE = 50
JOURNAL_PAGE = 50


@dataclass(frozen=True)
class UnitLine:
    """One unit in the tree: how deep it lies, and how many people it has."""

    unit: Unit
    depth: int
    people: int

    @property
    def kind(self) -> str:
        """The words for what kind of unit it is."""
        return UNIT_KINDS[self.unit.kind]


def unit_tree(words: str = "") -> list[UnitLine]:
    """Return the units in the order of the tree, or those whose name or code contains `words`, marks or not."""
    session = current_session()
    units = list(session.scalars(select(Unit).options(joinedload(Unit.standing_body))))
    counted = select(Account.unit_id, func.count()).where(Account.is_active).group_by(Account.unit_id)
    people = {unit_id: count for unit_id, count in session.execute(counted)}
    lines = [UnitLine(unit, depth, people.get(unit.id, 0)) for unit, depth in _in_tree(units)]
    wanted = fold(words)
    return [line for line in lines if wanted in line.unit.search_key or wanted in fold(line.unit.code)]


def _in_tree(units: list[Unit]) -> Iterator[tuple[Unit, int]]:
    known = {unit.id for unit in units}
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: (unit.kind != "department", unit.search_key)):
        children[unit.parent_id if unit.parent_id in known else None].append(unit)

    def walk(parent_id: int | None, depth: int) -> Iterator[tuple[Unit, int]]:
        for unit in children[parent_id]:
            yield unit, depth
            yield from walk(unit.id, depth + 1)

    yield from walk(None, 0)


def unit_choices() -> list[tuple[int, str]]:
    """Return the active units for a drop-down list, by name."""
    query = select(Unit.id, Unit.name).where(Unit.is_active).order_by(Unit.search_key)
    return [(key, name) for key, name in current_session().execute(query)]


def find_unit(unit_id: int) -> Unit:
    """Return a unit; raises Missing."""
    unit = current_session().get(Unit, unit_id)
    if unit is None:
        raise Missing("Không tìm thấy đơn vị này.")
    return unit


@dataclass(frozen=True)
class People:
    """One page of people; `found` counts all that were found."""

    accounts: list[Account]
    found: int
    page: int

    @property
    def has_next(self) -> bool:
        """Whether more people follow."""
        return self.page * PEOPLE_PAGE < self.found


def people(words: str = "", unit_id: int | None = None, page: int = 1) -> People:
    """Return the people whose name or e-mail contains `words`, marks or not, as offices sort names."""
    session = current_session()
    every = select(Account.id, Account.full_name, Account.email)
    if unit_id:
        every = every.where(Account.unit_id == unit_id)
    wanted = fold(words)
    found = [row for row in session.execute(every) if wanted in fold(f"{row.full_name} {row.email}")]
    found.sort(key=lambda row: (name_order(row.full_name), row.id))
    shown = [row.id for row in found[(page - 1) * PEOPLE_PAGE : page * PEOPLE_PAGE]]
    query = select(Account).where(Account.id.in_(shown)).options(*_with_roles())
    by_id = {account.id: account for account in session.scalars(query)}
    return People([by_id[key] for key in shown], len(found), page)


def find_account(account_id: int) -> Account:
    """Return an account with its unit and every role it ever had; raises Missing."""
    query = select(Account).where(Account.id == account_id).options(*_with_roles())
    account = current_session().scalar(query)
    if account is None:
        raise Missing("Không tìm thấy tài khoản này.")
    return account


def find_grant(grant_id: int) -> RoleGrant:
    """Return a role of a person; raises Missing."""
    grant = current_session().get(RoleGrant, grant_id)
    if grant is None:
        raise Missing("Không tìm thấy vai trò này.")
    return grant


def _with_roles() -> tuple[ExecutableOption, ...]:
    return (joinedload(Account.unit), selectinload(Account.grants).joinedload(RoleGrant.unit))


@dataclass(frozen=True)
class JournalPage:
    """Some entries, newest first, the dossiers they are about, and where the next page begins (or None)."""

    entries: list[JournalEntry]
    dossiers: dict[int, Dossier]
    next_before: int | None


def journal_page(
    *,
    code: str = "",
    name: str = "",
    action: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    before: int | None = None,
) -> JournalPage:
    """Return entries of the journal that fit every given filter, below the number `before`."""
    query = select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(JOURNAL_PAGE + 1)
    if before:
        query = query.where(JournalEntry.seq < before)
    if code:
        dossiers = select(Dossier.id).where(Dossier.code.icontains(code, autoescape=True))
        query = query.where(JournalEntry.dossier_id.in_(dossiers))
    if name:
        query = query.where(JournalEntry.actor_name.icontains(name, autoescape=True))
    if action:
        query = query.where(JournalEntry.action.startswith(f"{action}.", autoescape=True))
    if from_on:
        query = query.where(JournalEntry.at >= _midnight(from_on))
    if until_on:
        query = query.where(JournalEntry.at < _midnight(until_on + timedelta(days=1)))
    entries = list(current_session().scalars(query))
    shown = entries[:JOURNAL_PAGE]
    return JournalPage(shown, _dossiers(shown), shown[-1].seq if len(entries) > JOURNAL_PAGE else None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.VIETNAM)


def _dossiers(entries: list[JournalEntry]) -> dict[int, Dossier]:
    ids = {entry.dossier_id for entry in entries if entry.dossier_id}
    return {dossier.id: dossier for dossier in current_session().scalars(select(Dossier).where(Dossier.id.in_(ids)))}
