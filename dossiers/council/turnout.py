"""Who may vote on an item, and who has: never what."""

from __future__ import annotations

from sqlalchemy import func, select

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


def has_voted(item: AgendaItem, member: SessionMember) -> bool:
    """Whether a member's vote on the item's present ballots (or, once counted, on any) is in."""
    asked = open_ballots(item) or item.ballots
    query = select(func.count()).where(
        Turnout.member_id == member.id, Turnout.ballot_id.in_([ballot.id for ballot in asked])
    )
    return bool(current_session().scalar(query))


def is_on_any_ballot(member: SessionMember) -> bool:
    """Whether a member voted on anything in their session."""
    return bool(current_session().scalar(select(func.count()).where(Turnout.member_id == member.id)))


def voted(item: AgendaItem) -> set[int]:
    """Return the members whose vote on the item's present round is in."""
    asked = open_ballots(item) or item.ballots
    query = select(Turnout.member_id).where(Turnout.ballot_id.in_([ballot.id for ballot in asked]))
    return set(current_session().scalars(query))


def on_paper(item: AgendaItem) -> set[int]:
    """Return the members who handed in a paper slip in the item's present round."""
    query = select(Turnout.member_id).where(
        Turnout.ballot_id.in_([ballot.id for ballot in open_ballots(item)]), Turnout.is_paper
    )
    return set(current_session().scalars(query))
