"""A council asked in writing: sent by whoever presides, answered online by a due day, ended when due or complete.

A member answers by casting the same ballots as in a meeting; nothing of how votes are kept is different here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from dossiers import clock, journal, outbox, papers, subjects
from dossiers.access import permit
from dossiers.council import items, kinship, manner, roster, sessions, turnout, written_rounds
from dossiers.council.written_rounds import Answering
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, CouncilSession, SessionMember, WrittenRound
from workflow.errors import Invalid, NotAllowed, Refused
from workflow.findings import unmet
from workflow.permissions import Action, Actor, decide

PAPERS = ("cong_van_lay_y_kien", "phieu_bau")
SENT = "Gửi ý kiến bằng văn bản"
SILENT = "Không gửi ý kiến bằng văn bản trong thời hạn"


@dataclass(frozen=True)
class Left:
    """An item that could not be opened when the round was sent, and why."""

    item_id: int
    code: str
    why: str


def prepare(*, actor: Actor, council_id: int, title: str, due_on: date, at: datetime) -> int:
    """Begin a round; returns its session's id.  Raises NotAllowed, Invalid (no roster today, a day that has come)."""
    with unit_of_work() as session:
        council = subjects.find_council(council_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_council(council))
        today = clock.day_of(at)
        _check_due(due_on, today)
        if not council.roster_on(today):
            raise Invalid({"council": "Hội đồng chưa có thành viên nào. Kiểm tra danh sách Hội đồng."})
        held = CouncilSession(
            council=council, title=title, held_on=today, place=written_rounds.PLACE, created_by_id=actor.id
        )
        session.add(held)
        session.flush()
        session.add(WrittenRound(session_id=held.id, due_on=due_on))
        journal.record("council.round_created", held, actor=actor, at=at, due_on=due_on)
        return held.id


def submit(*, actor: Actor, session_id: int, tellers: Collection[int], due_on: date, seen: int, at: datetime) -> None:
    """Lay a round before whoever presides: the roster of the day is copied, the tellers (accounts) are named.

    Raises NotAllowed, Stale, Refused (no item, sent already), Invalid (fields "tellers", "due_on").
    """
    with unit_of_work():
        held = sessions.being_prepared(actor, session_id, seen)
        written = written_rounds.find_round(held)
        if not roster.items_of(held):
            raise Refused("Chưa chọn hồ sơ nào. Thêm hồ sơ trước khi trình người chủ trì.")
        _check_due(due_on, clock.day_of(at))
        held.held_on, written.due_on = clock.day_of(at), due_on
        roster.copy(held)
        kinship.propose(held, at)
        _name_tellers(held, tellers)
        journal.record("council.round_submitted", held, actor=actor, at=at, due_on=due_on, tellers=sorted(tellers))
        leader = held.presiding()
        outbox.announce(
            [leader.account_id] if leader else [],
            kind="council.round_submitted",
            subject=f"Trình gửi lấy ý kiến bằng văn bản: {held.title}",
            url=f"/phien-hop/{held.id}/lay-y-kien",
            at=at,
        )


def send(*, actor: Actor, session_id: int, seen: int, at: datetime) -> list[Left]:
    """Send a round to the members with its slips and its due day, then open every item that the actor leads.

    An item that can't be opened (every line on hold, or led by somebody else) is left waiting and returned.
    Raises NotAllowed (only who presides), Stale, Refused (not laid out, sent already), Invalid (the due day has come).
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_LEAD, subjects.of_session(held))
        sessions.touch(held, seen)
        written = written_rounds.find_round(held)
        if held.state != "preparing" or not any(member.is_teller for member in held.members):
            raise Refused("Đợt lấy ý kiến đã gửi, hoặc thư ký chưa trình. Tải lại trang để xem.")
        today = clock.day_of(at)
        _check_due(written.due_on, today)
        held.held_on = today
        roster.copy(held)
        kinship.propose(held, at)
        for member in held.members:
            member.presence, member.absence_reason = "written", SENT
        held.state, held.opened_at, written.sent_at, written.sent_by_id = "open", at, at, actor.id
        journal.record("council.round_sent", held, actor=actor, at=at, due_on=written.due_on)
        for kind in PAPERS:
            papers.write_for_session(kind, held, step="send_round", actor=actor, at=at)
        _tell(held, held.members, f"Lấy ý kiến bằng văn bản: {held.title}", written.due_on, at)
    return open_items(actor=actor, session_id=session_id, at=at)


def open_items(*, actor: Actor, session_id: int, at: datetime) -> list[Left]:
    """Open the waiting items of a round that was sent, each for itself; returns those that were left."""
    held = subjects.find_session(session_id)
    waiting = [(item.id, item.dossier.code) for item in roster.items_of(held) if item.state == "waiting"]
    left = []
    for item_id, code in waiting:
        if not decide(actor, Action.SESSION_LEAD, subjects.of_item(subjects.find_item(item_id))).is_allowed:
            continue  # the recused learn nothing of an item, and whoever leads it opens it
        try:
            items.open_item(actor=actor, item_id=item_id, at=at)
        except (Refused, NotAllowed) as why:
            left.append(Left(item_id, code, why.message))
    return left


def extend(*, actor: Actor, session_id: int, due_on: date, at: datetime) -> None:
    """Give the members more time; whoever has not answered is told.  Raises NotAllowed, Refused, Invalid."""
    with unit_of_work():
        held, written = _running(actor, Action.SESSION_PREPARE, session_id)
        if due_on <= max(written.due_on, clock.day_of(at)):
            raise Invalid({"due_on": f"Chọn ngày sau hạn hiện nay ({written.due_on:%d/%m/%Y}) và sau hôm nay."})
        written.due_on = due_on
        journal.record("council.round_extended", held, actor=actor, at=at, due_on=due_on)
        _tell(held, pending(held), f"Gia hạn lấy ý kiến bằng văn bản: {held.title}", due_on, at)


def remind(*, actor: Actor, session_id: int, at: datetime) -> int:
    """Remind the members whose answer is waited for; returns how many.  Raises NotAllowed, Refused (all answered)."""
    with unit_of_work():
        held, written = _running(actor, Action.SESSION_PREPARE, session_id)
        waited = pending(held)
        if not waited:
            raise Refused("Mọi thành viên đã gửi ý kiến. Kết thúc nhận ý kiến.")
        written.reminded_at = at
        journal.record("council.round_reminded", held, actor=actor, at=at, members=len(waited))
        _tell(held, waited, f"Nhắc gửi ý kiến bằng văn bản: {held.title}", written.due_on, at)
        return len(waited)


def end(*, actor: Actor, session_id: int, at: datetime) -> None:
    """End the answering once it is due or complete: who sent nothing counts as absent, and the quorum is checked.

    Raises NotAllowed (neither the secretary nor who presides), Refused (too early, or too few have answered).
    """
    with unit_of_work():
        held, written = _running(actor, Action.ROUND_END, session_id)
        if pending(held) and clock.day_of(at) <= written.due_on:
            raise Refused(
                f"Chưa hết hạn ({written.due_on:%d/%m/%Y}) và còn thành viên chưa gửi ý kiến. "
                "Chờ đến hết hạn hoặc nhắc các thành viên."
            )
        answered = {member_id for item in roster.items_of(held) for member_id in turnout.voted(item)}
        for member in held.members:
            if member.id not in answered:
                member.presence, member.absence_reason = "absent", SILENT
        current_session().flush()
        _check_quorum(held)
        written.ended_at = at
        journal.record("council.round_ended", held, actor=actor, at=at, answered=len(answered))
        leader = held.presiding()
        outbox.announce(
            {leader.account_id} - {actor.id} if leader else (),
            kind="council.round_ended",
            subject=f"Đã nhận đủ ý kiến, chờ kiểm phiếu và kết luận: {held.title}",
            url=f"/phien-hop/{held.id}/lay-y-kien",
            at=at,
        )


def pending(held: CouncilSession) -> list[SessionMember]:
    """Return the members whose answer to an open item is waited for."""
    waited = {
        member.id
        for item in roster.items_of(held)
        if item.state == "open" and turnout.open_ballots(item)
        for member in turnout.voters(item)
        if member.id not in turnout.voted(item)
    }
    return [member for member in held.members if member.id in waited]


def progress(held: CouncilSession, seen: Collection[AgendaItem]) -> list[Answering]:
    """Return how far each member is with the items that the reader may see."""
    asked = [item for item in seen if item.ballots]
    return written_rounds.progress(
        held.members,
        [(item, {member.id for member in turnout.voters(item)}, turnout.voted(item)) for item in asked],
    )


def _running(actor: Actor, action: Action, session_id: int) -> tuple[CouncilSession, WrittenRound]:
    held = subjects.find_session(session_id)
    permit(actor, action, subjects.of_session(held))
    written = written_rounds.find_round(held)
    if held.state != "open" or written.ended_at is not None:
        raise Refused("Đợt lấy ý kiến chưa gửi, hoặc đã kết thúc nhận ý kiến.")
    return held, written


def _check_due(due_on: date, today: date) -> None:
    if due_on <= today:
        raise Invalid({"due_on": f"Chọn ngày sau ngày {today:%d/%m/%Y}."})


def _name_tellers(held: CouncilSession, tellers: Collection[int]) -> None:
    members = {member.account_id for member in held.members}
    wanted = manner.tellers_wanted(held)
    if len(set(tellers) & members) != wanted or set(tellers) - members:
        raise Invalid({"tellers": f"Chọn đúng {wanted} thành viên trong danh sách Hội đồng vào ban kiểm phiếu."})
    for member in held.members:
        member.is_teller = member.account_id in tellers


def _check_quorum(held: CouncilSession) -> None:
    awards = {item.dossier.award_code for item in roster.items_of(held) if item.ballots}
    found = [manner.quorum(held, award).finding for award in sorted(awards)]
    if missing := unmet(found):
        raise Refused("Chưa đủ thành viên gửi ý kiến. Gia hạn, hoặc hoãn các nội dung để xét tại phiên họp.", missing)


def _tell(held: CouncilSession, members: Collection[SessionMember], subject: str, due_on: date, at: datetime) -> None:
    # Nothing of the items is told here: a recused member gets the same message as the others.
    outbox.announce(
        [member.account_id for member in members],
        kind="council.round_sent",
        subject=subject,
        body=f"Gửi ý kiến đến hết ngày {due_on:%d/%m/%Y}.",
        url=f"/phien-hop/{held.id}",
        at=at,
    )
    current_session().flush()
