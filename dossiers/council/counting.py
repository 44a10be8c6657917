"""Counting a ballot: what was cast and what the tellers counted, judged by the law of the session's day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, insert, select

from dossiers.council import manner, paper, quotas, sealing, turnout
from dossiers.council.paper import Slips
from dossiers.council.sealing import Mark
from dossiers.db import current_session
from dossiers.models import AgendaItem, Ballot, OpenVote, Turnout, VoteSlip


def count(item: AgendaItem, at: datetime) -> None:
    """Open the sealed votes of an item's open ballots, count each and set its nomination's outcome, within the quota.

    Inside the caller's unit of work.  Raises Refused while the tellers' counts of paper slips do not agree.
    """
    ballots = turnout.open_ballots(item)
    _publish(sealing.open_all(item))
    cast, voters, on_paper = _cast(ballots), _voters(ballots), paper.with_slips(ballots)
    for ballot in ballots:
        slips = paper.agreed(ballot) if ballot.id in on_paper else Slips()
        _count(ballot, cast[ballot.id], slips, voters[ballot.id], at)
    quotas.apply(item, ballots)
    current_session().flush()


def _publish(marks: Iterable[Mark]) -> None:
    """Write the slips of all voters at once, in the order of their random names."""
    rows = [{"id": mark.name, "ballot_id": mark.ballot_id, "choice": mark.choice} for mark in marks]
    if rows:
        current_session().execute(insert(VoteSlip), rows)


def _count(ballot: Ballot, cast: Counter[str], slips: Slips, voters: int, at: datetime) -> None:
    ballot.roster, ballot.present, ballot.written = manner.attendance(ballot.item.session)
    ballot.yes = cast["yes"] + slips.yes
    ballot.no = cast["no"] + slips.no
    ballot.abstain = cast["abstain"] + slips.abstain
    ballot.invalid = slips.invalid
    _prove_whole(ballot, voters)
    result = manner.judge(ballot)
    share = result.threshold.share
    ballot.needed, ballot.share = result.votes_needed, f"{share.numerator}/{share.denominator}"
    ballot.is_passed, ballot.reason = result.is_passed, result.reason
    ballot.citation, ballot.closed_at = result.threshold.citation, at
    ballot.nomination.outcome = "passed" if result.is_passed else "not_passed"
    ballot.nomination.outcome_reason = "" if result.is_passed else result.reason


def _cast(ballots: Iterable[Ballot]) -> dict[int, Counter[str]]:
    """Return what was cast on each of some ballots, openly or on slips, by choice: two statements for all."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    secret, signed = (
        [each.id for each in ballots if each.is_secret],
        [each.id for each in ballots if not each.is_secret],
    )
    for table, ids in ((VoteSlip, secret), (OpenVote, signed)):
        query = select(table.ballot_id, table.choice, func.count()).where(table.ballot_id.in_(ids))
        for ballot_id, choice, count in current_session().execute(query.group_by(table.ballot_id, table.choice)):
            found[ballot_id][choice] = count
    return found


def _voters(ballots: Iterable[Ballot]) -> Counter[int]:
    query = select(Turnout.ballot_id, func.count()).where(Turnout.ballot_id.in_([each.id for each in ballots]))
    found = current_session().execute(query.group_by(Turnout.ballot_id))
    return Counter({ballot_id: count for ballot_id, count in found})


def _prove_whole(ballot: Ballot, voters: int) -> None:
    """Stop where votes and voters differ: a vote lost or added is never counted away."""
    votes = ballot.yes + ballot.no + ballot.abstain + ballot.invalid
    if votes != voters:
        raise AssertionError(f"ballot {ballot.id}: {votes} votes from {voters} voters")
