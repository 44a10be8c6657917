"""What the permissions must know of a dossier or a session, loaded for the routes and the services."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    Council,
    CouncilSession,
    Decision,
    Document,
    Dossier,
    Job,
    Nomination,
    Objection,
    PrintRun,
    PublicNotice,
    Recusal,
    SessionMember,
    SignedCopy,
    Stock,
    Unit,
)
from workflow.errors import Missing
from workflow.permissions import Subject

T = TypeVar("T")

# Papers of the appraising side among themselves: the unit learns the outcome and its reason, not the opinions.
INTERNAL_PAPERS = frozenset({"bao_cao_tham_dinh", "cong_van_lay_y_kien", "to_trinh_quyet_dinh"})
# It repeats the words of those who objected, by which the unit they wrote about may recognise them.
NOTICE_REPORT = "bao_cao_ket_qua_cong_khai"


def find_dossier(dossier_id: int) -> Dossier:
    """Return a dossier; raises Missing."""
    return _found(current_session().get(Dossier, dossier_id), "hồ sơ")


def find_session(session_id: int) -> CouncilSession:
    """Return a council session; raises Missing."""
    return _found(current_session().get(CouncilSession, session_id), "phiên họp")


def find_item(item_id: int) -> AgendaItem:
    """Return an agenda item; raises Missing."""
    return _found(current_session().get(AgendaItem, item_id), "nội dung họp")


def find_council(council_id: int) -> Council:
    """Return a council; raises Missing."""
    return _found(current_session().get(Council, council_id), "Hội đồng")


def of_dossier(dossier: Dossier) -> Subject:
    """Return the subject of a dossier, with the roster of the sessions that have it on their agenda."""
    session = current_session()
    whole = (dossier.id, dossier.split_from_id)  # who recused from the dossier also recused from what was split off
    council = session.scalars(
        select(SessionMember.account_id)
        .join(AgendaItem, AgendaItem.session_id == SessionMember.session_id)
        .where(AgendaItem.dossier_id.in_(whole))
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
        .where(AgendaItem.dossier_id.in_(whole))
    )
    return Subject(
        submitting_units=frozenset({dossier.unit_id}),
        deciding_units=deciding_units(dossier.decider_unit),
        head_units=frozenset({dossier.decider_unit_id}),
        is_draft=dossier.state == "draft",
        drafted_by=dossier.created_by_id,
        appraised_by=dossier.appraiser_id,
        nominees=frozenset(account_id for account_id in nominees if account_id),
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
        head_units=frozenset({held.council.unit_id}),
        council=frozenset(member.account_id for member in held.members),
        leaders=_presiding(held, frozenset()),
        tellers=frozenset(member.account_id for member in held.members if member.is_teller),
    )


def of_item(item: AgendaItem) -> Subject:
    """Return the subject of an agenda item: its dossier, before the roster of the item's own session."""
    recused = frozenset(recusal.member.account_id for recusal in item.recusals)
    held = of_session(item.session)
    return replace(
        of_dossier(item.dossier),
        council=held.council,
        recused=recused,
        leaders=_presiding(item.session, recused),
        tellers=held.tellers,
    )


def of_item_to_lead(item: AgendaItem) -> Subject:
    """Return what leading an item asks of its subject, without a query for each of many items."""
    recused = frozenset(recusal.member.account_id for recusal in item.recusals)
    return replace(of_session(item.session), recused=recused, leaders=_presiding(item.session, recused))


def of_council(council: Council) -> Subject:
    """Return the subject of a council's own affairs: its roster, its sessions to come."""
    return Subject(deciding_units=deciding_units(council.unit), head_units=frozenset({council.unit_id}))


def _presiding(held: CouncilSession, recused: frozenset[int]) -> frozenset[int]:
    leader = held.presiding(recused)
    return frozenset({leader.account_id} if leader else ())


def dossier(dossier_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a dossier."""
    return of_dossier(find_dossier(dossier_id))


def session(session_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a council session."""
    return of_session(find_session(session_id))


def led_session(session_id: int, **_more: object) -> Subject:
    """Load the subject of a route on which whoever presides over some item of a session handles what is theirs."""
    held = find_session(session_id)
    query = select(AgendaItem).where(AgendaItem.session_id == held.id).options(selectinload(AgendaItem.recusals))
    leaders = [of_item_to_lead(each).leaders for each in current_session().scalars(query)]
    subject = of_session(held)
    return replace(subject, leaders=subject.leaders.union(*leaders))


def item(item_id: int, **_more: object) -> Subject:
    """Load the subject of a route about an agenda item: the dossier's, within the item's own session."""
    return of_item(find_item(item_id))


def council(council_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a council."""
    return of_council(find_council(council_id))


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
    return of_document(_found(current_session().get(Document, document_id), "văn bản"))


def of_document(found: Document) -> Subject:
    """Return the subject of a generated document: its dossier's, or its session's."""
    if found.dossier_id is not None:
        subject = of_dossier(find_dossier(found.dossier_id))
        return replace(subject, submitting_units=frozenset()) if is_internal(found.kind, subject) else subject
    return of_session_paper(find_session(found.session_id or 0))


def is_internal(kind: str, subject: Subject) -> bool:
    """Whether a kind of paper of a dossier is kept from the submitting side; where a unit decides itself, its report
    of the notice is its own.
    """
    if kind == NOTICE_REPORT:
        return not subject.submitting_units & subject.deciding_units
    return kind in INTERNAL_PAPERS


def signed_copy(signed_copy_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a signed copy: that of the decision's dossier."""
    found = _found(current_session().get(SignedCopy, signed_copy_id), "bản ký số")
    return of_dossier(found.package.decision.dossier)


def print_run(run_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a print run: that of the decision's dossier."""
    return of_dossier(_found(current_session().get(PrintRun, run_id), "đợt in").decision.dossier)


def job(job_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a job: that of the dossier that it works for."""
    found = _found(current_session().get(Job, job_id), "việc")
    return of_dossier(find_dossier(found.dossier_id or 0))


def stock(stock_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a unit's stock."""
    return of_stock_at(_found(current_session().get(Stock, stock_id), "loại phôi").unit)


def of_stock_at(unit: Unit) -> Subject:
    """Return the subject of the stock that a unit keeps: the unit's and its standing body's roles count."""
    return Subject(deciding_units=deciding_units(unit), head_units=frozenset({unit.id}))


def register(**_more: object) -> Subject:
    """Load the subject of the register of awards: the province keeps it, and its standing body."""
    provinces = current_session().scalars(select(Unit).where(Unit.kind == "province", Unit.is_active))
    keepers: frozenset[int] = frozenset()
    return Subject(deciding_units=keepers.union(*(deciding_units(unit) for unit in provinces)))


def of_session_paper(held: CouncilSession) -> Subject:
    """Return the subject of a session's papers: they tell of every item, so whoever is recused from one reads none."""
    recused = current_session().scalars(
        select(SessionMember.account_id)
        .join(Recusal, Recusal.member_id == SessionMember.id)
        .where(SessionMember.session_id == held.id)
    )
    return replace(of_session(held), recused=frozenset(recused))


def session_paper(session_id: int, **_more: object) -> Subject:
    """Load the subject of a route about what tells of a whole session: its exports, its corrections."""
    return of_session_paper(find_session(session_id))


def _found(thing: T | None, what: str) -> T:
    if thing is None:
        raise Missing(f"Không tìm thấy {what} này.")
    return thing
