"""The administrator corrects the calendar: days with their document, and every open due day that moves with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, cast

from dossiers import clock, journal, outbox, working_days
from dossiers.access import permit
from dossiers.admin import due_dates
from dossiers.admin.due_dates import Move
from dossiers.db import unit_of_work
from dossiers.models import CalendarCorrection, CalendarYearStatement
from dossiers.recipients import appraisers_of
from workflow.deadlines import Calendar, Day, fault_of
from workflow.errors import Invalid, Stale
from workflow.permissions import Action, Actor

SWAP, ORDINARY = "swap", working_days.ORDINARY
KINDS = {
    "holiday": "Nghỉ lễ, tết",
    "compensation": "Nghỉ bù",
    SWAP: "Hoán đổi: nghỉ một ngày làm việc, làm bù vào một ngày nghỉ",
    ORDINARY: "Bỏ ngày đã ghi: trở lại như ngày thường trong tuần",
}
NAMES = {"holiday": "Nghỉ lễ", "compensation": "Nghỉ bù", ORDINARY: "Ngày thường"}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
LONGEST = timedelta(days=31)
LAST_YEARS = 3


@dataclass(frozen=True)
class Wanted:
    """What a document says of some days: one or several in a row, or a working day swapped for a day off."""

    kind: str
    day: date
    until: date | None
    worked: date | None
    name: str


Days = Mapping[date, Day | None]


def preview(*, actor: Actor, wanted: Wanted, today: date) -> list[Move]:
    """Return which open due days would move; writes nothing.  Raises NotAllowed and Invalid like `correct`."""
    permit(actor, Action.CALENDAR_MANAGE)
    old = working_days.calendar()
    return due_dates.moves(old, old.corrected(_days(old, wanted), {}), today)


def correct(
    *, actor: Actor, wanted: Wanted, document_number: str, document_on: date, reason: str, seen: str, at: datetime
) -> list[Move]:
    """Correct the calendar and move every open due day with it, in one act with one entry of the journal.

    `seen` is the fingerprint of the moves that were shown before.  Raises NotAllowed, Invalid for days that cannot
    be so, Stale where other days would move by now; nothing is changed then.
    """
    permit(actor, Action.CALENDAR_MANAGE)
    with unit_of_work() as session:
        old = working_days.calendar()
        days = _days(old, wanted)
        found = due_dates.moves(old, old.corrected(days, {}), clock.day_of(at))
        if due_dates.fingerprint(found) != seen:
            raise Stale("Danh sách hạn thay đổi đã khác với lúc bạn xem trước. Xem lại rồi xác nhận.")
        rows = [
            CalendarCorrection(
                day=day,
                kind=special.kind if special else ORDINARY,
                name=special.name if special else NAMES[ORDINARY],
                document_number=document_number,
                document_on=document_on,
                reason=reason,
                made_by_id=actor.id,
                made_at=at,
            )
            for day, special in sorted(days.items())
        ]
        session.add_all(rows)
        for move in found:
            setattr(move.row, move.column, move.after)
        session.flush()
        working_days.forget()
        journal.record(
            "calendar.corrected",
            rows[0],
            actor=actor,
            at=at,
            days=[f"{row.day:%d/%m/%Y}: {row.name} ({row.kind})" for row in rows],
            document=rows[0].document,
            reason=reason,
            moves=[move.told() for move in found],
        )
        _tell(found, at)
        return found


def state_year(
    *,
    actor: Actor,
    year: int,
    is_official: bool,
    document_number: str,
    document_on: date,
    reason: str,
    at: datetime,
) -> CalendarYearStatement:
    """Say that a year's plan is official or only expected; a year not known yet is added with its weekends.

    No due day moves by that.  Raises NotAllowed, Invalid for a year that is neither known nor the next one.
    """
    permit(actor, Action.CALENDAR_MANAGE)
    with unit_of_work() as session:
        known = working_days.calendar()
        if not known.first_year <= year <= known.last_year + 1:
            raise Invalid({"year": f"Chọn một năm từ {known.first_year} đến {known.last_year + 1}."})
        if year > clock.day_of(at).year + LAST_YEARS:
            raise Invalid({"year": f"Chưa cần đến năm {year}."})
        statement = CalendarYearStatement(
            year=year,
            is_official=is_official,
            document_number=document_number,
            document_on=document_on,
            reason=reason,
            made_by_id=actor.id,
            made_at=at,
        )
        session.add(statement)
        session.flush()
        working_days.forget()
        journal.record(
            "calendar.year_stated",
            statement,
            actor=actor,
            at=at,
            year=year,
            is_official=is_official,
            document=statement.document,
            reason=reason,
        )
        return statement


def _days(known: Calendar, wanted: Wanted) -> Days:
    """Return what the days become; raises Invalid at the field that can't be."""
    days = _swapped(wanted) if wanted.kind == SWAP else _in_a_row(known, wanted)
    for day, special in days.items():
        field = "worked" if special and special.kind == "swapped_work" else "day"
        if day.year not in known.years:
            reach = f"{known.first_year}-{known.last_year}"
            raise Invalid({field: f"Lịch mới có các năm {reach}; thêm năm {day.year} trước."})
        if special and (fault := fault_of(day, special, day.year)):
            raise Invalid({field: f"{day:%d/%m/%Y} là {WEEKDAYS[day.weekday()]}: {fault}."})
    if all(_same(known.years[day.year].days.get(day), special) for day, special in days.items()):
        raise Invalid({"day": "Lịch đã ghi đúng như vậy, không có gì để sửa."})
    return days


def _same(known: Day | None, special: Day | None) -> bool:
    return (known and (known.kind, known.name)) == (special and (special.kind, special.name))


def _swapped(wanted: Wanted) -> Days:
    if wanted.worked is None:
        raise Invalid({"worked": "Ghi ngày làm bù."})
    if wanted.worked == wanted.day:
        raise Invalid({"worked": "Ngày làm bù phải khác ngày nghỉ."})
    off = f"Nghỉ hoán đổi với {WEEKDAYS[wanted.worked.weekday()]} {wanted.worked:%d/%m}"
    return {
        wanted.day: Day("swapped_off", wanted.name or off),
        wanted.worked: Day("swapped_work", f"Làm bù cho ngày {wanted.day:%d/%m}"),
    }


def _in_a_row(known: Calendar, wanted: Wanted) -> Days:
    until = wanted.until or wanted.day
    if until < wanted.day or until - wanted.day >= LONGEST:
        raise Invalid({"until": f"Chọn một ngày từ {wanted.day:%d/%m/%Y} đến 30 ngày sau đó."})
    every = [wanted.day + timedelta(days=n) for n in range((until - wanted.day).days + 1)]
    if wanted.kind != ORDINARY:
        kind = cast(Literal["holiday", "compensation"], wanted.kind)
        return {day: Day(kind, wanted.name or NAMES[kind]) for day in every}
    special = [day for day in every if day.year in known.years and day in known.years[day.year].days]
    if not special:
        raise Invalid({"day": "Lịch không ghi ngày nghỉ hay ngày làm bù nào ở đây."})
    return dict.fromkeys(special)


def _tell(found: list[Move], at: datetime) -> None:
    """Tell each appraiser once how many of their due days moved."""
    mine: dict[int, set[str]] = {}
    for move in found:
        for account_id in appraisers_of(move.dossier):
            mine.setdefault(account_id, set()).add(f"{move.code}: {move.what} {move.after:%d/%m/%Y}")
    for account_id, lines in mine.items():
        outbox.announce(
            {account_id},
            kind="calendar.notice",
            subject=f"Lịch làm việc thay đổi: {len(lines)} hạn được tính lại",
            body="\n".join(sorted(lines)),
            url="/viec-cua-toi",
            at=at,
        )
