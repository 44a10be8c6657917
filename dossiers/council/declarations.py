"""A member's own declarations: made once, ended, and the answers about nominations that bear a declared name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers import journal
from dossiers.access import permit
from dossiers.council import kinship
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, Council, CouncilSession, DeclaredKin, KinMatch
from dossiers.models.kin import RELATIONS
from dossiers.web.text import fold
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


@dataclass(frozen=True, kw_only=True)
class Kin:
    """Who is declared: `relation` is a key of RELATIONS, an interest among them."""

    relation: str
    name: str
    birth_year: int | None = None
    workplace: str = ""
    from_on: date
    until_on: date | None = None


def declare(*, actor: Actor, kin: Kin, at: datetime) -> int:
    """Declare a relative or an interest of one's own; it also counts for the sessions under way.  Returns its id.

    The journal says that something was declared, not who.  Raises NotAllowed, Invalid (fields as in Kin).
    """
    with unit_of_work() as session:
        permit(actor, Action.KIN_DECLARE)
        _check(kin)
        made = DeclaredKin(account_id=actor.id, search_key=fold(kin.name), declared_at=at, **vars(kin))
        session.add(made)
        journal.record("kin.declared", made, actor=actor, at=at)
        for held in _under_way(actor):
            kinship.recuse_declared(held, actor.id, at)
            kinship.propose(held, at, only=actor.id)
        return made.id


def end(*, actor: Actor, kin_id: int, until_on: date | None, at: datetime) -> None:
    """End a declaration of one's own with its last day; recusals that followed from it stay.

    Raises NotAllowed, Refused (not one's own), Invalid (field "until_on").
    """
    with unit_of_work():
        permit(actor, Action.KIN_DECLARE)
        found = _own(actor, kin_id)
        if until_on is None or until_on < found.from_on:
            raise Invalid({"until_on": f"Ghi ngày cuối, từ {found.from_on:%d/%m/%Y}."})
        found.until_on = until_on
        journal.record("kin.ended", found, actor=actor, at=at)


def answer(*, actor: Actor, match_id: int, is_same: bool, at: datetime) -> None:
    """Say whether a nominee is the declared person: if so the member is recused, else they vote like the others.

    Raises NotAllowed, Refused (not asked of them, answered already, or the member has voted on the item).
    """
    with unit_of_work():
        permit(actor, Action.KIN_DECLARE)
        match = current_session().get(KinMatch, match_id)
        if match is None or match.account_id != actor.id or match.state != "proposed":
            raise Refused("Câu hỏi này không còn, hoặc bạn đã trả lời. Tải lại trang để xem.")
        match.state, match.answered_at = "same" if is_same else "other", at
        journal.record("kin.match_answered", match, actor=actor, at=at)
        member = next((each for each in match.item.session.members if each.account_id == actor.id), None)
        if is_same and member and match.item.state in kinship.UNDECIDED and not kinship.recuse(match.item, member, at):
            raise Refused("Bạn đã bỏ phiếu ở nội dung này. Báo người chủ trì để ghi biên bản.")


def own(actor: Actor) -> list[DeclaredKin]:
    """Return what a person declared, the newest first."""
    query = select(DeclaredKin).where(DeclaredKin.account_id == actor.id)
    return list(current_session().scalars(query.order_by(DeclaredKin.id.desc())))


def questions_to(actor: Actor) -> list[KinMatch]:
    """Return what a person still has to answer about undecided items."""
    query = (
        select(KinMatch)
        .join(AgendaItem)
        .where(KinMatch.account_id == actor.id, KinMatch.state == "proposed", AgendaItem.state.in_(kinship.UNDECIDED))
        .options(joinedload(KinMatch.kin), joinedload(KinMatch.nomination))
        .order_by(KinMatch.id)
    )
    return list(current_session().scalars(query))


def _own(actor: Actor, kin_id: int) -> DeclaredKin:
    found = current_session().get(DeclaredKin, kin_id)
    if found is None or found.account_id != actor.id:
        raise Refused("Khai báo này không phải của bạn hoặc không còn. Tải lại trang để xem.")
    return found


def _under_way(actor: Actor) -> list[CouncilSession]:
    """Return the sessions that are not closed and of whose roster the person is or will be."""
    query = select(CouncilSession).join(Council).where(CouncilSession.state != "closed").order_by(CouncilSession.id)
    return [
        held
        for held in current_session().scalars(query)
        if any(each.account_id == actor.id for each in held.members or held.council.roster_on(held.held_on))
    ]


def _check(kin: Kin) -> None:
    faults = {}
    if kin.relation not in RELATIONS:
        faults["relation"] = "Chọn quan hệ trong danh sách."
    if not fold(kin.name):
        faults["name"] = "Ghi họ và tên, hoặc tên tổ chức."
    if kin.until_on and kin.until_on < kin.from_on:
        faults["until_on"] = "Ngày cuối không trước ngày đầu."
    if faults:
        raise Invalid(faults)
