"""What the councils want of a person: sessions to attend, ballots to cast, questions and written rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select

from dossiers.council import correspondence, questions, written_rounds
from dossiers.council.queries import session_view
from dossiers.db import current_session
from dossiers.desk import deadline
from dossiers.models import (
    AgendaItem,
    Ballot,
    Council,
    CouncilSession,
    InvitationReply,
    MemberQuestion,
    Nomination,
    Recusal,
    SessionMember,
    Turnout,
    Unit,
    WrittenRound,
)
from workflow.permissions import Actor
from workflow.roles import Role

KEEPERS = frozenset({Role.APPRAISER, Role.COUNCIL_SECRETARY})


@dataclass(frozen=True)
class Seat:
    """A session that a person sits in, how many ballots wait for their vote, and whether their reply is waited for."""

    session: CouncilSession
    open_ballots: int
    needs_reply: bool = False
    due: deadline.Deadline | None = None


@dataclass(frozen=True)
class AskedSession:
    """A session whose members ask something that the person may answer."""

    session: CouncilSession
    questions: int


@dataclass(frozen=True)
class Round:
    """A round of opinions in writing that the person follows, and how many members' answers are missing."""

    session: CouncilSession
    deadline: deadline.Deadline
    missing: int


def seats_of(actor: Actor, today: date) -> list[Seat]:
    """Return the sessions not yet closed in which a person sits, the next one first."""
    query = (
        select(CouncilSession)
        .join(SessionMember)
        .where(SessionMember.account_id == actor.id, CouncilSession.state != "closed")
        .order_by(CouncilSession.held_on, CouncilSession.id)
    )
    sessions = list(current_session().scalars(query))
    ballots = _ballots_to_cast(actor) if sessions else {}
    answered = _answered_invitations(actor) if sessions else set()
    due = {number: each.due_on for number, each in written_rounds.rounds_among([held.id for held in sessions]).items()}
    return [
        Seat(
            each,
            ballots.get(each.id, 0),
            each.state == "preparing" and each.id not in due and (each.id, each.held_on) not in answered,
            deadline.until(due[each.id], today) if each.id in due else None,
        )
        for each in sessions
    ]


def _answered_invitations(actor: Actor) -> set[tuple[int, date]]:
    query = select(InvitationReply.session_id, InvitationReply.for_day).where(InvitationReply.account_id == actor.id)
    return {(session_id, day) for session_id, day in current_session().execute(query)}


def asked_sessions(actor: Actor) -> list[AskedSession]:
    """Return the sessions whose members asked something that nobody answered yet."""
    asked = select(MemberQuestion.session_id).where(MemberQuestion.answered_at.is_(None))
    query = select(CouncilSession).where(CouncilSession.id.in_(asked), CouncilSession.state != "closed")
    found = [(held, questions.count_open(held, actor)) for held in current_session().scalars(query)]
    return [AskedSession(held, count) for held, count in found if count]


def count_questions(actor: Actor) -> int:
    """Count the questions of members that a person may answer."""
    if not actor.units_as(KEEPERS):
        return 0
    return sum(asked.questions for asked in asked_sessions(actor))


def count_replies(actor: Actor) -> int:
    """Count the invitations that wait for a person's reply."""
    seated = (SessionMember.session_id == CouncilSession.id, SessionMember.account_id == actor.id)
    invited = (InvitationReply.session_id == CouncilSession.id, InvitationReply.account_id == actor.id)
    answered = exists().where(*invited, InvitationReply.for_day == CouncilSession.held_on)
    query = (
        select(func.count(CouncilSession.id))
        .where(CouncilSession.state == "preparing", exists().where(*seated), ~answered)
        .where(CouncilSession.id.not_in(select(WrittenRound.session_id)))
    )
    return current_session().scalar(query) or 0


def count_ballots(actor: Actor) -> int:
    """Count the open ballots that wait for a person's vote."""
    return sum(_ballots_to_cast(actor).values())


def _ballots_to_cast(actor: Actor) -> dict[int, int]:
    voted = select(Turnout.ballot_id).where(Turnout.member_id == SessionMember.id)
    recused = select(Recusal.item_id).where(Recusal.member_id == SessionMember.id)
    query = (
        select(AgendaItem.session_id, func.count(Ballot.id))
        .select_from(Ballot)
        .join(AgendaItem, AgendaItem.id == Ballot.item_id)
        .join(Nomination, Nomination.id == Ballot.nomination_id)
        .join(SessionMember, SessionMember.session_id == AgendaItem.session_id)
        .where(
            SessionMember.account_id == actor.id,
            SessionMember.presence != "absent",
            AgendaItem.state == "open",
            Ballot.closed_at.is_(None),
            Ballot.id.not_in(voted),
            AgendaItem.id.not_in(recused),
            func.coalesce(Nomination.account_id, 0) != actor.id,
        )
        .group_by(AgendaItem.session_id)
    )
    return {session_id: count for session_id, count in current_session().execute(query)}


def rounds_of(actor: Actor, today: date) -> list[Round]:
    """Return the written rounds that a secretary looks after and that still take answers."""
    units = actor.units_as((Role.COUNCIL_SECRETARY,))
    query = (
        select(CouncilSession, WrittenRound.due_on)
        .join(WrittenRound, WrittenRound.session_id == CouncilSession.id)
        .join(Council, Council.id == CouncilSession.council_id)
        .join(Unit, Unit.id == Council.unit_id)
        .where(
            or_(Unit.id.in_(units), Unit.standing_body_id.in_(units)),
            CouncilSession.state == "open",
            WrittenRound.ended_at.is_(None),
        )
        .order_by(WrittenRound.due_on, CouncilSession.id)
    )
    return [
        Round(held, deadline.until(due_on, today), _missing_answers(held, actor))
        for held, due_on in current_session().execute(query)
    ]


def _missing_answers(held: CouncilSession, actor: Actor) -> int:
    seen = [line.item for line in session_view(held, actor).lines]
    return sum(not each.is_done for each in correspondence.progress(held, seen))
