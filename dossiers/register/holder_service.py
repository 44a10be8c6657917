"""Whether one name at two units is one person: decided by people, and undone by people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import AwardRecord, HolderMatch, Unit
from dossiers.register.queries import find_match, find_record
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action, Actor


def decide_match(
    *, actor: Actor, record_id: int, unit_id: int, is_same: bool, reason: str, at: datetime
) -> HolderMatch:
    """Confirm that the person of a record is the one of that name and birth year at another unit, or is not.

    Raises Missing where there is no such record or unit, Invalid (field `unit_id`), Refused where it was decided
    before.
    """
    permit(actor, Action.REGISTER_MANAGE, subjects.register())
    with unit_of_work() as session:
        record = find_record(record_id)
        if record.birth_year is None or record.kind == "collective":
            message = "Chỉ xác nhận được với cá nhân, hộ gia đình có năm sinh. Đính chính năm sinh trước."
            raise Invalid({"unit_id": message})
        if record.unit_id == unit_id:
            raise Invalid({"unit_id": "Chọn một đơn vị khác với đơn vị của bản ghi."})
        if session.get(Unit, unit_id) is None:
            raise Missing("Không tìm thấy đơn vị này.")
        if earlier := _in_force(record, unit_id):
            said = "cùng một người" if earlier.is_same else "hai người khác nhau"
            raise Refused(f"Đã có xác nhận là {said}. Bỏ xác nhận đó trước nếu chưa đúng.")
        first, second = sorted((record.unit_id, unit_id))
        match = HolderMatch(
            kind=record.kind,
            name=record.name,
            search_key=record.search_key,
            birth_year=record.birth_year,
            first_unit_id=first,
            second_unit_id=second,
            is_same=is_same,
            reason=reason,
            decided_by_id=actor.id,
            decided_at=at,
        )
        session.add(match)
        action = "register.holders_merged" if is_same else "register.holders_told_apart"
        journal.record(action, match, actor=actor, at=at, units=[first, second])
        return match


def undo_match(*, actor: Actor, match_id: int, at: datetime) -> None:
    """Undo a decision about two holders; it stays as a trail.  Raises Missing, Refused where it is undone already."""
    permit(actor, Action.REGISTER_MANAGE, subjects.register())
    with unit_of_work():
        match = find_match(match_id)
        if match.undone_at is not None:
            raise Refused("Xác nhận này đã được bỏ trước đó.")
        match.undone_at, match.undone_by_id = at, actor.id
        journal.record("register.match_undone", match, actor=actor, at=at, was_same=match.is_same)


def _in_force(record: AwardRecord, unit_id: int) -> HolderMatch | None:
    query = select(HolderMatch).where(
        HolderMatch.kind == record.kind,
        HolderMatch.search_key == record.search_key,
        HolderMatch.birth_year == record.birth_year,
        HolderMatch.first_unit_id == min(record.unit_id, unit_id),
        HolderMatch.second_unit_id == max(record.unit_id, unit_id),
        HolderMatch.undone_at.is_(None),
    )
    return current_session().scalar(query)
