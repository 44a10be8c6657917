"""The result of an item once its ballots are counted: totals, and the votes by name or by the codes of the slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from dossiers.council import ballots, manner
from dossiers.db import current_session
from dossiers.models import AgendaItem, Ballot, OpenVote, PaperOpinion, VoteSlip


@dataclass(frozen=True)
class Vote:
    """One counted vote: `who` is a member's name on an open ballot, a slip's code on a secret one."""

    who: str
    choice: str


@dataclass(frozen=True)
class BallotResult:
    """A counted ballot with all that makes it up; paper slips are in the totals only."""

    ballot: Ballot
    award: str
    votes: list[Vote]
    paper: int
    is_newest: bool = True


@dataclass(frozen=True)
class Totals:
    """What became of the lines of some items; `lowered` are those passed for a lesser award than was asked."""

    passed: int
    lowered: int
    not_passed: int
    deferred: int


def totals(items: Iterable[AgendaItem]) -> Totals:
    """Count the outcomes of all lines that were voted, and of those whose item is deferred."""
    outcomes: Counter[str] = Counter()
    for item in items:
        voted = {ballot.nomination_id for ballot in item.ballots}
        for line in item.dossier.nominations:
            if item.state == "deferred":
                outcomes["deferred"] += line.outcome == "pending"
            elif line.id in voted:
                outcomes[line.outcome] += 1
                outcomes["lowered"] += line.outcome == "passed" and line.award_code != item.dossier.award_code
    return Totals(outcomes["passed"], outcomes["lowered"], outcomes["not_passed"], outcomes["deferred"])


def counted(item: AgendaItem) -> list[BallotResult]:
    """Return the counted ballots of an item in the order of its list, a second vote after the first."""
    closed = [ballot for ballot in item.ballots if ballot.closed_at is not None]
    newest = {ballot.nomination_id: ballot.id for ballot in sorted(item.ballots, key=lambda each: each.id)}
    return [
        replace(_result(each), is_newest=newest[each.nomination_id] == each.id)
        for each in sorted(closed, key=lambda each: (each.nomination.position, each.id))
    ]


def _result(ballot: Ballot) -> BallotResult:
    votes = _slips(ballot) if ballot.is_secret else _signed(ballot)
    total = ballot.yes + ballot.no + ballot.abstain + ballot.invalid
    return BallotResult(ballot, manner.award_name(ballot.award_code), votes, total - len(votes))


def _slips(ballot: Ballot) -> list[Vote]:
    query = select(VoteSlip).where(VoteSlip.ballot_id == ballot.id).order_by(VoteSlip.id)
    return [Vote(ballots.code_of(slip.id), slip.choice) for slip in current_session().scalars(query)]


def _signed(ballot: Ballot) -> list[Vote]:
    session = current_session()
    found = session.scalars(select(OpenVote).where(OpenVote.ballot_id == ballot.id)).all()
    on_paper = set(session.scalars(select(PaperOpinion.member_id).where(PaperOpinion.item_id == ballot.item_id)))
    return [
        Vote(vote.member.account.full_name + (" (ý kiến trên giấy)" if vote.member_id in on_paper else ""), vote.choice)
        for vote in sorted(found, key=_protocol)
    ]


def _protocol(vote: OpenVote) -> int:
    return vote.member.position
