"""My work: what waits for a person now, the sessions they sit in, and what the house tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from dossiers import outbox
from dossiers.db import current_session
from dossiers.desk import deadline, duties
from dossiers.desk.seats import KEEPERS, AskedSession, Round, Seat, asked_sessions, rounds_of, seats_of
from dossiers.desk.visibility import decided_at, not_recused
from dossiers.models import (
    Consultation,
    CorrectionRequest,
    Dossier,
    Objection,
    PublicNotice,
)
from workflow.permissions import Actor
from workflow.roles import SUBMITTING_SIDE, Role

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
class Question:
    """A consultation that waits for an answer, of a dossier by its code."""

    consultation: Consultation
    dossier: Dossier
    deadline: deadline.Deadline


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
    keeper_units = actor.units_as(KEEPERS)
    return Work(
        groups=groups,
        waiting=duties.count_waiting(actor, today) if shown == WORK_LIMIT else shown,
        seats=seats_of(actor, today),
        rounds=rounds_of(actor, today),
        complaints=_complaints(actor, today),
        asked=asked_by(actor, today),
        to_answer=_questions(today, Consultation.unit_id.in_(actor.units_as(SUBMITTING_SIDE))),
        members_ask=asked_sessions(actor) if keeper_units else [],
        messages=outbox.newest(actor.id),
    )


def asked_by(actor: Actor, today: date) -> list[Question]:
    """Return the questions to other offices that a person follows, the most urgent first."""
    units = actor.units_as(KEEPERS)
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


def count_consultations(actor: Actor) -> int:
    """Count the questions that a person's unit is asked and has not answered."""
    units = actor.units_as(SUBMITTING_SIDE)
    query = select(func.count(Consultation.id)).where(
        Consultation.unit_id.in_(units), Consultation.answered_at.is_(None)
    )
    return (current_session().scalar(query) or 0) if units else 0


def count_complaints(actor: Actor) -> int:
    """Count the open objections that a person looks into, or that nobody does yet."""
    if not actor.holds(Role.APPRAISER):
        return 0
    return current_session().scalar(select(func.count()).select_from(_open_complaints(actor).subquery())) or 0


def _complaints(actor: Actor, today: date) -> list[Complaint]:
    if not actor.holds(Role.APPRAISER):
        return []
    query = (
        _open_complaints(actor)
        .options(joinedload(Objection.notice).joinedload(PublicNotice.dossier))
        .order_by(Objection.due_on, Objection.id)
    )
    return [Complaint(each, deadline.until(each.due_on, today)) for each in current_session().scalars(query)]


def _open_complaints(actor: Actor) -> Select[Objection]:
    return (
        select(Objection)
        .join(PublicNotice)
        .join(Dossier, Dossier.id == PublicNotice.dossier_id)
        .where(
            Objection.answered_at.is_(None),
            or_(Objection.assigned_to_id.is_(None), Objection.assigned_to_id == actor.id),
            decided_at(actor.units_as({Role.APPRAISER})),
        )
    )


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
