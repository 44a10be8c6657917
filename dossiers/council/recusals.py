"""Recusal: nobody takes part in an item that is their own, whether the data say so or the member does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import or_, select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import turnout
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, Dossier, Nomination, Recusal, RoleGrant, SessionMember
from workflow.errors import Refused
from workflow.permissions import Action, Actor
from workflow.roles import Role

NOMINEE = "Là người được đề nghị khen thưởng trong hồ sơ này."
HEAD = "Là thủ trưởng của đơn vị trình hồ sơ này."


def conflicts(dossier: Dossier, accounts: Collection[int], day: date) -> dict[int, str]:
    """Return who of `accounts` must stay out of a dossier on `day`, each with the ground.

    A nominee; the head of the submitting unit before another unit's council (before their own unit's council
    the head presides by law); and whoever stayed out of the same dossier in an earlier session.
    """
    session = current_session()
    grounds = {
        account_id: ground
        for account_id, ground in session.execute(
            select(SessionMember.account_id, Recusal.ground)
            .join(Recusal, Recusal.member_id == SessionMember.id)
            .join(AgendaItem, AgendaItem.id == Recusal.item_id)
            .where(AgendaItem.dossier_id == dossier.id)
            .order_by(Recusal.id.desc())
        )
    }
    if dossier.unit_id != dossier.decider_unit_id:
        grounds |= dict.fromkeys(_heads(dossier.unit_id, day), HEAD)
    nominees = select(Nomination.account_id).where(
        Nomination.dossier_id == dossier.id, Nomination.account_id.is_not(None), Nomination.outcome != "withdrawn"
    )
    grounds |= dict.fromkeys((each for each in session.scalars(nominees) if each), NOMINEE)
    return {account_id: ground for account_id, ground in grounds.items() if account_id in accounts}


def record_automatic(item: AgendaItem) -> None:
    """Record the recusals that follow from the data, once each, inside the caller's unit of work."""
    members = {member.account_id: member for member in item.session.members}
    known = {recusal.member_id for recusal in item.recusals}
    for account_id, ground in conflicts(item.dossier, members, item.session.held_on).items():
        if members[account_id].id not in known:
            item.recusals.append(Recusal(member=members[account_id], ground=ground))
    current_session().flush()


def declare(*, actor: Actor, item_id: int, ground: str, at: datetime) -> None:
    """Let a member of the roster stay out of an item, before they vote on it.

    Raises NotAllowed (not on the roster, or recused already), Refused (the item is decided, or the member has voted).
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.RECUSAL_DECLARE, subjects.of_item(item))
        member = next(each for each in item.session.members if each.account_id == actor.id)
        if item.state not in ("waiting", "open"):
            raise Refused("Nội dung này đã kết thúc nên không còn khai hồi tị được.")
        if turnout.has_begun(item, member):
            raise Refused(
                "Bạn đã bỏ phiếu ở nội dung này nên không khai hồi tị được nữa. Báo người chủ trì để ghi biên bản."
            )
        item.recusals.append(Recusal(member=member, ground=ground))
        journal.record("recusal.declared", item, actor=actor, at=at, member=member.id)


def _heads(unit_id: int, day: date) -> set[int]:
    query = select(RoleGrant.account_id).where(
        RoleGrant.unit_id == unit_id,
        RoleGrant.role == Role.HEAD_OF_UNIT,
        RoleGrant.from_on <= day,
        or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
    )
    return set(current_session().scalars(query))
