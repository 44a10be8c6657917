"""What the law of the session's day says of an item: how it is voted, its quorum, its threshold, what is lesser."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dossiers.models import Ballot, CouncilSession, Dossier, Nomination
from dossiers.rules import law
from workflow import ballots
from workflow.ballots import Count, Tally, Threshold
from workflow.errors import Refused
from workflow.findings import Finding, Outcome


@dataclass(frozen=True)
class Manner:
    """How an award is voted unless the session decides otherwise, and by which article."""

    is_secret: bool
    is_required: bool
    citation: str
    doubt: str

    @property
    def reason(self) -> str:
        """The sentence that the agenda shows."""
        vote = "Bắt buộc bỏ phiếu" if self.is_required else "Bỏ phiếu hoặc biểu quyết do phiên họp chọn"
        return f"{vote}; {'mặc định bỏ phiếu kín' if self.is_secret else 'mặc định công khai'}."


@dataclass(frozen=True)
class Quorum:
    """How many members an item needs and how many are there or heard in writing."""

    needed: int
    there: int
    threshold: Threshold

    @property
    def is_reached(self) -> bool:
        """Whether the item may be taken up."""
        return self.there >= self.needed

    @property
    def finding(self) -> Finding:
        """The same as a finding, with the way forward."""
        if self.is_reached:
            return Finding(Outcome.MET, "quorum", self.threshold.citation)
        return Finding(
            Outcome.NOT_MET,
            "quorum",
            self.threshold.citation,
            f"Có {self.there} thành viên có mặt hoặc cho ý kiến bằng văn bản, cần {self.needed}.",
            "Chờ thêm thành viên, ghi nhận ý kiến bằng văn bản, hoặc hoãn nội dung này.",
            doubt=self.threshold.doubt,
        )


def award_name(code: str) -> str:
    """Return what an award is called."""
    return law().award(code).title


def usual(dossier: Dossier, day: date) -> Manner:
    """Return how the dossier's award is voted by default on `day`."""
    award = law().award(dossier.award_code)
    ballot, secret = law().parameter(award.ballot).on(day), law().parameter(award.secret).on(day)
    return Manner(bool(secret.value), bool(ballot.value), ballot.citation, secret.doubt or ballot.doubt)


def attendance(held: CouncilSession) -> tuple[int, int, int]:
    """Return the seats, those present and those heard in writing.

    A recused member keeps the seat: the law counts all members and says nothing of recusal, so that the denominator
    stays and the minutes tell (Luật 06/2022/QH15, Điều 90 khoản 5; not found in any text, trust L).
    """
    presences = Counter(member.presence for member in held.members)
    return len(held.members), presences["present"], presences["written"]


def quorum(held: CouncilSession, award: str) -> Quorum:
    """Return the quorum for an award in a session."""
    roster, present, written = attendance(held)
    threshold = ballots.quorum_for(law(), award, held.held_on)
    return Quorum(threshold.needed(roster), present + written, threshold)


def tellers_wanted(held: CouncilSession) -> int:
    """Return how many members count the slips; a smaller council has fewer."""
    return min(int(law().parameter("council.tellers").on(held.held_on).value), len(held.members))


def judge(ballot: Ballot) -> Tally:
    """Weigh a ballot's counts by the law of its session's day."""
    count = Count(
        roster=ballot.roster,
        present=ballot.present,
        written=ballot.written,
        yes=ballot.yes,
        no=ballot.no,
        abstain=ballot.abstain,
        invalid=ballot.invalid,
    )
    return ballots.tally(law(), count, ballot.award_code, ballot.item.session.held_on)


def lesser_awards(nomination: Nomination, day: date) -> list[tuple[str, str]]:
    """Return the awards to which the law lets the council lower a nomination on `day`: code and name."""
    lesser = [law().award(code) for code in law().award(nomination.award_code).lowered_to]
    return [
        (award.code, award.title) for award in lesser if award.is_in_force(day) and nomination.kind in award.recipients
    ]


def check_lower(nomination: Nomination, award: str, day: date) -> None:
    """Raise Refused where a nomination can't be lowered to `award` on `day`."""
    if award not in [code for code, _ in lesser_awards(nomination, day)]:
        raise Refused(f"Không hạ được mức khen của {nomination.label} xuống mức này theo quy định.")
    if nomination.hold_reason:
        raise Refused(f"{nomination.label} đang tạm dừng xét: {nomination.hold_reason}.")
