"""Answers to an invitation: who comes, who does not and why, who wishes to be heard in writing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dossiers import journal, outbox, subjects
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import CouncilSession, InvitationReply, SessionMember
from dossiers.models.preparation import REPLIES
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


def answer(*, actor: Actor, session_id: int, reply: str, reason: str, at: datetime) -> None:
    """Record a member's answer to the invitation; a later one replaces it until the session opens.

    `reply` is "coming", "absent" or "written" (absent, heard in writing).  The secretary who made the session
    is told of every absence.  Raises NotAllowed (not on the roster), Refused (opened already), Invalid.
    """
    with unit_of_work() as session:
        held = subjects.find_session(session_id)
        permit(actor, Action.INVITATION_ANSWER, subjects.of_session(held))
        if held.state != "preparing":
            raise Refused("Phiên họp đã khai mạc. Báo thư ký điểm danh nếu bạn có mặt hoặc gửi ý kiến bằng văn bản.")
        _check(reply, reason)
        found = session.get(InvitationReply, (held.id, actor.id)) or InvitationReply(
            session_id=held.id, account_id=actor.id
        )
        found.for_day, found.reply, found.replied_at = held.held_on, reply, at
        found.reason = "" if reply == "coming" else reason
        session.add(found)
        journal.record("council.invitation_answered", held, actor=actor, at=at, reply=reply)
        if reply != "coming":
            outbox.announce(
                [held.created_by_id],
                kind="council.invitation_answered",
                subject=f"{actor.full_name}: {REPLIES[reply].lower()}",
                body=f"{held.title}. Lý do: {reason}",
                url=f"/phien-hop/{held.id}/chuan-bi",
                at=at,
            )


def remind(*, actor: Actor, session_id: int, at: datetime) -> int:
    """Remind the members who have not answered; returns how many.

    Raises NotAllowed, Refused (not convened yet, opened already, or everybody has answered).
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_session(held))
        if held.state != "preparing" or not held.members:
            raise Refused("Chỉ nhắc được sau khi triệu tập và trước khi khai mạc.")
        waited = silent(held)
        if not waited:
            raise Refused("Mọi thành viên đã trả lời giấy mời.")
        journal.record("council.invitation_reminded", held, actor=actor, at=at, members=len(waited))
        outbox.announce(
            [member.account_id for member in waited],
            kind="council.invitation_reminded",
            subject=f"Đề nghị trả lời giấy mời: {held.title}",
            body=f"{held.starts_at} ngày {held.held_on:%d/%m/%Y}, tại {held.place}.",
            url=f"/phien-hop/{held.id}/tra-loi",
            at=at,
        )
        return len(waited)


def replies_of(held: CouncilSession) -> dict[int, InvitationReply]:
    """Return the answers for the session's present day, by account; those for an earlier day no longer count."""
    query = select(InvitationReply).where(
        InvitationReply.session_id == held.id, InvitationReply.for_day == held.held_on
    )
    return {reply.account_id: reply for reply in current_session().scalars(query)}


def silent(held: CouncilSession) -> list[SessionMember]:
    """Return the members who have not answered, in protocol order."""
    answered = replies_of(held)
    return [member for member in held.members if member.account_id not in answered]


def _check(reply: str, reason: str) -> None:
    if reply not in REPLIES:
        raise Invalid({"reply": "Chọn dự họp, vắng mặt, hoặc vắng mặt và gửi ý kiến bằng văn bản."})
    if reply != "coming" and not reason.strip():
        raise Invalid({"reason": "Ghi lý do vắng mặt; lý do được nêu trong biên bản."})
