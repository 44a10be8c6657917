"""Which open due dates move when the calendar of working days changes; a pure comparison of two calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from dossiers import clock
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Consultation, CorrectionRequest, Dossier, Objection, PublicNotice
from dossiers.rules import procedure_of, procedures
from workflow.deadlines import Calendar

SPLIT = "dossier.split_off"


@dataclass(frozen=True)
class Move:
    """One day that moves: `column` of `row` from `before` to `after`; `code` is the dossier's."""

    row: Any
    column: str
    what: str
    code: str
    dossier: Dossier
    before: date
    after: date

    def told(self) -> str:
        """Return the move as the journal keeps it."""
        row = f"{self.row.__tablename__} {self.row.id}"
        return f"{self.code} ({row}), {self.what}: {self.before:%d/%m/%Y} → {self.after:%d/%m/%Y}"


@dataclass(frozen=True)
class Clock:
    """Two calendars to count by, and the day on which that is done."""

    old: Calendar
    new: Calendar
    today: date

    def moved(self, start: date, due: date) -> date:
        """Return where a due day lies now that was so many working days after `start`.

        Nobody is made late by the stroke of a pen: a day moves to today at the earliest.
        """
        count = self._reaching(self.old, start, due).working_days_between(start, due)
        later = self._reaching(self.new, start, due).add_working_days(start, count).due
        return max(later, min(due, self.today))

    def day_after(self, start: date, count: int) -> date:
        """Return the day `count` working days after `start` by the new calendar."""
        return self._reaching(self.new, start, start).add_working_days(start, count).due

    @staticmethod
    def _reaching(calendar: Calendar, start: date, due: date) -> Calendar:
        if start.year >= calendar.first_year and due.year < calendar.last_year:
            return calendar
        return calendar.stretched(start.year, due.year + 1)


def moves(old: Calendar, new: Calendar, today: date) -> list[Move]:
    """Return every open due day that moves with the calendar, those of one dossier together.

    The working days that were left on the day when the time began to run (the dossier's last step, the start of a
    stop, the day of asking) are counted anew.  A notice still open may become longer and never shorter.
    """
    by = Clock(old, new, today)
    found = [*_notices(by), *_dossiers(by)]
    for kind in _ASKED:
        found += _asked(by, kind)
    return sorted(found, key=lambda move: (move.code, move.before, move.what))


def fingerprint(found: Iterable[Move]) -> str:
    """Return a short name of a list of moves: what was shown before is what is done."""
    return hashlib.sha256(repr([move.told() for move in found]).encode()).hexdigest()[:16]


def _notices(by: Clock) -> Iterator[Move]:
    query = select(PublicNotice).where(PublicNotice.last_day >= by.today).options(joinedload(PublicNotice.dossier))
    for notice in current_session().scalars(query.order_by(PublicNotice.id)):
        posted = clock.day_of(notice.posted_at)
        first = by.day_after(posted, 1)
        last = max(by.day_after(posted, notice.working_days), notice.last_day)
        if notice.first_day > by.today and first != notice.first_day:
            yield _move(notice, "first_day", "Ngày bắt đầu công khai", notice.dossier, notice.first_day, first)
        if last != notice.last_day:
            yield _move(notice, "last_day", "Ngày cuối công khai", notice.dossier, notice.last_day, last)
            for dossier in _waiting_for(notice):
                yield _move(dossier, "due_on", "Hạn xử lý", dossier, notice.last_day, last)


def _waiting_for(notice: PublicNotice) -> Iterable[Dossier]:
    """The dossiers whose own due day is the last day of the notice."""
    query = select(Dossier).where(
        (Dossier.id == notice.dossier_id) | (Dossier.split_from_id == notice.dossier_id),
        Dossier.due_on == notice.last_day,
    )
    return [dossier for dossier in current_session().scalars(query) if _is_on_notice(dossier)]


def _is_on_notice(dossier: Dossier) -> bool:
    """Whether the dossier's time is that of its notice: what it waits for next is the notice's end."""
    return any(step.name == "close_notice" for step in procedure_of(dossier).steps_from(dossier.state))


def _dossiers(by: Clock) -> Iterator[Move]:
    begun = _last_steps()
    for dossier in current_session().scalars(select(Dossier).where(Dossier.due_on.is_not(None)).order_by(Dossier.id)):
        if procedure_of(dossier).states[dossier.state].is_end or _is_on_notice(dossier) or dossier.due_on is None:
            continue
        start = dossier.paused_on or begun.get(dossier.id) or dossier.received_on or clock.day_of(dossier.created_at)
        after = by.moved(min(start, dossier.due_on), dossier.due_on)
        if after != dossier.due_on:
            yield _move(dossier, "due_on", "Hạn xử lý", dossier, dossier.due_on, after)


def _last_steps() -> dict[int, date]:
    """Return the day of each dossier's last step, or of its split from another."""
    steps = {f"dossier.{step.name}" for procedure in procedures().values() for step in procedure.steps}
    query = (
        select(JournalEntry.dossier_id, func.max(JournalEntry.seq))
        .where(JournalEntry.action.in_([*steps, SPLIT]), JournalEntry.dossier_id.is_not(None))
        .group_by(JournalEntry.dossier_id)
        .subquery()
    )
    last = select(JournalEntry.dossier_id, JournalEntry.at).join(query, query.c[1] == JournalEntry.seq)
    return {dossier_id or 0: clock.day_of(at) for dossier_id, at in current_session().execute(last)}


_ASKED: dict[Any, tuple[str, str, str]] = {
    Objection: ("Hạn trả lời phản ánh", "received_at", "answered_at"),
    CorrectionRequest: ("Hạn bổ sung hồ sơ", "requested_at", "resolved_at"),
    Consultation: ("Hạn trả lời lấy ý kiến", "asked_at", "answered_at"),
}


def _asked(by: Clock, kind: Any) -> Iterator[Move]:
    what, begun, ended = _ASKED[kind]
    for row in current_session().scalars(select(kind).where(getattr(kind, ended).is_(None)).order_by(kind.id)):
        start = clock.day_of(getattr(row, begun))
        after = by.moved(min(start, row.due_on), row.due_on)
        if after != row.due_on:
            yield _move(row, "due_on", what, _dossier_of(row), row.due_on, after)


def _dossier_of(row: Any) -> Dossier:
    return row.dossier if isinstance(row, Objection) else current_session().get_one(Dossier, row.dossier_id)


def _move(row: Any, column: str, what: str, dossier: Dossier, before: date, after: date) -> Move:
    return Move(row, column, what, dossier.code, dossier, before, after)
