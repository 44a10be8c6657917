"""Rules about awards granted before: in a row, ever, or so many in some years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from workflow.case import GROUND_WORDS, Case, Grant
from workflow.findings import Outcome
from workflow.result import Result, earliest, met, not_met, unknown, years_in_words

if TYPE_CHECKING:
    from workflow.catalogue import Law

_CLOSED_GROUNDS = ("DOT_XUAT", "PHONG_TRAO")
_NO_HISTORY = "Chưa có lịch sử khen thưởng."
_ADD_HISTORY = "Bổ sung quyết định khen thưởng đã có vào lịch sử khen thưởng."


@dataclass(frozen=True)
class ConsecutiveAwards:
    """At least `times` grants in consecutive years, the last in the case's year or the year before."""

    award: str
    times: int

    def describe(self, law: Law, _day: date) -> str:
        """Put the rule into words."""
        name = law.award(self.award).title
        return f"Được tặng {name} {self.times} năm liên tục, năm cuối là năm đề nghị hoặc năm liền trước."

    def check(self, case: Case) -> Result:
        """See the class."""
        name = case.law.award(self.award).title
        return _judged(case, self.award, self._holds, lambda sure: self._missing(case, sure, name))

    def _holds(self, year: int, granted: set[int]) -> bool:
        return any(granted.issuperset(window) for window in self._windows(year))

    def _windows(self, year: int) -> tuple[range, range]:
        return range(year - self.times + 1, year + 1), range(year - self.times, year)

    def _missing(self, case: Case, granted: set[int], name: str) -> tuple[str, str]:
        gaps = [[year for year in window if year not in granted] for window in self._windows(case.year)]
        fewest = years_in_words(min(gaps, key=len))
        reason = (
            f"Cần {self.times} năm liên tục được tặng {name}, tính đến năm {case.year} hoặc năm trước đó; "
            f"thiếu năm {fewest}.{_uncounted(case, self.award)}"
        )
        return reason, f"thiếu {name} năm {fewest}"


@dataclass(frozen=True)
class CountAwards:
    """At least `at_least` grants in the last `years` years up to the proposal."""

    award: str
    at_least: int
    years: int

    def describe(self, law: Law, _day: date) -> str:
        """Put the rule into words."""
        name = law.award(self.award).title
        return f"Ít nhất {self.at_least} lần được tặng {name} trong {self.years} năm tính đến khi đề nghị."

    def check(self, case: Case) -> Result:
        """See the class."""
        name = case.law.award(self.award).title
        period = case.period(self.years)

        def holds(year: int, granted: set[int]) -> bool:
            window = period if year == case.year else range(year - self.years + 1, year + 1)
            return len(granted.intersection(window)) >= self.at_least

        def missing(sure: set[int]) -> tuple[str, str]:
            have, span = len(sure.intersection(period)), f"{period[0]}-{period[-1]}"
            reason = (
                f"Cần {self.at_least} lần được tặng {name} trong {self.years} năm {span}; "
                f"mới có {have}, thiếu {self.at_least - have}.{_uncounted(case, self.award)}"
            )
            return reason, f"thiếu {self.at_least - have} lần {name} trong {span}"

        return _judged(case, self.award, holds, missing)


@dataclass(frozen=True)
class HasAward:
    """Has been granted the award by the day of reception."""

    award: str

    def describe(self, law: Law, _day: date) -> str:
        """Put the rule into words."""
        return f"Đã được tặng {law.award(self.award).title} trước khi hồ sơ được tiếp nhận."

    def check(self, case: Case) -> Result:
        """See the class."""
        name = case.law.award(self.award).title
        if case.grants is None:
            return unknown(_NO_HISTORY, _ADD_HISTORY)
        grants = [_use(grant, case) for grant in case.grants if grant.award == self.award]
        if Outcome.MET in grants:
            return met(f"Đã được tặng {name}.")
        if Outcome.UNKNOWN in grants:
            return unknown(f"Chưa rõ {name} đã có được tặng theo loại hình nào.", _ADD_HISTORY)
        if grants:
            reason = f"{name} đã có không được tính.{_uncounted(case, self.award)}"
            return not_met(reason, lack=f"{name} đã có không được tính")
        return not_met(f"Chưa được tặng {name}.", lack=f"thiếu {name}")


@dataclass(frozen=True)
class SuccessiveAwards:
    """The last `times` grants follow one another, however many years lie between, the newest in the case's
    year or the year before; `between` is held in each year that lies between two of them.

    `may_skip_years` names the parameter that allows this reading; without it the years must be consecutive.
    """

    award: str
    times: int
    between: str
    may_skip_years: str

    def describe(self, law: Law, day: date) -> str:
        """Put the rule into words, as the parameter of `day` has it read."""
        if not self._may_skip(law, day):
            return ConsecutiveAwards(self.award, self.times).describe(law, day)
        name, below = law.award(self.award).title, law.award(self.between).title
        return (
            f"{self.times} lần gần nhất được tặng {name} kế tiếp nhau, lần cuối ở năm đề nghị hoặc năm liền trước; "
            f"mỗi năm nằm giữa hai lần đều được tặng {below}."
        )

    def _may_skip(self, law: Law, day: date) -> bool:
        allowed = law.parameter(self.may_skip_years).find(day)
        return allowed is not None and bool(allowed.value)

    def check(self, case: Case) -> Result:
        """See the class."""
        if not self._may_skip(case.law, case.law_day):
            return ConsecutiveAwards(self.award, self.times).check(case)
        if case.grants is None:
            return unknown(_NO_HISTORY, _ADD_HISTORY)
        name, below = case.law.award(self.award).title, case.law.award(self.between).title
        grants = sorted((g for g in case.grants if g.award == self.award and g.year <= case.year), key=_year)
        usable = [grant for grant in grants if _use(grant, case) is Outcome.MET and case.is_counted(grant.year)]
        last = grants[-self.times :]
        if len(last) < self.times or any(grant not in usable for grant in last):
            unbroken = len(last) - 1 - max((n for n, grant in enumerate(last) if grant not in usable), default=-1)
            reason = f"Cần {self.times} lần liên tiếp được tặng {name}; mới có {unbroken} lần còn được tính."
            return not_met(reason + _uncounted(case, self.award), lack=f"thiếu {self.times - unbroken} lần {name}")
        if last[-1].year < case.year - 1:
            return not_met(f"Lần được tặng {name} gần nhất là năm {last[-1].year}, trước năm {case.year - 1}.")
        return self._without_gap(case, [grant.year for grant in last], below)

    def _without_gap(self, case: Case, years: list[int], below: str) -> Result:
        held = _years(case, self.between, Outcome.MET)
        gaps = [year for one, next_ in pairwise(years) for year in range(one + 1, next_) if year not in held]
        if gaps:
            lack = f"thiếu {below} năm {years_in_words(gaps)}"
            return not_met(f"Giữa hai lần tặng {lack}.", lack=lack)
        return met(f"Đủ {self.times} lần liên tiếp: năm {years_in_words(years)}.")


def _judged(
    case: Case, award: str, holds: Callable[[int, set[int]], bool], missing: Callable[[set[int]], tuple[str, str]]
) -> Result:
    """Weigh the years of certain grants; doubtful grants can make it unknown, never met.

    `missing` says what lacks in a sentence and in a few words.
    """
    if case.grants is None:
        return unknown(_NO_HISTORY, _ADD_HISTORY)
    sure = {year for year in _years(case, award, Outcome.MET) if case.is_counted(year)}
    if holds(case.year, sure):
        return met(f"Được tặng năm {years_in_words(sorted(sure))}.")
    doubtful = {year for year in _years(case, award, Outcome.UNKNOWN) if case.is_counted(year)}
    if holds(case.year, sure | doubtful):
        years = years_in_words(sorted(doubtful))
        return unknown(f"Chưa rõ loại hình khen thưởng của năm {years}.", _ADD_HISTORY)
    reason, lack = missing(sure)
    return not_met(reason, earliest_year=earliest(case, sure, holds), lack=lack)


def _years(case: Case, award: str, use: Outcome) -> set[int]:
    return {g.year for g in case.grants or () if g.award == award and _use(g, case) is use}


def _use(grant: Grant, case: Case) -> Outcome:
    """Whether a grant may count: sudden and thematic ones never feed a commendation for merit."""
    if grant.revoked or (grant.decided_on and grant.decided_on > case.received_on):
        return Outcome.NOT_MET
    rule = case.law.parameter("rules.results_not_reused").find(case.law_day)
    if rule is None or not rule.value or case.ground not in ("CONG_TRANG", None):
        return Outcome.MET
    if grant.ground is None:
        return Outcome.MET if case.law.award(grant.award).is_title else Outcome.UNKNOWN
    return Outcome.NOT_MET if grant.ground in _CLOSED_GROUNDS else Outcome.MET


def _uncounted(case: Case, award: str) -> str:
    """Tell which grants are known and do not count, and why; a sentence for each reason, or nothing."""
    told: dict[str, list[int]] = {}
    for grant in sorted((grant for grant in case.grants or () if grant.award == award), key=_year):
        if why := _why_not(grant, case):
            told.setdefault(why, []).append(grant.year)
    return "".join(f" Quyết định của năm {years_in_words(years)} {why}." for why, years in told.items())


def _why_not(grant: Grant, case: Case) -> str:
    if grant.revoked:
        return "đã bị hủy"
    if grant.decided_on and grant.decided_on > case.received_on:
        return "có sau ngày tiếp nhận hồ sơ nên chưa tính"
    if _use(grant, case) is Outcome.NOT_MET:
        return f"là khen {GROUND_WORDS[str(grant.ground)]}, không làm căn cứ khen công trạng"
    return "" if case.is_counted(grant.year) else "không tính vì có kỷ luật sau đó"


def _year(grant: Grant) -> int:
    return grant.year
