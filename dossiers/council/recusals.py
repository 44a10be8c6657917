"""Recusal: nobody takes part in an item that is their own, whether the data say so or the member does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import or_, select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import kinship, turnout
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, Dossier, Nomination, Recusal, RoleGrant, SessionMember
from workflow.errors import Refused
from workflow.permissions import Action, Actor
from workflow.roles import Role

NOMINEE = "Là người được đề nghị khen thưởng trong hồ sơ này."
HEAD = "Là thủ trưởng của đơn vị trình hồ sơ này."


def conflicts(dossier: Dossier, accounts: Collection[int], day: date) -> dict[int, str]:
    """Return who of `accounts` must stay out of a dossier on `day`, each with the ground.

    A nominee; who declared a relative or an interest in the dossier; the head of the submitting unit before another
    unit's council (before their own unit's council the head presides by law); and whoever stayed out of the same
    dossier in an earlier session.
    """
    return conflicts_among([dossier], accounts, day)[dossier.id]


def conflicts_among(dossiers: Collection[Dossier], accounts: Collection[int], day: date) -> dict[int, dict[int, str]]:
    """Return what `conflicts` says of each of many dossiers, by dossier: a few statements for all."""
    session = current_session()
    ids = [dossier.id for dossier in dossiers]
    found: dict[int, dict[int, str]] = {dossier_id: {} for dossier_id in ids}
    earlier = (
        select(AgendaItem.dossier_id, SessionMember.account_id, Recusal.ground)
        .join(SessionMember, Recusal.member_id == SessionMember.id)
        .join(AgendaItem, AgendaItem.id == Recusal.item_id)
        .where(AgendaItem.dossier_id.in_(ids), SessionMember.account_id.in_(accounts))
        .order_by(Recusal.id.desc())
    )
    for dossier_id, account_id, ground in session.execute(earlier):
        found[dossier_id][account_id] = ground
    for dossier_id, account_id in kinship.conflicts(ids, accounts, day):
        found[dossier_id][account_id] = kinship.GROUND
    heads = _heads({each.unit_id for each in dossiers if each.unit_id != each.decider_unit_id}, day)
    for dossier in dossiers:
        if dossier.unit_id != dossier.decider_unit_id:
            found[dossier.id] |= dict.fromkeys(heads.get(dossier.unit_id, set()) & set(accounts), HEAD)
    nominees = select(Nomination.dossier_id, Nomination.account_id).where(
        Nomination.dossier_id.in_(ids), Nomination.account_id.in_(accounts), Nomination.outcome != "withdrawn"
    )
    for dossier_id, nominee in session.execute(nominees):
        found[dossier_id][nominee or 0] = NOMINEE
    return found


def record_automatic(items: Sequence[AgendaItem]) -> None:
    """Record the recusals that follow from the data for items of a session, once each, in the caller's unit of work."""
    if not items:
        return
    held = items[0].session
    members = {member.account_id: member for member in held.members}
    grounds = conflicts_among([item.dossier for item in items], members, held.held_on)
    for item in items:
        known = {recusal.member.account_id for recusal in item.recusals}
        for account_id, ground in grounds[item.dossier_id].items():
            if account_id not in known:
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


def _heads(unit_ids: Collection[int], day: date) -> dict[int, set[int]]:
    query = select(RoleGrant.unit_id, RoleGrant.account_id).where(
        RoleGrant.unit_id.in_(unit_ids),
        RoleGrant.role == Role.HEAD_OF_UNIT,
        RoleGrant.from_on <= day,
        or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
    )
    found: dict[int, set[int]] = {}
    for unit_id, account_id in current_session().execute(query):
        found.setdefault(unit_id, set()).add(account_id)
    return found
