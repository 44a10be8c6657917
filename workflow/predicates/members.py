"""Rules about the members of a collective and its place among its peers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from workflow.case import Case
from workflow.findings import Outcome
from workflow.result import Result, met, not_met, unknown

if TYPE_CHECKING:
    from workflow.catalogue import Law

Figure = Literal["members", "completed", "ldtt", "cstd_cs", "disciplined_from_canh_cao", "female"]
_WORDS = {
    "members": "thành viên",
    "completed": "người hoàn thành nhiệm vụ",
    "ldtt": "người đạt danh hiệu Lao động tiên tiến",
    "cstd_cs": "người đạt danh hiệu Chiến sĩ thi đua cơ sở",
    "disciplined_from_canh_cao": "người bị kỷ luật từ cảnh cáo trở lên",
    "female": "nữ",
}


@dataclass(frozen=True)
class Share:
    """At least the share `at_least` of `among` are `of`; whole numbers only, so 69.9 % is not 70 %."""

    of: Figure
    among: Figure
    at_least: Fraction

    def __post_init__(self) -> None:
        if not 0 < self.at_least <= 1:
            raise ValueError(f"tỷ lệ phải lớn hơn 0 và không quá 1; đang là {self.at_least}")

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        least = "100%" if self.at_least == 1 else f"Ít nhất {_percent(self.at_least)}"
        return f"{least} {_WORDS[self.among]} là {_WORDS[self.of]}."

    def check(self, case: Case) -> Result:
        """See the class."""
        part: int | None = getattr(case.collective, self.of)
        whole: int | None = getattr(case.collective, self.among)
        if part is None or whole is None:
            lacking = " và ".join(_WORDS[name] for name, n in ((self.of, part), (self.among, whole)) if n is None)
            return unknown(f"Chưa có số {lacking}.", "Bổ sung số liệu của tập thể trong năm.")
        needed = -(-self.at_least.numerator * whole // self.at_least.denominator)
        stated = f"{part}/{whole} {_WORDS[self.of]}"
        if part >= needed:
            return met(f"{stated}, đạt ít nhất {_percent(self.at_least)}.")
        reason = f"{stated}; cần ít nhất {_percent(self.at_least)}, tức {needed} người, thiếu {needed - part}."
        return not_met(reason, lack=f"thiếu {needed - part} {_WORDS[self.of]}")


@dataclass(frozen=True)
class CountMembers:
    """The figure `of` is at least or at most so many."""

    of: Figure
    at_least: int | None = None
    at_most: int | None = None

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        if self.at_most == 0:
            return f"Không có {_WORDS[self.of]}."
        least = f"ít nhất {self.at_least}" if self.at_least is not None else ""
        most = f"không quá {self.at_most}" if self.at_most is not None else ""
        return f"Có {', '.join(filter(None, (least, most)))} {_WORDS[self.of]}."

    def check(self, case: Case) -> Result:
        """See the class."""
        number: int | None = getattr(case.collective, self.of)
        if number is None:
            return unknown(f"Chưa có số {_WORDS[self.of]}.", "Bổ sung số liệu của tập thể trong năm.")
        if self.at_least is not None and number < self.at_least:
            lack = f"thiếu {self.at_least - number} {_WORDS[self.of]}"
            return not_met(f"Có {number} {_WORDS[self.of]}; cần ít nhất {self.at_least}.", lack=lack)
        if self.at_most is not None and number > self.at_most:
            lack = f"có {number} {_WORDS[self.of]}"
            return not_met(f"Có {number} {_WORDS[self.of]}; không được quá {self.at_most}.", lack=lack)
        return met(f"Có {number} {_WORDS[self.of]}.")


@dataclass(frozen=True)
class BlocLeader:
    """Leads its emulation bloc in the year; where the case does not say, the council finds it."""

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        return "Dẫn đầu cụm, khối thi đua trong năm."

    def check(self, case: Case) -> Result:
        """See the class."""
        leads = case.collective.bloc_leader
        if leads is None:
            return Result(
                Outcome.JUDGEMENT, "Dẫn đầu cụm, khối thi đua: theo kết quả chấm điểm, bình xét của cụm, khối."
            )
        if leads:
            return met("Dẫn đầu cụm, khối thi đua.")
        lack = f"không dẫn đầu cụm, khối thi đua năm {case.year}"
        return not_met(f"Không dẫn đầu cụm, khối thi đua năm {case.year}.", lack=lack)


def _percent(share: Fraction) -> str:
    return f"{share.numerator * 100 // share.denominator}%"
