"""Which dossiers a person may see, as a condition of a query: the same answer as the permissions give one by one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_, select

from dossiers.models import AgendaItem, Dossier, Recusal, SessionMember, Unit
from workflow.permissions import RULES, Action, Actor
from workflow.roles import HEADS, SUBMITTING_SIDE, Role

_ROLES = RULES[Action.DOSSIER_VIEW].roles


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that `decide(actor, Action.DOSSIER_VIEW, …)` allows a dossier."""
    own = Dossier.unit_id.in_(actor.units_as(_ROLES & SUBMITTING_SIDE))
    before_me = and_(Dossier.state != "draft", before(actor, _ROLES - SUBMITTING_SIDE))
    on_my_agenda = Dossier.id.in_(
        select(AgendaItem.dossier_id)
        .join(SessionMember, SessionMember.session_id == AgendaItem.session_id)
        .where(SessionMember.account_id == actor.id)
    )
    return and_(or_(own, before_me, on_my_agenda), not_recused(actor))


def before(actor: Actor, roles: Collection[Role]) -> ColumnElement[bool]:
    """Return the condition that a dossier is before a person in one of `roles` of the deciding side.

    A head's roles count at the deciding unit alone, the others also at the body that keeps its dossiers.
    """
    heads, keepers = HEADS.intersection(roles), set(roles) - HEADS
    return or_(decided_at(actor.units_as(keepers)), Dossier.decider_unit_id.in_(actor.units_as(heads)))


def decided_at(units: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that one of `units` decides a dossier, or keeps it for the one that does."""
    kept_for = select(Unit.id).where(Unit.standing_body_id.in_(units))
    return or_(Dossier.decider_unit_id.in_(units), Dossier.decider_unit_id.in_(kept_for))


def not_recused(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a person takes no recusal in any session about a dossier."""
    recused = (
        select(AgendaItem.dossier_id)
        .join(Recusal, Recusal.item_id == AgendaItem.id)
        .join(SessionMember, SessionMember.id == Recusal.member_id)
        .where(SessionMember.account_id == actor.id)
    )
    return Dossier.id.not_in(recused)
