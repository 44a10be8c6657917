"""Who may vote on an item, and who has: never what."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import case, func, select

from dossiers.db import current_session
from dossiers.models import AgendaItem, Ballot, SessionMember, Turnout


def voters(item: AgendaItem) -> list[SessionMember]:
    """Return the members who may vote on an item: there or in writing, and not recused."""
    recused = {recusal.member_id for recusal in item.recusals}
    return [each for each in item.session.members if each.presence != "absent" and each.id not in recused]


def open_ballots(item: AgendaItem) -> list[Ballot]:
    """Return the item's ballots that are not counted yet, in the order of the list."""
    ballots = [ballot for ballot in item.ballots if ballot.closed_at is None]
    return sorted(ballots, key=lambda ballot: (ballot.nomination.position, ballot.id))


def remaining(item: AgendaItem, member: SessionMember | None) -> list[Ballot]:
    """Return the item's open ballots on which a member has not voted yet, in the order of the list."""
    asked = open_ballots(item)
    done = voted_on(member, [ballot.id for ballot in asked]) if member else set()
    return [ballot for ballot in asked if ballot.id not in done]


def voted_on(member: SessionMember, ballot_ids: Collection[int]) -> set[int]:
    """Return those of some ballots on which a member's vote is in."""
    query = select(Turnout.ballot_id).where(Turnout.member_id == member.id, Turnout.ballot_id.in_(ballot_ids))
    return set(current_session().scalars(query))


def has_voted(item: AgendaItem, member: SessionMember) -> bool:
    """Whether a member's vote on all of the item's present ballots (or, once counted, on any) is in."""
    if asked := open_ballots(item):
        return len(voted_on(member, [ballot.id for ballot in asked])) == len(asked)
    return has_begun(item, member)


def has_begun(item: AgendaItem, member: SessionMember) -> bool:
    """Whether a member voted on any ballot of an item, of whichever round."""
    return bool(voted_on(member, [ballot.id for ballot in item.ballots]))


def is_on_any_ballot(member: SessionMember) -> bool:
    """Whether a member voted on anything in their session."""
    return bool(current_session().scalar(select(func.count()).where(Turnout.member_id == member.id)))


def voted(item: AgendaItem) -> set[int]:
    """Return the members whose vote on all ballots of the item's present round is in."""
    asked = open_ballots(item)
    wanted = len(asked)
    if not asked:
        asked, wanted = item.ballots, 1
    query = (
        select(Turnout.member_id)
        .where(Turnout.ballot_id.in_([ballot.id for ballot in asked]))
        .group_by(Turnout.member_id)
        .having(func.count() >= wanted)
    )
    return set(current_session().scalars(query))


def voted_in(held_id: int) -> dict[int, set[int]]:
    """Return for each item of a session what `voted` says of it, in two statements for all."""
    session = current_session()
    still_open = Ballot.closed_at.is_(None)
    asked = dict(
        session.execute(
            select(Ballot.item_id, func.count())
            .join(AgendaItem)
            .where(AgendaItem.session_id == held_id, still_open)
            .group_by(Ballot.item_id)
        ).all()
    )
    query = (
        select(Ballot.item_id, Turnout.member_id, func.sum(case((still_open, 1), else_=0)))
        .join(Turnout, Turnout.ballot_id == Ballot.id)
        .join(AgendaItem)
        .where(AgendaItem.session_id == held_id)
        .group_by(Ballot.item_id, Turnout.member_id)
    )
    found: dict[int, set[int]] = {}
    for item_id, member_id, done in session.execute(query):
        if done >= asked.get(item_id, 0):
            found.setdefault(item_id, set()).add(member_id)
    return found


def on_paper(item: AgendaItem) -> set[int]:
    """Return the members who handed in a paper slip in the item's present round."""
    return _members(open_ballots(item), is_paper=True)


def on_devices(item: AgendaItem) -> set[int]:
    """Return the members who voted on a device on any ballot of the item's present round."""
    return _members(open_ballots(item), is_paper=False)


def _members(ballots: Iterable[Ballot], *, is_paper: bool) -> set[int]:
    query = select(Turnout.member_id).where(
        Turnout.ballot_id.in_([ballot.id for ballot in ballots]), Turnout.is_paper.is_(is_paper)
    )
    return set(current_session().scalars(query))
