"""Rules about the official yearly ratings of a person or a collective."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from workflow.case import RATINGS, Case
from workflow.result import Result, earliest, met, not_met, unknown, years_in_words

if TYPE_CHECKING:
    from workflow.catalogue import Law

Rating = Literal["HTXS", "HTT", "HT"]
WORDS = {
    "HTXS": "hoàn thành xuất sắc nhiệm vụ",
    "HTT": "hoàn thành tốt nhiệm vụ",
    "HT": "hoàn thành nhiệm vụ",
    "KHT": "không hoàn thành nhiệm vụ",
}
_NONE_GIVEN = "Chưa có kết quả xếp loại mức độ hoàn thành nhiệm vụ."
_ADD_RATINGS = "Bổ sung kết quả xếp loại hằng năm."


def or_better(rating: str) -> str:
    """Name a rating and those above it."""
    return WORDS[rating] if rating == RATINGS[-1] else f"{WORDS[rating]} trở lên"


def _reaches(rating: str | None, least: str) -> bool:
    return rating is not None and RATINGS.index(rating) >= RATINGS.index(least)


@dataclass(frozen=True)
class RatingAtLeast:
    """The rating of the case's year is `rating` or better."""

    rating: Rating

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        return f"Năm đề nghị được xếp loại {or_better(self.rating)}."

    def check(self, case: Case) -> Result:
        """See the class."""
        if case.ratings is None:
            return unknown(_NONE_GIVEN, _ADD_RATINGS)
        given, wanted = case.ratings.get(case.year), or_better(self.rating)
        if given is None and case.year in case.maternity_years:
            return unknown(f"Năm {case.year} nghỉ thai sản, chưa có xếp loại; thời gian nghỉ được tính để xét.")
        if given is None:
            lack = f"thiếu xếp loại năm {case.year}"
            return not_met(f"Năm {case.year} chưa có kết quả xếp loại; cần {wanted}.", lack=lack)
        if _reaches(given, self.rating):
            return met(f"Năm {case.year} xếp loại {WORDS[given]}.")
        lack = f"năm {case.year} chỉ {WORDS[given]}" if given != RATINGS[0] else f"năm {case.year} {WORDS[given]}"
        return not_met(f"Năm {case.year} xếp loại {WORDS[given]}; cần {wanted}.", lack=lack)


@dataclass(frozen=True)
class NotRated:
    """The candidate is of those whom no official rating covers."""

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        return "Không thuộc diện được xếp loại mức độ hoàn thành nhiệm vụ hằng năm."

    def check(self, case: Case) -> Result:
        """See the class."""
        if case.ratings is None:
            return unknown("Chưa rõ có thuộc diện được xếp loại hằng năm không.", _ADD_RATINGS)
        if case.year in case.ratings:
            return not_met("Đã được xếp loại hằng năm nên xét theo tiêu chuẩn của người được xếp loại.")
        return met("Không thuộc diện xếp loại hằng năm.")


@dataclass(frozen=True)
class ConsecutiveRatings:
    """`years` years in a row up to the proposal, each rated `rating` or better.

    Years of maternity leave without a rating count as served, but never as excellent.
    """

    rating: Rating
    years: int

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        leave = "" if self.rating == RATINGS[-1] else "; năm nghỉ thai sản chưa xếp loại vẫn được tính"
        return f"{self.years} năm liên tục {or_better(self.rating)}, tính đến khi đề nghị{leave}."

    def check(self, case: Case) -> Result:
        """See the class."""
        if case.ratings is None:
            return unknown(_NONE_GIVEN, _ADD_RATINGS)
        good = _good_years(case, self.rating)
        period = case.period(self.years)
        missing = [year for year in period if year not in good]
        if not missing:
            return met(f"Đủ {self.years} năm liên tục {period[0]}-{period[-1]}.")
        lacking = (
            f"Cần {self.years} năm liên tục {or_better(self.rating)}, tính đến năm {period[-1]}; "
            f"{_missing_years(case, self.rating, missing)}."
        )
        year = earliest(case, good, self._holds, lost=case.year in case.ratings and case.year not in good)
        return not_met(lacking, earliest_year=year, lack=_missing_years(case, self.rating, missing))

    def _holds(self, year: int, good: set[int]) -> bool:
        return good.issuperset(range(year - self.years + 1, year + 1))


@dataclass(frozen=True)
class CountRatings:
    """At least `at_least` of the last `years` years up to the proposal rated `rating` or better."""

    rating: Rating
    at_least: int
    years: int

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        return f"Ít nhất {self.at_least} năm {or_better(self.rating)} trong {self.years} năm tính đến khi đề nghị."

    def check(self, case: Case) -> Result:
        """See the class."""
        if case.ratings is None:
            return unknown(_NONE_GIVEN, _ADD_RATINGS)
        good = _good_years(case, self.rating)
        period = case.period(self.years)
        have = len(good.intersection(period))
        if have >= self.at_least:
            return met(f"Có {have} năm {WORDS[self.rating]} trong {period[0]}-{period[-1]}.")
        lacking = (
            f"Cần {self.at_least} năm {or_better(self.rating)} trong {self.years} năm {period[0]}-{period[-1]}; "
            f"mới có {have}."
        )
        year = earliest(case, good, self._holds, lost=case.year in case.ratings)
        lack = f"thiếu {self.at_least - have} năm {or_better(self.rating)} trong {period[0]}-{period[-1]}"
        return not_met(lacking, earliest_year=year, lack=lack)

    def _holds(self, year: int, good: set[int]) -> bool:
        return len(good.intersection(range(year - self.years + 1, year + 1))) >= self.at_least


def _missing_years(case: Case, rating: str, missing: list[int]) -> str:
    """Tell years without a rating from those rated too low, and from good ones before a discipline ended."""
    ratings = case.ratings or {}
    told: dict[str, list[int]] = {"chưa có xếp loại": [], "chưa đạt": [], "không tính vì kỷ luật": []}
    for year in missing:
        if year not in ratings and year not in case.maternity_years:
            told["chưa có xếp loại"].append(year)
        elif _reaches(ratings.get(year, "HTT"), rating):
            told["không tính vì kỷ luật"].append(year)
        else:
            told["chưa đạt"].append(year)
    return ", ".join(f"{words} năm {years_in_words(years)}" for words, years in told.items() if years)


def _good_years(case: Case, rating: str) -> set[int]:
    rated = {year for year, given in (case.ratings or {}).items() if _reaches(given, rating)}
    on_leave = case.maternity_years - (case.ratings or {}).keys() if rating != "HTXS" else frozenset()
    return {year for year in rated | on_leave if case.is_counted(year)}
