"""The open lines of a session for one member: what a list vote asks, in one query however many lines there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers.council import kinship, manner
from dossiers.db import current_session
from dossiers.models import AgendaItem, Ballot, CouncilSession, Dossier, Nomination, Recusal, SessionMember, Turnout


@dataclass(frozen=True)
class AwardGroup:
    """The lines for one award, in the order of the agenda."""

    code: str
    award: str
    ballots: list[Ballot]


def open_to(held: CouncilSession, member: SessionMember) -> list[Ballot]:
    """Return every open ballot of a session on which a member may vote or has voted, in the order of the agenda.

    What the member is recused from, by record or as a nominee, is not among them, nor what waits for their answer
    about kin.
    """
    recused = select(Recusal.item_id).where(Recusal.member_id == member.id)
    own = select(Nomination.dossier_id).where(
        Nomination.account_id == member.account_id, Nomination.outcome != "withdrawn"
    )
    query = (
        select(Ballot)
        .join(AgendaItem, AgendaItem.id == Ballot.item_id)
        .join(Nomination, Nomination.id == Ballot.nomination_id)
        .where(
            AgendaItem.session_id == held.id,
            AgendaItem.state == "open",
            Ballot.closed_at.is_(None),
            AgendaItem.id.not_in(recused),
            AgendaItem.dossier_id.not_in(own),
            AgendaItem.id.not_in(kinship.items_waiting_for(member.account_id)),
        )
        .options(
            joinedload(Ballot.nomination),
            joinedload(Ballot.item).joinedload(AgendaItem.dossier).joinedload(Dossier.unit),
        )
        .order_by(AgendaItem.position, AgendaItem.id, Nomination.position, Ballot.id)
    )
    return list(current_session().scalars(query))


def waiting_for(held: CouncilSession, member: SessionMember | None) -> list[Ballot]:
    """Return the open ballots on which a member may vote and has not; none for the absent and for who is no member."""
    if member is None or member.presence == "absent":
        return []
    asked = open_to(held, member)
    ids = [ballot.id for ballot in asked]
    query = select(Turnout.ballot_id).where(Turnout.member_id == member.id, Turnout.ballot_id.in_(ids))
    done = set(current_session().scalars(query))
    return [ballot for ballot in asked if ballot.id not in done]


def named(ballot_ids: Iterable[int]) -> list[Ballot]:
    """Return ballots by their ids with what they are about, in the order of the agenda."""
    query = (
        select(Ballot)
        .join(AgendaItem, AgendaItem.id == Ballot.item_id)
        .join(Nomination, Nomination.id == Ballot.nomination_id)
        .where(Ballot.id.in_(list(ballot_ids)))
        .options(joinedload(Ballot.nomination))
        .order_by(AgendaItem.position, AgendaItem.id, Nomination.position, Ballot.id)
    )
    return list(current_session().scalars(query))


def by_award(ballots: Iterable[Ballot]) -> list[AwardGroup]:
    """Group ballots by award, in the order in which the awards first come on the agenda."""
    found = list(ballots)
    first = {code: place for place, code in reversed(list(enumerate(ballot.award_code for ballot in found)))}
    ordered = sorted(found, key=lambda ballot: first[ballot.award_code])
    return [
        AwardGroup(code, manner.award_name(code), list(group))
        for code, group in groupby(ordered, key=lambda ballot: ballot.award_code)
    ]
