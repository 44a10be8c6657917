"""What the page of the working calendar shows of one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import extract, select
from sqlalchemy.orm import joinedload

from dossiers import working_days
from dossiers.db import current_session
from dossiers.models import CalendarCorrection, CalendarYearStatement
from workflow.deadlines import CalendarYear, Day
from workflow.errors import Missing

DAY_KINDS = {
    "holiday": ("Nghỉ lễ, tết", "blue"),
    "compensation": ("Nghỉ bù", "blue"),
    "swapped_off": ("Nghỉ hoán đổi", "orange"),
    "swapped_work": ("Đi làm bù", "green"),
    working_days.ORDINARY: ("Ngày thường", "grey"),
}


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from the week's pattern; `document` where another one says so than that of the year."""

    day: date
    special: Day
    document: str


@dataclass(frozen=True)
class YearPage:
    """One year of the calendar as it counts now, with what was corrected in it, newest first."""

    year: int
    plan: CalendarYear
    years: list[int]
    days: list[SpecialDay]
    working: int
    corrections: list[CalendarCorrection]
    statements: list[CalendarYearStatement]


def year_page(year: int) -> YearPage:
    """Return one year of the calendar; raises Missing for one that is not known."""
    known = working_days.calendar()
    plan = known.years.get(year)
    if plan is None:
        raise Missing(f"Chưa có lịch làm việc năm {year}. Lịch có các năm {known.first_year} đến {known.last_year}.")
    days = [SpecialDay(day, special, special.document) for day, special in sorted(plan.days.items())]
    every = (date(year, 1, 1) + timedelta(days=n) for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1))
    return YearPage(
        year=year,
        plan=plan,
        years=sorted(known.years),
        days=days,
        working=sum(known.is_working_day(day) for day in every),
        corrections=_corrections(year),
        statements=_statements(year),
    )


def _corrections(year: int) -> list[CalendarCorrection]:
    query = select(CalendarCorrection).where(extract("year", CalendarCorrection.day) == year)
    newest = query.options(joinedload(CalendarCorrection.made_by)).order_by(CalendarCorrection.id.desc())
    return list(current_session().scalars(newest))


def _statements(year: int) -> list[CalendarYearStatement]:
    query = select(CalendarYearStatement).where(CalendarYearStatement.year == year)
    newest = query.options(joinedload(CalendarYearStatement.made_by)).order_by(CalendarYearStatement.id.desc())
    return list(current_session().scalars(newest))
