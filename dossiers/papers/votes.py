"""A ballot as a line of minutes: its count, what came of it, and its place where a quota leaves too few."""

from __future__ import annotations

from dossiers.documents.council import VotedItem
from dossiers.models import Ballot
from dossiers.papers.letterhead import award_name

SHARES = {"9/10": "Ít nhất 90%", "4/5": "Ít nhất 80%", "2/3": "Ít nhất 2/3", "1/2": "Quá nửa"}


def voted(ballot: Ballot) -> VotedItem:
    """Return a ballot as a line of minutes."""
    percent = f"{100 * ballot.yes / ballot.roster:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    return VotedItem(
        name=ballot.nomination.label,
        unit=post_and_unit(ballot),
        award=award_name(ballot.award_code) + (f" (bỏ phiếu lần {ballot.round})" if ballot.round > 1 else ""),
        yes=ballot.yes,
        no=ballot.no,
        abstain=ballot.abstain,
        share=f"{ballot.yes}/{ballot.roster} ({percent}%)",
        threshold=SHARES.get(ballot.share, ballot.share),
        passed=bool(ballot.is_passed),
        discussion=ballot.item.discussion,
        conclusion=_outcome(ballot).rstrip("."),  # the paper ends the sentence
        ranking=_ranking(ballot),
    )


def _outcome(ballot: Ballot) -> str:
    """Return what came of a ballot: a later one on the same line holds, and a quota may leave no place."""
    again = [each for each in ballot.item.ballots if each.nomination_id == ballot.nomination_id and each.id > ballot.id]
    if any(each.award_code == ballot.award_code for each in again):
        return f"Bỏ phiếu lại theo yêu cầu của người chủ trì: {again[0].ordered_because}"
    if ballot.is_passed and not again and ballot.nomination.outcome == "not_passed":
        return ballot.nomination.outcome_reason
    return "Nhất trí đề nghị khen thưởng" if ballot.is_passed else ballot.reason


def post_and_unit(ballot: Ballot) -> str:
    """Return the post and the unit of whom a ballot is about."""
    return ", ".join(filter(None, (ballot.nomination.post, ballot.nomination.workplace)))


def _ranking(ballot: Ballot) -> str:
    """Say which place a ballot has among those that passed, and whether the item's quota reached so far.

    Only a last ballot for the award that the item is about is ranked (dossiers.council.quotas); a tie shares a place.
    """
    item = ballot.item
    if item.quota is None or not ballot.is_passed or ballot.award_code != item.dossier.award_code:
        return ""
    last = {each.nomination_id: each for each in sorted(item.ballots, key=lambda each: each.id)}
    ranked = [each for each in last.values() if each.is_passed and each.award_code == ballot.award_code]
    if ballot not in ranked:
        return ""
    place = 1 + sum(each.yes > ballot.yes for each in ranked)
    within = "vượt" if ballot.nomination.outcome == "not_passed" else "trong"
    return f"thứ {place}/{len(ranked)} ({ballot.yes} phiếu), {within} chỉ tiêu {item.quota}"
