"""What the pages of councils show."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.models import Account, Council, CouncilMember, Unit
from workflow.errors import Missing
from workflow.permissions import RULES, Action, Actor

_ROLES = RULES[Action.COUNCIL_MANAGE].roles


def managed_by(actor: Actor) -> list[Council]:
    """Return the councils whose seats a person keeps, by name."""
    units = actor.units_as(_ROLES)
    query = select(Council).join(Unit).where(or_(Unit.id.in_(units), Unit.standing_body_id.in_(units)))
    return list(current_session().scalars(query.order_by(Council.name, Council.id)))


def units_of(actor: Actor) -> list[Unit]:
    """Return the units for which a person may record a council, by name."""
    units = actor.units_as(_ROLES)
    query = select(Unit).where(or_(Unit.id.in_(units), Unit.standing_body_id.in_(units)), Unit.is_active)
    return list(current_session().scalars(query.order_by(Unit.name)))


def possible_members() -> dict[int, str]:
    """Return every active account with its name, post and unit."""
    query = select(Account).where(Account.is_active).options(joinedload(Account.unit)).order_by(Account.full_name)
    return {each.id: _described(each) for each in current_session().scalars(query)}


def _described(account: Account) -> str:
    return f"{account.full_name} – {account.post or 'chưa ghi chức vụ'}, {account.unit.name}"


def seat_of(council_id: int, member_id: int) -> CouncilMember:
    """Return a seat of this very council; raises Missing."""
    member = current_session().get(CouncilMember, member_id)
    if member is None or member.council_id != council_id:
        raise Missing("Không tìm thấy thành viên này của Hội đồng.")
    return member
