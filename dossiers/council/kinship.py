"""Declared relatives and interests: a nomination that bears such a name recuses the member, or asks them.

What a member declared is read by nobody else.  Others see only what follows from it: that the member stays out of an
item "theo khai báo", and the secretary, that a member still has to answer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select

from dossiers import journal, outbox
from dossiers.council import turnout
from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    CouncilSession,
    DeclaredKin,
    KinMatch,
    Nomination,
    Recusal,
    SessionMember,
)
from dossiers.web.text import fold
from workflow.errors import Refused

GROUND = "Theo khai báo."
ASKED = "Trùng tên với người thân đã khai, chờ thành viên trả lời."
UNDECIDED = ("waiting", "open")


def conflicts(dossier_ids: Collection[int], accounts: Collection[int], day: date) -> set[tuple[int, int]]:
    """Return which of `accounts` stay out of which dossiers on `day` for what they declared: (dossier, account).

    The name agrees and the birth year or the workplace too, or the member said that it is the same person.
    """
    found = {
        (line.dossier_id, kin.account_id) for kin, line in _pairs(dossier_ids, accounts, day) if is_certain(kin, line)
    }
    said = (
        select(AgendaItem.dossier_id, KinMatch.account_id)
        .join(AgendaItem, AgendaItem.id == KinMatch.item_id)
        .where(AgendaItem.dossier_id.in_(dossier_ids), KinMatch.account_id.in_(accounts), KinMatch.state == "same")
    )
    return found | {(dossier_id, account_id) for dossier_id, account_id in current_session().execute(said)}


def is_certain(kin: DeclaredKin, line: Nomination) -> bool:
    """Whether more than the name agrees, so that nobody needs to be asked."""
    same_year = kin.birth_year is not None and kin.birth_year == line.birth_year
    return same_year or bool(kin.workplace and fold(kin.workplace) == fold(line.workplace or ""))


def propose(held: CouncilSession, at: datetime, only: int | None = None) -> None:
    """Ask members about nominations on a session's agenda that bear a declared name, once each, in the unit of work.

    `only` is one account, else the whole roster (before it is copied that of the session's day).  The member is told
    with no word of the item, and so is the secretary who made the session.
    """
    session = current_session()
    query = select(AgendaItem).where(AgendaItem.session_id == held.id, AgendaItem.state.in_(UNDECIDED))
    items = {item.dossier_id: item for item in session.scalars(query)}
    roster = {each.account_id for each in held.members or held.council.roster_on(held.held_on)}
    accounts = roster if only is None else roster & {only}
    out = _out_of(held) | conflicts(items, accounts, held.held_on)
    known = {
        (kin_id, nomination_id)
        for kin_id, nomination_id in session.execute(
            select(KinMatch.kin_id, KinMatch.nomination_id).where(KinMatch.account_id.in_(accounts))
        )
    }
    asked = set()
    for kin, line in _pairs(items, accounts, held.held_on):
        if (line.dossier_id, kin.account_id) in out or (kin.id, line.id) in known:
            continue
        match = KinMatch(item=items[line.dossier_id], account_id=kin.account_id, kin=kin, nomination=line)
        session.add(match)
        journal.record("kin.match_proposed", match, actor=None, at=at)
        asked.add(kin.account_id)
    _tell(held, asked, at)


def recuse_declared(held: CouncilSession, account_id: int, at: datetime) -> None:
    """Recuse a member of a convened session from what their declaration makes certain, unless they voted on it."""
    query = select(AgendaItem).where(AgendaItem.session_id == held.id, AgendaItem.state.in_(UNDECIDED))
    items = {item.dossier_id: item for item in current_session().scalars(query)}
    for dossier_id, _ in conflicts(items, {account_id}, held.held_on):
        if member := next((each for each in held.members if each.account_id == account_id), None):
            recuse(items[dossier_id], member, at)


def recuse(item: AgendaItem, member: SessionMember, at: datetime) -> bool:
    """Record that a member stays out of an item as declared; returns False where they have voted on it."""
    if any(each.member_id == member.id for each in item.recusals):
        return True
    if turnout.has_begun(item, member):
        return False
    item.recusals.append(Recusal(member=member, ground=GROUND))
    journal.record("recusal.recorded", item, actor=None, at=at, member=member.id)
    return True


def asked_about(item: AgendaItem) -> set[int]:
    """Return the accounts that still have to answer about an item."""
    query = select(KinMatch.account_id).where(KinMatch.item_id == item.id, KinMatch.state == "proposed")
    return set(current_session().scalars(query))


def items_waiting_for(account_id: int) -> Select[int]:
    """Return a query of the items about which a member still has to answer, and so does not vote yet."""
    return select(KinMatch.item_id).where(KinMatch.account_id == account_id, KinMatch.state == "proposed")


def count_asked(account_id: int, session_id: int) -> int:
    """Count what a member still has to answer about the undecided items of a session."""
    query = (
        select(func.count(KinMatch.id))
        .join(AgendaItem)
        .where(
            KinMatch.account_id == account_id,
            KinMatch.state == "proposed",
            AgendaItem.session_id == session_id,
            AgendaItem.state.in_(UNDECIDED),
        )
    )
    return current_session().scalar(query) or 0


def require_answered(item: AgendaItem, member: SessionMember) -> None:
    """Raise Refused where a member votes on an item before they have answered about it."""
    if member.account_id in asked_about(item):
        raise Refused(
            "Nội dung này có người trùng tên với người thân bạn đã khai. Trả lời ở trang Khai báo hồi tị rồi bỏ phiếu."
        )


def _pairs(dossier_ids: Collection[int], accounts: Collection[int], day: date) -> list[tuple[DeclaredKin, Nomination]]:
    query = (
        select(DeclaredKin, Nomination)
        .join(Nomination, Nomination.search_key == DeclaredKin.search_key)
        .where(
            Nomination.dossier_id.in_(dossier_ids),
            Nomination.outcome != "withdrawn",
            DeclaredKin.account_id.in_(accounts),
            DeclaredKin.from_on <= day,
            or_(DeclaredKin.until_on.is_(None), DeclaredKin.until_on >= day),
        )
        .order_by(DeclaredKin.id, Nomination.id)
    )
    return [(kin, line) for kin, line in current_session().execute(query)]


def _out_of(held: CouncilSession) -> set[tuple[int, int]]:
    query = (
        select(AgendaItem.dossier_id, SessionMember.account_id)
        .join(Recusal, Recusal.item_id == AgendaItem.id)
        .join(SessionMember, SessionMember.id == Recusal.member_id)
        .where(AgendaItem.session_id == held.id)
    )
    return {(dossier_id, account_id) for dossier_id, account_id in current_session().execute(query)}


def _tell(held: CouncilSession, asked: set[int], at: datetime) -> None:
    outbox.announce(
        asked,
        kind="kin.match_proposed",
        subject="Cần trả lời: có người trùng tên với người thân bạn đã khai",
        body=f"{held.title}, ngày {held.held_on:%d/%m/%Y}.",
        url="/khai-bao-hoi-ti",
        at=at,
    )
    outbox.announce(
        {held.created_by_id} - asked if asked else set(),
        kind="kin.match_proposed",
        subject="Có thành viên cần trả lời về hồi tị",
        body=held.title,
        url=f"/phien-hop/{held.id}/chuan-bi",
        at=at,
    )
