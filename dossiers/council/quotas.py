"""More lines of an item pass than its quota has places: ranked by yes votes, a tie as the council's rules say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from dossiers.db import current_session
from dossiers.models import AgendaItem, Ballot, OpenVote
from dossiers.rules import law
from workflow.errors import Refused
from workflow.ranking import Tie, rank

TIE_WORDS = {
    Tie.VOTE_AGAIN: "những người bằng phiếu được bỏ phiếu lại",
    Tie.CHAIR_DECIDES: "người có phiếu đồng ý của người chủ trì xếp trước; còn bằng hoặc bỏ phiếu kín thì bỏ phiếu lại",
    Tie.ADMIT_ALL: "những người bằng phiếu cùng được chọn",
    Tie.ADMIT_NONE: "những người bằng phiếu đều không được chọn",
}


def tie_rule(day: date) -> Tie:
    """Return what a tie on the last place means on `day`."""
    return Tie(law().parameter("council.quota_tie").on(day).value)


def apply(item: AgendaItem, counted: Iterable[Ballot]) -> None:
    """Take the outcome "passed" from those of the ballots just counted for whom the item's quota has no place."""
    if item.quota is None:
        return
    award = item.dossier.award_code
    ranked = {each.nomination_id: each for each in counted if each.is_passed and each.award_code == award}
    held = sum(
        nomination.outcome == "passed" and nomination.award_code == award and nomination.id not in ranked
        for nomination in item.dossier.nominations
    )
    places = max(item.quota - held, 0)
    votes = {nomination_id: ballot.yes for nomination_id, ballot in ranked.items()}
    result = rank(votes, places, tie_rule(item.session.held_on), _chosen_by_chair(item, ranked.values()))
    for nomination_id in result.left_out:
        line = ranked[nomination_id].nomination
        line.outcome = "not_passed"
        line.outcome_reason = (
            f"Đủ tỷ lệ phiếu ({votes[nomination_id]} phiếu đồng ý) nhưng xếp sau, vượt chỉ tiêu {item.quota}."
        )
    for nomination_id in result.tied:
        line = ranked[nomination_id].nomination
        line.outcome, line.outcome_reason = (
            "pending",
            f"Bằng phiếu ở chỉ tiêu cuối cùng ({votes[nomination_id]} phiếu).",
        )


def _chosen_by_chair(item: AgendaItem, ballots: Iterable[Ballot]) -> set[int]:
    """Return the nominations to which whoever presides over the item said yes; a secret ballot does not tell."""
    leader = item.session.presiding([recusal.member.account_id for recusal in item.recusals])
    nominations = {ballot.id: ballot.nomination_id for ballot in ballots}
    query = select(OpenVote.ballot_id).where(
        OpenVote.ballot_id.in_(nominations),
        OpenVote.member_id == (leader.id if leader else None),
        OpenVote.choice == "yes",
    )
    return {nominations[ballot_id] for ballot_id in current_session().scalars(query)}


def check_settled(item: AgendaItem) -> None:
    """Raise Refused while a tie, or a second vote that was ordered, is not settled."""
    voted = {ballot.nomination_id for ballot in item.ballots}
    waiting = [line.label for line in item.dossier.nominations if line.id in voted and line.outcome == "pending"]
    if waiting:
        raise Refused(
            f"Chưa có kết quả của {', '.join(waiting)} vì bằng phiếu ở chỉ tiêu cuối cùng. Kiểm phiếu, rồi người "
            "chủ trì cho bỏ phiếu lần hai với những đề nghị này trước khi kết thúc nội dung."
        )
