"""Values of the law with their first days: the past stays, the source and its doubt stand beside each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, Generic, Literal, TypeVar

from workflow.citations import Citations
from workflow.errors import LawError
from workflow.loader import Table, build

T = TypeVar("T")
Trust = Literal["H", "M", "L"]


@dataclass(frozen=True)
class _Entry:
    """One line of a history as it stands in a file."""

    value: Any
    cite: Citations
    trust: Trust = "H"
    doubt: str = ""

    def __post_init__(self) -> None:
        if self.trust != "H" and not self.doubt:
            raise ValueError("giá trị có độ tin M hoặc L phải nói rõ điều còn nghi ngờ (doubt)")


@dataclass(frozen=True)
class DatedValue(Generic[T]):
    """What holds from `from_` on, with its citations; `value` None says that the rule ended on that day."""

    from_: date
    value: T
    cite: Citations
    trust: Trust = "H"
    doubt: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def citation(self) -> str:
        """The citations in print."""
        return str(self.cite)


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A history: values in the order of their first days, each holding until the next begins."""

    values: tuple[DatedValue[T], ...]
    file: str = ""
    path: str = ""

    def on(self, day: date) -> DatedValue[T]:
        """Return what holds on `day`; raises LawError before the first day and after an end."""
        if (found := self.find(day)) is None:
            fault = f"chưa có hoặc đã hết giá trị vào ngày {day:%d/%m/%Y}"
            raise LawError(fault, file=self.file, path=self.path)
        return found

    def find(self, day: date) -> DatedValue[T] | None:
        """Return what holds on `day`, or None before the first day and after an end."""
        at = bisect_right(self._days, day)
        found = self.values[at - 1] if at else None
        return None if found is None or found.value is None else found

    def spans(self) -> Iterator[tuple[DatedValue[T], date | None]]:
        """Yield each value with the last day on which it holds (None: still holds)."""
        for value, following in pairwise(self.values):
            yield value, following.from_ - timedelta(days=1)
        for value in self.values[-1:]:
            yield value, None

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(value.from_ for value in self.values)


def read_dated(kind: Any, table: object, *, file: str, path: str) -> Dated[Any]:
    """Read `{2024-01-01: {value, cite, trust, doubt}, …}` with values of type `kind`.

    Raises LawError where a day is no date or the days are not in order (two values would overlap).
    """
    if not isinstance(table, Table):
        raise LawError("phải là một bảng theo ngày bắt đầu", file=file, path=path)
    values: list[DatedValue[Any]] = []
    for day, written in table.items():
        place, line = f"{path}.{day}".lstrip("."), table.lines[day]
        if not isinstance(day, date):
            raise LawError(f"khóa phải là ngày bắt đầu; đang là {day!r}", file=file, path=path, line=line)
        if values and day <= values[-1].from_:
            raise LawError("các giá trị chồng lên nhau: ngày phải tăng dần", file=file, path=place, line=line)
        entry = build(_Entry, written, file=file, path=place, line=line)
        value = None if entry.value is None else build(kind, entry.value, file=file, path=place, line=line)
        values.append(DatedValue(day, value, entry.cite, entry.trust, entry.doubt, line))
    return Dated(tuple(values), file, path)
