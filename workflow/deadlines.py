"""Working days by the shipped calendar of holidays, days in lieu and swapped days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from workflow.dated import Trust
from workflow.errors import Invalid, LawError
from workflow.loader import build, read

FOLDER = Path(__file__).parent / "law" / "calendar"
UNKNOWN = "Chưa có lịch làm việc của năm này; tính tạm theo thứ Bảy, Chủ nhật."
_SATURDAY = 5


@dataclass(frozen=True)
class Day:
    """A day that differs from the week's pattern: off, or worked although a weekend."""

    kind: Literal["holiday", "compensation", "swapped_off", "swapped_work"]
    name: str
    doubt: str = ""
    document: str = ""


@dataclass(frozen=True)
class CalendarYear:
    """The official plan of one year, or an estimate (`official` false) with its doubt."""

    official: bool
    document: str
    days: Mapping[date, Day]
    trust: Trust = "H"
    doubt: str = ""


@dataclass(frozen=True)
class Due:
    """A deadline; `provisional` when it touches a year without an official calendar, or a doubtful day."""

    due: date
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """Some whole years without a gap."""

    years: Mapping[int, CalendarYear]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`; raises Invalid outside the calendar."""
        self._require(day)
        special = self.years[day.year].days.get(day)
        return special.kind == "swapped_work" if special else day.weekday() < _SATURDAY

    def add_working_days(self, start: date, count: int) -> Due:
        """Return the day `count` working days after `start`, which is not counted; 0 gives `start` itself.

        Raises Invalid where `count` is negative or the calendar does not reach that far.
        """
        self._require(start)
        if count < 0:
            raise Invalid({"n": f"Số ngày làm việc không thể âm: {count}."})
        if count == 0:
            return Due(start, self._is_provisional(start, start))
        at = bisect_right(self._working_days, start) + count - 1
        if at >= len(self._working_days):
            raise Invalid({"n": f"Lịch làm việc chỉ có đến hết năm {self.last_year}; bổ sung lịch năm sau."})
        due = self._working_days[at]
        return Due(due, self._is_provisional(start, due))

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative if `end` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        self._require(start)
        self._require(end)
        return bisect_right(self._working_days, end) - bisect_right(self._working_days, start)

    def working_days_until(self, end: date, count: int) -> Due:
        """Return the latest start from which `count` working days are over by `end`.  Raises Invalid."""
        self._require(end)
        at = bisect_right(self._working_days, end) - count - 1
        if count < 0 or at < 0:
            raise Invalid({"n": f"Lịch làm việc chỉ có từ năm {self.first_year}."})
        start = self._working_days[at]
        return Due(start, self._is_provisional(start, end))

    def is_provisional(self, start: date, end: date) -> bool:
        """Whether what was counted from `start` to `end` touches an unofficial year or a doubtful day.

        Raises Invalid outside the calendar.
        """
        self._require(start)
        self._require(end)
        return self._is_provisional(start, end)

    def corrected(self, days: Mapping[date, Day | None], years: Mapping[int, CalendarYear]) -> Calendar:
        """Return this calendar with `days` as they are from now on, None for a day like any other of its week.

        `years` replaces what is said of a year (official or not, its document); those days stay.  A year that was
        not known yet has weekends only.  Raises KeyError for a day of a year that is not known even then.
        """
        table = {year: replace(known, days=dict(known.days)) for year, known in self.years.items()}
        for year, stated in years.items():
            table[year] = replace(stated, days=dict(table[year].days) if year in table else {})
        for day, special in days.items():
            of_year: dict[date, Day] = table[day.year].days  # type: ignore[assignment]
            of_year.pop(day, None)
            if special:
                of_year[day] = special
        return Calendar({year: table[year] for year in sorted(table)})

    def stretched(self, first: int, last: int) -> Calendar:
        """Return this calendar with the years that it lacks from `first` to `last`: weekends only, provisional."""
        wanted = range(min(first, self.first_year), max(last, self.last_year) + 1)
        return Calendar({year: self.years.get(year) or CalendarYear(False, "", {}, "L", UNKNOWN) for year in wanted})

    @property
    def first_year(self) -> int:
        """The first year that the calendar knows."""
        return min(self.years)

    @property
    def last_year(self) -> int:
        """The last year that the calendar knows."""
        return max(self.years)

    @cached_property
    def _working_days(self) -> tuple[date, ...]:
        first, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        every = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(day for day in every if self.is_working_day(day))

    def _is_provisional(self, start: date, end: date) -> bool:
        touched = [self.years[year] for year in range(start.year, end.year + 1)]
        doubtful = (day for year in touched for day, special in year.days.items() if special.doubt)
        return not all(year.official for year in touched) or any(start < day <= end for day in doubtful)

    def _require(self, day: date) -> None:
        if day.year not in self.years:
            reach = f"{self.first_year}-{self.last_year}"
            raise Invalid({"start": f"Ngày {day:%d/%m/%Y} nằm ngoài lịch làm việc ({reach})."})


def read_calendar(folder: Path) -> Calendar:
    """Read the years of `folder`; raises LawError where years have a gap or a day cannot be as written."""
    years: dict[int, CalendarYear] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = f"{folder.name}/{path.name}"
        if not path.stem.isdecimal():
            raise LawError("tên tệp lịch phải là năm", file=file)
        table = read(path, file)
        year = build(CalendarYear, table, file=file)
        for day, special in year.days.items():
            if fault := fault_of(day, special, int(path.stem)):
                raise LawError(fault, file=file, path=f"days.{day}", line=table["days"].lines[day])
        years[int(path.stem)] = year
    if not years or len(years) != max(years) - min(years) + 1:
        raise LawError("lịch làm việc thiếu năm", file=folder.name)
    return Calendar(years)


def fault_of(day: date, special: Day, year: int) -> str:
    """Say why a day of `year` cannot be as written, in words; nothing where it can."""
    if day.year != year:
        return f"ngày không thuộc năm {year}"
    if special.kind in ("swapped_off", "compensation") and day.weekday() >= _SATURDAY:
        return "ngày nghỉ bù, nghỉ hoán đổi phải là ngày làm việc trong tuần"
    if special.kind == "swapped_work" and day.weekday() < _SATURDAY:
        return "ngày làm bù phải là thứ Bảy hoặc Chủ nhật"
    return ""


@cache
def calendar() -> Calendar:
    """The shipped calendar, read once."""
    return read_calendar(FOLDER)


def add_working_days(start: date, count: int) -> Due:
    """Return the day `count` working days after `start` by the shipped calendar.  Raises Invalid."""
    return calendar().add_working_days(start, count)


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to `end` by the shipped calendar.  Raises Invalid."""
    return calendar().working_days_between(start, end)


def is_working_day(day: date) -> bool:
    """Whether offices work on `day` by the shipped calendar.  Raises Invalid outside it."""
    return calendar().is_working_day(day)


def answer(start: date, count: int) -> dict[str, object]:
    """Answer one `vinhdanh deadline` as plain values; raises Invalid outside the calendar."""
    due = add_working_days(start, count)
    return {
        "start": start.isoformat(),
        "working_days": count,
        "due": due.due.isoformat(),
        "provisional": due.provisional,
    }
