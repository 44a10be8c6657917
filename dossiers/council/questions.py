"""Questions of members about a nomination: seen by who asked, the secretary and the appraiser, nobody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from dossiers import clock, journal, outbox, recipients, subjects
from dossiers.access import permit
from dossiers.council import reading
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, CouncilSession, MemberQuestion
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action, Actor, Subject, decide
from workflow.roles import Role


def ask(*, actor: Actor, item_id: int, nomination_id: int, question: str, at: datetime) -> int:
    """Ask about a line of the pack; returns the question's id.

    The secretary and the appraiser are told, without a word of the item in the message.  Raises NotAllowed,
    Missing, Refused (the item is decided), Invalid (no question).
    """
    with unit_of_work() as session:
        item = subjects.find_item(item_id)
        subject = subjects.of_item(item)
        permit(actor, Action.PACK_READ, subject)
        nomination = reading.line_of(item, nomination_id)
        if item.state not in ("waiting", "open"):
            raise Refused("Nội dung này đã kết thúc nên không đặt câu hỏi được nữa.")
        if not question.strip():
            raise Invalid({"question": "Ghi câu hỏi."})
        asked = MemberQuestion(
            session_id=item.session_id,
            nomination_id=nomination.id,
            asked_by_id=actor.id,
            asked_at=at,
            question=question,
        )
        session.add(asked)
        journal.record("item.question_asked", asked, actor=actor, at=at, dossier_id=item.dossier_id)
        outbox.announce(
            _answerers(item, at) - subject.recused - {actor.id},
            kind="item.question_asked",
            subject="Có câu hỏi của thành viên Hội đồng trước phiên họp",
            body=item.session.title,
            url=f"/phien-hop/{item.session_id}/cau-hoi",
            at=at,
        )
        return asked.id


def answer(*, actor: Actor, question_id: int, answer: str, at: datetime) -> None:
    """Answer a question, once; who asked is told.  Raises NotAllowed, Missing, Refused, Invalid (no answer)."""
    with unit_of_work():
        asked = find(question_id)
        permit(actor, Action.QUESTION_ANSWER, of_question(asked))
        if asked.answered_at is not None:
            raise Refused("Câu hỏi này đã được trả lời.")
        if not answer.strip():
            raise Invalid({"answer": "Ghi nội dung trả lời."})
        asked.answer, asked.answered_at, asked.answered_by_id = answer, at, actor.id
        journal.record("item.question_answered", asked, actor=actor, at=at, dossier_id=asked.nomination.dossier_id)
        outbox.announce(
            {asked.asked_by_id} - of_question(asked).recused,
            kind="item.question_answered",
            subject="Câu hỏi của bạn trước phiên họp đã được trả lời",
            body=asked.session.title,
            url=f"/phien-hop/{asked.session_id}/tai-lieu",
            at=at,
        )


def find(question_id: int) -> MemberQuestion:
    """Return a question; raises Missing."""
    found = current_session().get(MemberQuestion, question_id)
    if found is None:
        raise Missing("Không tìm thấy câu hỏi này.")
    return found


def own(held: CouncilSession, nomination_id: int, actor: Actor) -> list[MemberQuestion]:
    """Return what a member asked about a line, oldest first."""
    query = select(MemberQuestion).where(
        MemberQuestion.session_id == held.id,
        MemberQuestion.nomination_id == nomination_id,
        MemberQuestion.asked_by_id == actor.id,
    )
    return list(current_session().scalars(query.order_by(MemberQuestion.id)))


def of_session(held: CouncilSession, actor: Actor) -> list[MemberQuestion]:
    """Return the questions of a session that a person may answer or has to know, the unanswered ones first."""
    query = select(MemberQuestion).where(MemberQuestion.session_id == held.id)
    query = query.order_by(MemberQuestion.answered_at.is_not(None), MemberQuestion.id)
    return [
        asked
        for asked in current_session().scalars(query)
        if decide(actor, Action.QUESTION_ANSWER, of_question(asked)).is_allowed
    ]


def count_open(held: CouncilSession, actor: Actor) -> int:
    """Count the questions of a session that wait for a person's answer."""
    if not current_session().scalar(
        select(func.count()).where(MemberQuestion.session_id == held.id, MemberQuestion.answered_at.is_(None))
    ):
        return 0
    return sum(asked.answered_at is None for asked in of_session(held, actor))


def of_question(asked: MemberQuestion) -> Subject:
    """Return the subject of a question: its agenda item's; its dossier's once it has left the agenda."""
    dossier = asked.nomination.dossier
    item = (
        current_session()
        .scalars(
            select(AgendaItem).where(
                AgendaItem.session_id == asked.session_id,
                AgendaItem.dossier_id.in_((dossier.id, dossier.split_from_id)),
            )
        )
        .first()
    )
    return subjects.of_item(item) if item else subjects.of_dossier(dossier)


def question(question_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a question."""
    return of_question(find(question_id))


def _answerers(item: AgendaItem, at: datetime) -> set[int]:
    units = subjects.deciding_units(item.session.council.unit)
    secretaries = recipients.holders({Role.COUNCIL_SECRETARY}, units, clock.day_of(at))
    return secretaries | recipients.appraisers_of(item.dossier)
