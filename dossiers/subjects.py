"""What the permissions must know of a dossier or a session, loaded for the routes and the services."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select

from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    CouncilSession,
    Decision,
    Document,
    Dossier,
    Nomination,
    Objection,
    PublicNotice,
    Recusal,
    SessionMember,
    Unit,
)
from workflow.errors import Missing
from workflow.permissions import Subject

T = TypeVar("T")


def find_dossier(dossier_id: int) -> Dossier:
    """Return a dossier; raises Missing."""
    return _found(current_session().get(Dossier, dossier_id), "hồ sơ")


def find_session(session_id: int) -> CouncilSession:
    """Return a council session; raises Missing."""
    return _found(current_session().get(CouncilSession, session_id), "phiên họp")


def of_dossier(dossier: Dossier) -> Subject:
    """Return the subject of a dossier, with the roster of the sessions that have it on their agenda."""
    session = current_session()
    council = session.scalars(
        select(SessionMember.account_id)
        .join(AgendaItem, AgendaItem.session_id == SessionMember.session_id)
        .where(AgendaItem.dossier_id == dossier.id)
    )
    nominees = session.scalars(
        select(Nomination.account_id).where(
            Nomination.dossier_id == dossier.id, Nomination.account_id.is_not(None), Nomination.outcome != "withdrawn"
        )
    )
    recused = session.scalars(
        select(SessionMember.account_id)
        .join(Recusal, Recusal.member_id == SessionMember.id)
        .join(AgendaItem, AgendaItem.id == Recusal.item_id)
        .where(AgendaItem.dossier_id == dossier.id)
    )
    return Subject(
        submitting_units=frozenset({dossier.unit_id}),
        deciding_units=deciding_units(dossier.decider_unit),
        is_draft=dossier.state == "draft",
        drafted_by=dossier.created_by_id,
        appraised_by=dossier.appraiser_id,
        nominees=frozenset(nominees),
        council=frozenset(council),
        recused=frozenset(recused),
    )


def deciding_units(unit: Unit) -> frozenset[int]:
    """Return the units at which the deciding side's roles count: the unit itself and its standing body."""
    return frozenset({unit.id, unit.keeper.id})


def of_session(held: CouncilSession) -> Subject:
    """Return the subject of a council session."""
    return Subject(
        deciding_units=deciding_units(held.council.unit),
        council=frozenset(member.account_id for member in held.members),
    )


def dossier(dossier_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a dossier."""
    return of_dossier(find_dossier(dossier_id))


def session(session_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a council session."""
    return of_session(find_session(session_id))


def item(item_id: int, **_more: object) -> Subject:
    """Load the subject of a route about an agenda item: the dossier's, within the item's own session."""
    found = _found(current_session().get(AgendaItem, item_id), "nội dung họp")
    return of_dossier(found.dossier)


def objection(objection_id: int, **_more: object) -> Subject:
    """Load the subject of a route about an objection."""
    found = _found(current_session().get(Objection, objection_id), "phản ánh")
    return of_dossier(found.notice.dossier)


def notice(notice_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a public notice."""
    return of_dossier(_found(current_session().get(PublicNotice, notice_id), "thông báo").dossier)


def decision(decision_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a decision."""
    return of_dossier(_found(current_session().get(Decision, decision_id), "quyết định").dossier)


def document(document_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a generated document: its dossier's, or its session's."""
    found = _found(current_session().get(Document, document_id), "văn bản")
    if found.dossier_id is not None:
        return of_dossier(find_dossier(found.dossier_id))
    return of_session(find_session(found.session_id or 0))


def _found(thing: T | None, what: str) -> T:
    if thing is None:
        raise Missing(f"Không tìm thấy {what} này.")
    return thing
