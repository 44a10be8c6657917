"""The calendar by which the product counts: the shipped one with what an administrator corrected in it (ADR 19).

Every count of working days in `dossiers` comes through here; the engine and `vinhdanh deadline` know the shipped
calendar alone.  A year that nobody has described yet is counted by its weekends and called provisional, so that
work never stops for want of a calendar; its days move when the year is added.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from dossiers.db import current_session
from dossiers.models import CalendarCorrection, CalendarYearStatement
from workflow import deadlines
from workflow.deadlines import Calendar, CalendarYear, Day, Due

ORDINARY = "ordinary"
STATED_AS_EXPECTED = "Lịch dự kiến, chờ thông báo chính thức."
_KEPT = "working_days"

_Days = tuple[tuple[date, Day | None], ...]
_Years = tuple[tuple[int, bool, str], ...]


def calendar() -> Calendar:
    """Return the years that are known, corrected: read once in each transaction."""
    return _built(*_corrections(), 0, 0)


def add(start: date, count: int) -> Due:
    """Return the day `count` working days after `start`, which is not counted.  Raises Invalid for a negative one."""
    return _reaching(start.year, start.year + 1 + count // 200).add_working_days(start, count)


def between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`; negative if `end` comes first."""
    return _reaching(start.year, end.year).working_days_between(start, end)


def is_provisional(start: date, end: date) -> bool:
    """Whether the days from `start` to `end` touch a year without an official plan, or a day that is in doubt."""
    return end >= start and _reaching(start.year, end.year).is_provisional(start, end)


def forget() -> None:
    """Read the corrections again: whoever adds one says so within the transaction."""
    current_session().info.pop(_KEPT, None)


def _reaching(one: int, other: int) -> Calendar:
    known = deadlines.calendar()
    first, last = min(one, other), max(one, other)
    if first >= known.first_year and last <= known.last_year:
        first = last = 0
    return _built(*_corrections(), first, last)


@lru_cache(maxsize=32)
def _built(days: _Days, years: _Years, first: int, last: int) -> Calendar:
    stated = {year: _stated(is_official, document) for year, is_official, document in years}
    shipped = deadlines.calendar()
    reach = [*shipped.years, *stated]
    known = shipped.stretched(min(reach), max(reach)).corrected(dict(days), stated) if days or stated else shipped
    return known.stretched(first, last) if first else known


def _stated(is_official: bool, document: str) -> CalendarYear:
    if is_official:
        return CalendarYear(True, document, {})
    return CalendarYear(False, document, {}, "L", STATED_AS_EXPECTED)


def _corrections() -> tuple[_Days, _Years]:
    info = current_session().info
    if _KEPT not in info:
        info[_KEPT] = (_days(), _years())
    return cast(tuple[_Days, _Years], info[_KEPT])


def _days() -> _Days:
    query = select(CalendarCorrection).order_by(CalendarCorrection.id)
    newest = {each.day: as_day(each) for each in current_session().scalars(query)}
    return tuple(sorted(newest.items()))


def as_day(correction: CalendarCorrection) -> Day | None:
    """Return what a correction makes of its day; None for a day like any other of its week."""
    if correction.kind == ORDINARY:
        return None
    return Day(cast(Any, correction.kind), correction.name, document=correction.document)


def _years() -> _Years:
    query = select(CalendarYearStatement).order_by(CalendarYearStatement.id)
    newest = {each.year: (each.year, each.is_official, each.document) for each in current_session().scalars(query)}
    return tuple(newest[year] for year in sorted(newest))


@event.listens_for(Session, "after_transaction_end")
def _forget_with_the_transaction(session: Session, _transaction: object) -> None:
    session.info.pop(_KEPT, None)
