"""My work: what waits for a person now, the sessions they sit in, and what the house tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from dossiers import outbox
from dossiers.council import correspondence, questions, written_rounds
from dossiers.council.queries import session_view
from dossiers.db import current_session
from dossiers.desk import deadline, duties
from dossiers.desk.visibility import decided_at, not_recused
from dossiers.models import (
    AgendaItem,
    Ballot,
    Consultation,
    CorrectionRequest,
    Council,
    CouncilSession,
    Dossier,
    InvitationReply,
    MemberQuestion,
    Nomination,
    Objection,
    PublicNotice,
    Recusal,
    SessionMember,
    Turnout,
    Unit,
    WrittenRound,
)
from workflow.permissions import SUBMITTING_SIDE, Actor, Role

WORK_LIMIT = 100


@dataclass(frozen=True)
class Task:
    """One dossier that waits, and until when."""

    dossier: Dossier
    deadline: deadline.Deadline | None


@dataclass(frozen=True)
class Group:
    """The dossiers that wait for the same thing."""

    label: str
    tasks: list[Task]


@dataclass(frozen=True)
class Seat:
    """A session that a person sits in, how many ballots wait for their vote, and whether their reply is waited for."""

    session: CouncilSession
    open_ballots: int
    needs_reply: bool = False
    due: deadline.Deadline | None = None


@dataclass(frozen=True)
class Question:
    """A consultation that waits for an answer, of a dossier by its code."""

    consultation: Consultation
    dossier: Dossier
    deadline: deadline.Deadline


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


@dataclass(frozen=True)
class Complaint:
    """An objection that waits for its written conclusion."""

    objection: Objection
    deadline: deadline.Deadline


@dataclass(frozen=True)
class Work:
    """Everything on a person's desk; `waiting` counts all dossiers, of which at most WORK_LIMIT are shown."""

    groups: list[Group]
    waiting: int
    seats: list[Seat]
    complaints: list[Complaint]
    asked: list[Question]
    to_answer: list[Question]
    members_ask: list[AskedSession]
    rounds: list[Round]
    messages: list[outbox.Message]

    @property
    def left_out(self) -> int:
        """How many waiting dossiers are not shown."""
        return self.waiting - sum(len(group.tasks) for group in self.groups)

    @property
    def unread(self) -> int:
        """How many of the messages are new."""
        return sum(message.read_at is None for message in self.messages)

    @property
    def is_clear(self) -> bool:
        """Whether nothing at all waits."""
        return not (
            self.groups
            or self.seats
            or self.complaints
            or self.asked
            or self.to_answer
            or self.members_ask
            or self.rounds
        )


def work_of(actor: Actor, today: date) -> Work:
    """Gather a person's desk on `today`."""
    groups = _groups(actor, today)
    shown = sum(len(group.tasks) for group in groups)
    keeper_units = actor.units_as({Role.APPRAISER, Role.COUNCIL_SECRETARY})
    return Work(
        groups=groups,
        waiting=duties.count_waiting(actor, today) if shown == WORK_LIMIT else shown,
        seats=seats_of(actor, today),
        rounds=_rounds(actor, today),
        complaints=_complaints(actor.units_as({Role.APPRAISER}), today),
        asked=asked_by(actor, today),
        to_answer=_questions(today, Consultation.unit_id.in_(actor.units_as(SUBMITTING_SIDE))),
        members_ask=_members_ask(actor) if keeper_units else [],
        messages=outbox.newest(actor.id),
    )


def asked_by(actor: Actor, today: date) -> list[Question]:
    """Return the questions to other offices that a person follows, the most urgent first."""
    units = actor.units_as({Role.APPRAISER, Role.COUNCIL_SECRETARY})
    return _questions(today, decided_at(units), not_recused(actor)) if units else []


def _groups(actor: Actor, today: date) -> list[Group]:
    waiting = duties.waiting_for(actor, today, WORK_LIMIT)
    corrections = _correction_days(each.dossier.id for each in waiting)
    groups: dict[str, list[Task]] = {}
    for each in waiting:
        due = deadline.of_dossier(each.dossier, today)
        if each.dossier.id in corrections:
            due = deadline.until(corrections[each.dossier.id], today)
        groups.setdefault(each.label, []).append(Task(each.dossier, due))
    return [Group(label, tasks) for label, tasks in groups.items()]


def _correction_days(dossier_ids: Iterable[int]) -> dict[int, date]:
    query = select(CorrectionRequest.dossier_id, CorrectionRequest.due_on).where(
        CorrectionRequest.dossier_id.in_(list(dossier_ids)), CorrectionRequest.resolved_at.is_(None)
    )
    return {dossier_id: due_on for dossier_id, due_on in current_session().execute(query)}


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


def _members_ask(actor: Actor) -> list[AskedSession]:
    asked = select(MemberQuestion.session_id).where(MemberQuestion.answered_at.is_(None))
    query = select(CouncilSession).where(CouncilSession.id.in_(asked), CouncilSession.state != "closed")
    found = [(held, questions.count_open(held, actor)) for held in current_session().scalars(query)]
    return [AskedSession(held, count) for held, count in found if count]


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


def _rounds(actor: Actor, today: date) -> list[Round]:
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


def _complaints(units: frozenset[int], today: date) -> list[Complaint]:
    if not units:
        return []
    query = (
        select(Objection)
        .join(PublicNotice)
        .join(Dossier, Dossier.id == PublicNotice.dossier_id)
        .where(Objection.answered_at.is_(None), decided_at(units))
        .options(joinedload(Objection.notice).joinedload(PublicNotice.dossier))
        .order_by(Objection.due_on, Objection.id)
    )
    return [Complaint(each, deadline.until(each.due_on, today)) for each in current_session().scalars(query)]


def _questions(today: date, *conditions: ColumnElement[bool]) -> list[Question]:
    query = (
        select(Consultation, Dossier)
        .join(Dossier, Dossier.id == Consultation.dossier_id)
        .where(Consultation.answered_at.is_(None), *conditions)
        .options(joinedload(Consultation.unit))
        .order_by(Consultation.due_on, Consultation.id)
    )
    rows = current_session().execute(query)
    return [Question(asked, dossier, deadline.until(asked.due_on, today)) for asked, dossier in rows]
