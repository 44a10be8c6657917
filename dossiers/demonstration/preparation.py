"""What lies before the province's council: a session to come with its answers, and a round asked in writing."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta

from sqlalchemy import select

from dossiers import clock, working_days
from dossiers.accounts.login import actor_of
from dossiers.council import agenda, ballots, correspondence, invitations, questions, reading, turnout, written_rounds
from dossiers.council.queries import nominations_of
from dossiers.council.roster import items_of
from dossiers.db import current_session
from dossiers.demonstration.cast import Hours, holder
from dossiers.demonstration.session import PlayedSession
from dossiers.models import CouncilMember, Dossier, SessionMember
from dossiers.subjects import find_session
from workflow.permissions import Actor
from workflow.roles import Role

ABSENCES = ("đi công tác tại Hà Nội", "đi học bồi dưỡng")
QUESTION = "Sáng kiến nêu trong báo cáo đã được cơ quan nào công nhận, ở phạm vi nào?"


def look_ahead(to_come: Dossier, in_writing: Dossier, at: datetime) -> None:
    """Lay out a session in six working days on one dossier, and a round with some answers on the other."""
    decider = to_come.decider_unit
    secretary = holder(Role.COUNCIL_SECRETARY, decider, decider.keeper)
    yesterday = clock.day_of(at - timedelta(days=1))
    hours = Hours(datetime.combine(yesterday, time(8, 0), clock.VIETNAM))
    _invite(to_come, secretary, hours, at)
    _ask_in_writing(in_writing, secretary, hours)


def _invite(dossier: Dossier, secretary: Actor, hours: Hours, at: datetime) -> None:
    played = PlayedSession([dossier.id], hours)
    played.prepare(secretary, 2025, working_days.add(clock.day_of(at), 6).due)
    members = [member for member in played.held.members if member.account_id != secretary.id]
    for place, member in enumerate(members[: len(members) * 3 // 5]):
        is_away = place in (4, 9)
        invitations.answer(
            actor=actor_of(member.account),
            session_id=played.session_id,
            reply=("written" if place == 9 else "absent") if is_away else "coming",
            reason=ABSENCES[place == 9] if is_away else "",
            at=hours.pass_minutes(3),
        )
    _read(members[1], items_of(played.held)[0].id, hours)


def _read(member: SessionMember, item_id: int, hours: Hours) -> None:
    """Let a member read two lines, note something and ask something."""
    item = next(each for each in items_of(member.session) if each.id == item_id)
    lines = nominations_of(item)
    actor = actor_of(member.account)
    for place, line in enumerate(lines[:2]):
        reading.keep(
            actor=actor,
            item_id=item_id,
            nomination_id=line.id,
            note="Xem thêm số liệu năm trước." if place == 0 else "",
            is_read=True,
            at=hours.pass_minutes(4),
        )
    questions.ask(actor=actor, item_id=item_id, nomination_id=lines[0].id, question=QUESTION, at=hours.pass_minutes())


def _ask_in_writing(dossier: Dossier, secretary: Actor, hours: Hours) -> None:
    query = select(CouncilMember.council_id).where(CouncilMember.account_id == secretary.id)
    day = clock.day_of(hours.now)
    session_id = correspondence.prepare(
        actor=secretary,
        council_id=current_session().scalars(query).first() or 0,
        title=f"Lấy ý kiến khen thưởng tháng {day.month} năm {day.year}",
        due_on=written_rounds.usual_due(day),
        at=hours.pass_minutes(),
    )
    agenda.add_items(actor=secretary, session_id=session_id, dossier_ids=[dossier.id], seen=1, at=hours.pass_minutes())
    held = find_session(session_id)
    tellers = [seat.account_id for seat in held.council.roster_on(day) if seat.seat == "member"][:3]
    correspondence.submit(
        actor=secretary,
        session_id=session_id,
        tellers=tellers,
        due_on=written_rounds.usual_due(day),
        seen=held.version,
        at=hours.pass_minutes(),
    )
    leader = held.presiding()
    if leader is None:
        raise LookupError("nobody presides over the round")
    correspondence.send(
        actor=actor_of(leader.account), session_id=session_id, seen=held.version, at=hours.pass_minutes(30)
    )
    item = items_of(find_session(session_id))[0]
    for member in turnout.voters(item)[4:13]:
        choices = {ballot.id: "yes" for ballot in turnout.open_ballots(item)}
        ballots.cast(
            actor=actor_of(member.account),
            item_id=item.id,
            choices=choices,
            key=secrets.token_hex(16),
            at=hours.pass_minutes(2),
        )
