"""Voting arithmetic: quorum and threshold of a council, in whole numbers and exact shares only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from workflow.catalogue import Law
from workflow.errors import Invalid
from workflow.json_reader import JsonReader
from workflow.parameters import Parameter

_NUMBERS = ("roster", "present", "written", "yes", "no", "abstain", "invalid")
_OPTIONAL = ("written", "abstain", "invalid")


@dataclass(frozen=True)
class Threshold:
    """A share of the whole roster; an absent member is not a yes.

    `is_exceeded` asks for more than the share (a majority) instead of at least the share.
    """

    share: Fraction
    citation: str
    is_exceeded: bool = False
    doubt: str = ""

    def needed(self, roster: int) -> int:
        """The least whole number of members that satisfies the share of `roster`."""
        if self.is_exceeded:
            return self.share.numerator * roster // self.share.denominator + 1
        return -(-self.share.numerator * roster // self.share.denominator)


@dataclass(frozen=True)
class Count:
    """What the tellers counted: roster, present in person, written opinions of absentees, and the slips."""

    roster: int
    present: int
    yes: int
    no: int
    written: int = 0
    abstain: int = 0
    invalid: int = 0

    def __post_init__(self) -> None:
        for name in _NUMBERS:
            if getattr(self, name) < 0:
                raise Invalid({name: f"Không thể âm: {getattr(self, name)}."})
        if self.roster == 0:
            raise Invalid({"roster": "Hội đồng phải có ít nhất một thành viên."})
        if self.voters > self.roster:
            raise Invalid({"present": f"Có {self.voters} người tham gia, nhiều hơn {self.roster} thành viên."})
        if self.slips > self.voters:
            raise Invalid({"yes": f"Tổng số phiếu {self.slips} nhiều hơn số người bỏ phiếu {self.voters}."})

    @property
    def voters(self) -> int:
        """Members present or heard in writing; both count towards the quorum."""
        return self.present + self.written

    @property
    def slips(self) -> int:
        """Slips received, valid or not."""
        return self.yes + self.no + self.abstain + self.invalid


@dataclass(frozen=True)
class Tally:
    """What a count means for one award on one day."""

    count: Count
    quorum: Threshold
    threshold: Threshold

    @property
    def quorum_needed(self) -> int:
        """Members needed for a valid session."""
        return self.quorum.needed(self.count.roster)

    @property
    def is_quorate(self) -> bool:
        """Whether enough members took part."""
        return self.count.voters >= self.quorum_needed

    @property
    def votes_needed(self) -> int:
        """Yes votes needed."""
        return self.threshold.needed(self.count.roster)

    @property
    def is_passed(self) -> bool:
        """Whether the session was quorate and enough of the whole roster said yes."""
        return self.is_quorate and self.count.yes >= self.votes_needed

    @property
    def reason(self) -> str:
        """One sentence for the minutes."""
        yes, roster = self.count.yes, self.count.roster
        if not self.is_quorate:
            return (
                f"Không đủ túc số: {self.count.voters}/{roster} thành viên có mặt hoặc cho ý kiến bằng văn bản, "
                f"cần {self.quorum_needed}."
            )
        words = "quá" if self.threshold.is_exceeded else "từ"
        result = "Đạt" if self.is_passed else "Không đạt"
        share = self.threshold.share
        return (
            f"{result}: {yes}/{roster} thành viên đồng ý, cần {self.votes_needed} "
            f"({words} {share.numerator}/{share.denominator} tổng số thành viên)."
        )


def threshold_for(law: Law, award: str, day: date) -> Threshold:
    """Return the share of yes votes that `award` needs on `day`.  Raises Missing or LawError."""
    return _share(law.parameter(law.award(award).threshold), day)


def quorum_for(law: Law, award: str, day: date) -> Threshold:
    """Return the share of members that a session on `award` needs on `day`.  Raises Missing or LawError."""
    return _share(law.parameter(law.award(award).quorum), day)


def tally(law: Law, count: Count, award: str, day: date) -> Tally:
    """Weigh `count` for `award` on `day`.  Raises Missing or LawError."""
    return Tally(count, quorum_for(law, award, day), threshold_for(law, award, day))


def answer(law: Law, data: object) -> dict[str, Any]:
    """Answer one `vinhdanh tally` as plain values; raises Invalid for counts that cannot be."""
    reader = JsonReader(data, "")
    count = Count(**{name: reader.count(name, required=name not in _OPTIONAL) or 0 for name in _NUMBERS})
    award = reader.choice("award", law.awards, required=True)
    day = reader.day("on", required=True)
    reader.finish()
    law.require_day(day)
    result = tally(law, count, award, day)
    share = result.threshold.share
    return {
        "quorum": {
            "needed": result.quorum_needed,
            "reached": result.is_quorate,
            "share": f"{result.quorum.share.numerator}/{result.quorum.share.denominator}",
            "citation": result.quorum.citation,
            "doubt": result.quorum.doubt,
        },
        "threshold": {
            "share": f"{share.numerator}/{share.denominator}",
            "of": "roster",
            "needed": result.votes_needed,
        },
        "passed": result.is_passed,
        "citation": result.threshold.citation,
        "reason": result.reason,
        "doubt": result.threshold.doubt,
    }


def _share(parameter: Parameter, day: date) -> Threshold:
    value = parameter.on(day)
    return Threshold(value.value, value.citation, parameter.unit == "share_more_than", value.doubt)
