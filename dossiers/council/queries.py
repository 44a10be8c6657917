"""What the pages of sessions show: never more of an item than the reader may know, nothing at all to the recused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from dossiers import subjects
from dossiers.council import agenda, kinship, manner, recusals, roster, turnout
from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    Appraisal,
    Council,
    CouncilSession,
    Document,
    Dossier,
    Nomination,
    SessionMember,
    Unit,
)
from dossiers.models.appraisal import PROPOSALS
from workflow.permissions import Action, Actor, Subject, decide
from workflow.roles import Role

SESSION_STATES = {"preparing": "Đang chuẩn bị", "open": "Đang họp", "closed": "Đã kết thúc"}
ROUND_STATES = {"preparing": "Đang chuẩn bị gửi", "open": "Đang lấy ý kiến", "closed": "Đã kết thúc"}
SESSION_COLOURS = {"preparing": "grey", "open": "blue", "closed": "green"}
ITEM_STATES = {"waiting": "Chưa xét", "open": "Đang xét", "closed": "Đã kết luận", "deferred": "Hoãn"}
ITEM_COLOURS = {"waiting": "grey", "open": "blue", "closed": "green", "deferred": "orange"}


@dataclass(frozen=True)
class AgendaLine:
    """An item as one reader sees it: `entitled` may vote, `voted` have; `has_voted` is about the reader."""

    item: AgendaItem
    award: str
    nominations: int
    entitled: int
    voted: int
    is_voter: bool
    has_voted: bool
    is_counted: bool
    leader: SessionMember | None
    is_led_by_me: bool

    @property
    def waits_for_vote(self) -> bool:
        """Whether the reader should vote now."""
        return self.item.state == "open" and self.is_voter and not self.has_voted and not self.is_counted


@dataclass(frozen=True)
class SessionView:
    """A session as one reader sees it; `hidden` counts the items from which the reader is recused."""

    held: CouncilSession
    subject: Subject
    lines: list[AgendaLine]
    hidden: int
    papers: list[Document]
    me: SessionMember | None
    kin_asked: int = 0

    @property
    def present(self) -> int:
        """How many members are there."""
        return sum(member.presence == "present" for member in self.held.members)

    @property
    def written(self) -> int:
        """How many give their opinion in writing."""
        return sum(member.presence == "written" for member in self.held.members)

    @property
    def tellers(self) -> list[SessionMember]:
        """Who counts the paper slips."""
        return [member for member in self.held.members if member.is_teller]

    @property
    def is_decided(self) -> bool:
        """Whether every item that the reader sees is closed or deferred."""
        return all(line.item.state in ("closed", "deferred") for line in self.lines)


def sessions_for(actor: Actor) -> list[CouncilSession]:
    """Return the sessions that a person may see, the newest day first."""
    units = actor.units_as((Role.COUNCIL_SECRETARY, Role.AUDITOR))
    presided = actor.units_as((Role.COUNCIL_CHAIR,))
    sat_in = select(SessionMember.session_id).where(SessionMember.account_id == actor.id)
    query = (
        select(CouncilSession)
        .join(Council)
        .join(Unit)
        .where(or_(Unit.id.in_(units | presided), Unit.standing_body_id.in_(units), CouncilSession.id.in_(sat_in)))
        .options(joinedload(CouncilSession.council), selectinload(CouncilSession.members))
        .order_by(CouncilSession.held_on.desc(), CouncilSession.id.desc())
    )
    return list(current_session().scalars(query))


def councils_of(actor: Actor, roles: Iterable[Role] = (Role.COUNCIL_SECRETARY,)) -> list[Council]:
    """Return the councils whose sessions a person may prepare, by name."""
    units = actor.units_as(roles)
    query = select(Council).join(Unit).where(or_(Unit.id.in_(units), Unit.standing_body_id.in_(units)))
    return list(current_session().scalars(query.order_by(Council.name, Council.id)))


def session_view(held: CouncilSession, actor: Actor) -> SessionView:
    """Return a session as `actor` may see it."""
    subject = subjects.of_session(held)
    is_ready = bool(held.members) or decide(actor, Action.SESSION_PREPARE, subject).is_allowed
    items = roster.whole_items_of(held) if is_ready else []
    shut_out = _recused_from(held, items, actor)
    seen = [item for item in items if item.id not in shut_out]
    me = member_of(held, actor)
    papers = [] if shut_out else papers_of(held)
    voted = turnout.voted_in(held.id) if seen else {}
    lines = [_line(item, me, voted.get(item.id, set())) for item in seen]
    return SessionView(held, subject, lines, len(shut_out), papers, me, kinship.count_asked(actor.id, held.id))


def member_of(held: CouncilSession, actor: Actor) -> SessionMember | None:
    """Return the seat of a person on a session's roster, if they have one."""
    return next((member for member in held.members if member.account_id == actor.id), None)


def _recused_from(held: CouncilSession, items: list[AgendaItem], actor: Actor) -> set[int]:
    """Return the items in which a person takes no part, by record or (before the roster is copied) by the data."""
    found = {item.id for item in items if any(each.member.account_id == actor.id for each in item.recusals)}
    if not held.members:
        grounds = recusals.conflicts_among([item.dossier for item in items], {actor.id}, held.held_on)
        found |= {item.id for item in items if grounds[item.dossier_id]}
    return found


def line(item: AgendaItem, me: SessionMember | None) -> AgendaLine:
    """Return an item as a line of the agenda, for the member `me` or for somebody who does not vote."""
    return _line(item, me, turnout.voted(item))


def _line(item: AgendaItem, me: SessionMember | None, voted: set[int]) -> AgendaLine:
    entitled = turnout.voters(item)
    leader = item.session.presiding([recusal.member.account_id for recusal in item.recusals])
    return AgendaLine(
        item=item,
        award=manner.award_name(item.dossier.award_code),
        nominations=len(nominations_of(item)),
        entitled=len(entitled),
        voted=len(voted),
        is_voter=me in entitled,
        has_voted=me is not None and me.id in voted,
        is_counted=bool(item.ballots) and not turnout.open_ballots(item),
        leader=leader,
        is_led_by_me=me is not None and leader is me,
    )


def candidates(held: CouncilSession, actor: Actor, award: str = "") -> tuple[list[Dossier], int]:
    """Return the dossiers that `actor` may put on the agenda, and how many others they are recused from."""
    waiting = agenda.waiting_dossiers(held)
    grounds = recusals.conflicts_among(waiting, {actor.id}, held.held_on)
    free = [dossier for dossier in waiting if not grounds[dossier.id]]
    return [dossier for dossier in free if award in ("", dossier.award_code)], len(waiting) - len(free)


def papers_of(held: CouncilSession) -> list[Document]:
    """Return the session's papers, oldest first."""
    query = select(Document).where(Document.session_id == held.id).order_by(Document.id)
    return list(current_session().scalars(query))


def next_vote(item: AgendaItem, actor: Actor) -> AgendaItem | None:
    """Return the next open item of the same session on which the person still has to vote."""
    view = session_view(item.session, actor)
    return next((each.item for each in view.lines if each.waits_for_vote and each.item is not item), None)


def nominations_of(item: AgendaItem) -> list[Nomination]:
    """Return the lines of an item: those that were voted, or before the vote all that still go on."""
    voted = {ballot.nomination_id for ballot in item.ballots}
    return [
        nomination
        for nomination in item.dossier.nominations
        if nomination.id in voted or nomination.outcome in ("pending", "passed")
    ]


def opinions_of(dossier: Dossier) -> dict[int, str]:
    """Return what the appraiser says of each nomination, the newest opinion of each, in one sentence."""
    ids = [nomination.id for nomination in dossier.nominations]
    query = select(Appraisal).where(Appraisal.nomination_id.in_(ids)).order_by(Appraisal.id)
    return {
        each.nomination_id: ". ".join(filter(None, (PROPOSALS[each.proposal], each.opinion)))
        for each in current_session().scalars(query)
    }
