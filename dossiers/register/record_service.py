"""Changes to single records: corrected, revoked, restored; what a record said before is always kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dossiers import clock, journal, subjects
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import AwardRecord, AwardRecordChange
from dossiers.register.entries import faults_of
from dossiers.register.queries import find_record
from dossiers.web.text import fold
from workflow.errors import Invalid, Refused, Stale
from workflow.permissions import Action, Actor

_COLUMN_FIELDS = {"unit": "unit_id", "award": "award_code"}


def correct_record(
    *, actor: Actor, record_id: int, seen: int, values: Mapping[str, Any], reason: str, at: datetime
) -> None:
    """Correct a record; `values` are columns of AwardRecord, `seen` the last change that the page showed (0: none).

    Raises Missing, Invalid where nothing changes or the values do not hold together, Stale.
    """
    permit(actor, Action.REGISTER_MANAGE, subjects.register())
    with unit_of_work():
        record = _opened(record_id, seen)
        wanted = {**values, "search_key": fold(values["name"])}
        whole = {name: wanted.get(name, getattr(record, name)) for name in AwardRecord.__table__.columns.keys()}  # noqa: SIM118
        wrong = {_COLUMN_FIELDS.get(code, code): sentence for code, sentence in faults_of(whole, clock.day_of(at))}
        if wrong:
            raise Invalid({name: sentence[:1].upper() + sentence[1:] for name, sentence in wrong.items()})
        changed = _change(record, wanted, actor=actor, reason=reason, at=at)
        if not changed:
            raise Invalid({}, "Chưa có nội dung nào thay đổi.")
        journal.record("register.corrected", record, actor=actor, at=at, fields=changed)


def revoke_record(
    *,
    actor: Actor,
    record_id: int,
    seen: int,
    ground: str,
    number: str,
    revoked_on: date | None,
    reason: str,
    at: datetime,
) -> None:
    """Enter that an award was annulled (Luật Thi đua, khen thưởng Điều 93 khoản 2); it no longer counts anywhere.

    Later awards that counted it are not touched: people look at them again (see dossiers.register.review).
    Raises Missing, Invalid, Refused where it is revoked already, Stale.
    """
    permit(actor, Action.REGISTER_MANAGE, subjects.register())
    with unit_of_work():
        record = _opened(record_id, seen)
        if record.is_revoked:
            raise Refused("Lần khen thưởng này đã được ghi nhận là bị hủy.")
        if revoked_on is None:
            raise Invalid({"revoked_on": "Nhập ngày quyết định hủy."})
        if revoked_on > clock.day_of(at):
            raise Invalid({"revoked_on": "Ngày quyết định hủy không thể ở tương lai."})
        if record.decided_on and revoked_on < record.decided_on:
            raise Invalid({"revoked_on": "Ngày quyết định hủy không thể trước ngày quyết định khen thưởng."})
        values = {
            "is_revoked": True,
            "revocation_ground": ground,
            "revocation_number": number,
            "revoked_on": revoked_on,
        }
        _change(record, values, actor=actor, reason=reason, at=at)
        journal.record("register.revoked", record, actor=actor, at=at, ground=ground, number=number)


def restore_record(*, actor: Actor, record_id: int, seen: int, reason: str, at: datetime) -> None:
    """Enter that an award stands again (Luật Điều 93 khoản 6, or entered by mistake).

    Raises Missing, Refused where it is not revoked, Stale.
    """
    permit(actor, Action.REGISTER_MANAGE, subjects.register())
    with unit_of_work():
        record = _opened(record_id, seen)
        if not record.is_revoked:
            raise Refused("Lần khen thưởng này không bị hủy.")
        values = {"is_revoked": False, "revocation_ground": "", "revocation_number": "", "revoked_on": None}
        _change(record, values, actor=actor, reason=reason, at=at)
        journal.record("register.restored", record, actor=actor, at=at)


def _opened(record_id: int, seen: int) -> AwardRecord:
    record = find_record(record_id)
    last = record.changes[-1] if record.changes else None
    if (last.id if last else 0) != seen:
        who = f" ({last.changed_by.full_name})" if last else ""
        raise Stale(f"Bản ghi này vừa được người khác sửa{who}. Mở lại trang để xem nội dung mới rồi sửa tiếp.")
    return record


def _change(record: AwardRecord, values: Mapping[str, Any], *, actor: Actor, reason: str, at: datetime) -> list[str]:
    """Set `values` and keep what stood there before; returns the names of the columns that changed."""
    before = {name: getattr(record, name) for name, value in values.items() if getattr(record, name) != value}
    if not before:
        return []
    for name in before:
        setattr(record, name, values[name])
    current_session().add(
        AwardRecordChange(
            record_id=record.id,
            before={name: _plain(value) for name, value in before.items()},
            after={name: _plain(values[name]) for name in before},
            reason=reason,
            changed_by_id=actor.id,
            changed_at=at,
        )
    )
    return sorted(before)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
