"""A council's session: prepared by the secretary, convened, attended, opened by whoever presides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dossiers import clock, journal, outbox, papers, subjects
from dossiers.access import permit
from dossiers.council import kinship, manner, roster, turnout, written_rounds
from dossiers.db import current_session, unit_of_work
from dossiers.models import Council, CouncilSession, SessionMember
from workflow.errors import Invalid, Refused, Stale
from workflow.permissions import Action, Actor


@dataclass(frozen=True, kw_only=True)
class Details:
    """What the invitation says of a session; `starts_at` is the hour as HH:MM."""

    title: str
    held_on: date
    starts_at: str
    place: str


@dataclass(frozen=True)
class Attendance:
    """Whether a member is there ("present", "absent", "written"), and why not."""

    presence: str
    reason: str = ""


def prepare_session(*, actor: Actor, council_id: int, details: Details, at: datetime) -> int:
    """Begin a session; returns its id.  Raises NotAllowed, Invalid (no such day for this council)."""
    with unit_of_work() as session:
        council = subjects.find_council(council_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_council(council))
        _check_day(council, details.held_on, at)
        held = CouncilSession(council=council, created_by_id=actor.id, **vars(details))
        session.add(held)
        journal.record("council.session_created", held, actor=actor, at=at, held_on=details.held_on)
        return held.id


def change_session(*, actor: Actor, session_id: int, details: Details, seen: int, at: datetime) -> None:
    """Change day, hour, place or title before the session opens; members already invited are told."""
    with unit_of_work():
        held = being_prepared(actor, session_id, seen)
        written_rounds.require_meeting(held)
        _check_day(held.council, details.held_on, at)
        for name, value in vars(details).items():
            setattr(held, name, value)
        journal.record("council.session_changed", held, actor=actor, at=at, held_on=details.held_on)
        if held.members:
            roster.copy(held)
            _announce(held, f"Thay đổi: {held.title}", at)


def convene(*, actor: Actor, session_id: int, seen: int, at: datetime) -> None:
    """Copy the roster of the day, record conflicts of interest, write the invitation and tell the members.

    Doing it again writes a new invitation.  Raises NotAllowed, Stale, Refused (nothing on the agenda).
    """
    with unit_of_work():
        held = being_prepared(actor, session_id, seen)
        written_rounds.require_meeting(held)
        if not roster.items_of(held):
            raise Refused("Chương trình họp chưa có nội dung nào. Thêm hồ sơ vào chương trình trước khi triệu tập.")
        roster.copy(held)
        kinship.propose(held, at)
        journal.record("council.session_convened", held, actor=actor, at=at, members=len(held.members))
        papers.write_for_session("giay_moi_hop", held, step="convene", actor=actor, at=at)
        _announce(held, f"Mời họp: {held.title}", at)


def record_attendance(
    *,
    actor: Actor,
    session_id: int,
    attendance: Mapping[int, Attendance],
    tellers: Collection[int],
    seen: int,
    at: datetime,
    opinions_due_on: date | None = None,
) -> None:
    """Record who is there and who counts the slips; `attendance` and `tellers` name members of the session.

    `opinions_due_on` is the last day for opinions in writing, None where there is no such day.  Raises NotAllowed,
    Stale, Refused (not convened, or closed), Invalid (fields "member_<id>", "tellers", "opinions_due_on").
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_session(held))
        touch(held, seen)
        written_rounds.require_meeting(held)
        if held.state == "closed" or not held.members:
            raise Refused("Chỉ điểm danh được khi phiên họp đã triệu tập và chưa kết thúc.")
        _check_tellers(held, attendance, tellers)
        if opinions_due_on and opinions_due_on != held.opinions_due_on and opinions_due_on < clock.day_of(at):
            raise Invalid({"opinions_due_on": "Hạn gửi ý kiến đã qua. Ghi ngày hôm nay hoặc một ngày sau đó."})
        held.opinions_due_on = opinions_due_on
        for member in held.members:
            _mark(member, attendance.get(member.id))
            member.is_teller = member.id in tellers
        present = [member.id for member in held.members if member.presence == "present"]
        journal.record("council.session_attendance_recorded", held, actor=actor, at=at, present=present)


def open_session(*, actor: Actor, session_id: int, seen: int, at: datetime) -> None:
    """Open the session; from now on its roster is fixed.

    Raises NotAllowed (only who presides), Stale, Refused (not convened, too early, nobody marked present).
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_LEAD, subjects.of_session(held))
        touch(held, seen)
        written_rounds.require_meeting(held)
        if held.state != "preparing":
            raise Refused("Phiên họp đã khai mạc.")
        if clock.day_of(at) < held.held_on:
            raise Refused(f"Phiên họp ấn định vào ngày {held.held_on:%d/%m/%Y}. Sửa ngày họp nếu họp sớm hơn.")
        roster.copy(held)
        kinship.propose(held, at)
        if not any(member.account_id == actor.id and member.presence == "present" for member in held.members):
            raise Refused("Chưa điểm danh người chủ trì. Thư ký điểm danh trước khi khai mạc.")
        held.state, held.opened_at = "open", at
        journal.record("council.session_opened", held, actor=actor, at=at)


def touch(held: CouncilSession, seen: int) -> None:
    """Count a change of a session, guarded by the version that the page showed; raises Stale."""
    if held.version != seen:
        raise Stale("Phiên họp đã thay đổi sau khi bạn mở trang. Tải lại trang để xem bản mới nhất.")
    held.version += 1


def being_prepared(actor: Actor, session_id: int, seen: int) -> CouncilSession:
    """Return a session that its secretary may still change; raises NotAllowed, Stale, Refused."""
    held = subjects.find_session(session_id)
    permit(actor, Action.SESSION_PREPARE, subjects.of_session(held))
    touch(held, seen)
    if held.state != "preparing":
        raise Refused("Phiên họp đã khai mạc nên không sửa phần chuẩn bị được nữa.")
    return held


def _check_day(council: Council, day: date, at: datetime) -> None:
    if day < clock.day_of(at):
        raise Invalid({"held_on": "Ngày họp đã qua. Ghi ngày hôm nay hoặc một ngày sau đó."})
    if council.until_on and day > council.until_on:
        raise Invalid(
            {"held_on": f"Nhiệm kỳ Hội đồng hết ngày {council.until_on:%d/%m/%Y}. Ghi nhận quyết định mới trước."}
        )
    if not council.roster_on(day):
        raise Invalid(
            {"held_on": f"Ngày {day:%d/%m/%Y} Hội đồng không có thành viên nào. Kiểm tra danh sách Hội đồng."}
        )


def _check_tellers(held: CouncilSession, attendance: Mapping[int, Attendance], tellers: Collection[int]) -> None:
    wanted = manner.tellers_wanted(held)
    if tellers and len(set(tellers)) != wanted:
        raise Invalid({"tellers": f"Ban kiểm phiếu gồm {wanted} thành viên; đã chọn {len(set(tellers))}."})
    marks = {member.id: attendance.get(member.id, Attendance(member.presence)) for member in held.members}
    if any(marks[each].presence != "present" for each in tellers if each in marks):
        raise Invalid({"tellers": "Thành viên ban kiểm phiếu phải có mặt tại phiên họp."})


def _mark(member: SessionMember, mark: Attendance | None) -> None:
    if mark is None:
        return
    if mark.presence == "absent" and member.presence != "absent" and turnout.is_on_any_ballot(member):
        message = "Thành viên này đã bỏ phiếu trong phiên họp nên không ghi vắng mặt được."
        raise Invalid({f"member_{member.id}": message})
    member.presence = mark.presence
    member.absence_reason = "" if mark.presence == "present" else mark.reason


def _announce(held: CouncilSession, subject: str, at: datetime) -> None:
    # Nothing of the agenda is told here: a recused member gets the same message as the others.
    outbox.announce(
        [member.account_id for member in held.members],
        kind="council.session_convened",
        subject=subject,
        body=f"{held.starts_at} ngày {held.held_on:%d/%m/%Y}, tại {held.place}.",
        url=f"/phien-hop/{held.id}",
        at=at,
    )
    current_session().flush()
