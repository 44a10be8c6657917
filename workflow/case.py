"""One candidate's case as others send it, read strictly: what it leaves out is unknown, never "no"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from workflow.json_reader import JsonReader

if TYPE_CHECKING:
    from workflow.catalogue import Law

RATINGS = ("KHT", "HT", "HTT", "HTXS")  # from the lowest to the highest
SCOPES = ("co_so", "tinh", "toan_quoc")  # from the narrowest to the widest
INITIATIVE_KINDS = ("sang_kien", "de_tai", "de_an", "cong_trinh", "chien_dau")
GROUND_WORDS = {
    "CONG_TRANG": "công trạng",
    "DOT_XUAT": "đột xuất",
    "PHONG_TRAO": "phong trào thi đua (chuyên đề)",
    "CONG_HIEN": "quá trình cống hiến",
    "NIEN_HAN": "niên hạn",
    "DOI_NGOAI": "đối ngoại",
}
KIND_WORDS = {"individual": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
GROUNDS, KINDS = tuple(GROUND_WORDS), tuple(KIND_WORDS)
GENDERS = ("nam", "nữ", "nu")


@dataclass(frozen=True)
class Grant:
    """An award once granted, for achievements of `year`."""

    award: str
    year: int
    decided_on: date | None
    ground: str | None
    revoked: bool


@dataclass(frozen=True)
class Initiative:
    """A recognised initiative or scientific work; `used_for` the award that it already served."""

    title: str
    kind: str | None
    scope: str | None
    recognised_on: date | None
    used_for: str | None


@dataclass(frozen=True)
class Term:
    """A disciplinary measure or a reason to hold, over on the day `to` (None: still open)."""

    what: str
    from_: date
    to: date | None


@dataclass(frozen=True)
class Counts:
    """Figures of a collective in the year; None is unknown."""

    members: int | None = None
    completed: int | None = None
    ldtt: int | None = None
    cstd_cs: int | None = None
    disciplined_from_canh_cao: int | None = None
    female: int | None = None
    bloc_leader: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One candidate for one award; None means that the case does not say.

    What had happened counts up to `received_on`; the law is that of the same day unless another was chosen.
    """

    law: Law
    received_on: date
    award: str
    year: int
    ground: str | None = None
    kind: str | None = None
    name: str = ""
    gender: str | None = None
    direct_worker: bool | None = None
    ratings: Mapping[int, str] | None = None
    grants: tuple[Grant, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    discipline: tuple[Term, ...] | None = None
    holds: tuple[Term, ...] | None = None
    maternity_years: frozenset[int] = frozenset()
    collective: Counts = Counts()
    law_chosen_on: date | None = None

    @property
    def law_day(self) -> date:
        """The day whose law judges the case."""
        return self.law_chosen_on or self.received_on

    @property
    def counted_from(self) -> date:
        """The day from which achievements count: the end of the last disciplinary term begun by reception."""
        begun = [term for term in self.discipline or () if term.from_ <= self.received_on]
        return max((term.to or date.max for term in begun), default=date.min)

    def is_counted(self, year: int) -> bool:
        """Whether all of `year` lies after the last disciplinary term."""
        return date(year, 1, 1) >= self.counted_from

    def period(self, years: int) -> range:
        """The last `years` years up to the proposal: to `year`, or the year before while it is not rated."""
        is_open = self.ratings is not None and self.year not in self.ratings.keys() | self.maternity_years
        end = self.year - 1 if is_open else self.year
        return range(end - years + 1, end + 1)


def parse(data: object, law: Law) -> Case:
    """Read a case of the contract's JSON form; raises Invalid naming the field that can't be read."""
    top = JsonReader(data, "")
    candidate = JsonReader(top.take("candidate", required=True), "candidate")
    award = top.choice("award", law.awards, required=True)
    admitted = tuple(law.award(award).grounds)
    case = Case(
        law=law,
        received_on=top.day("received_on", required=True),
        award=award,
        year=top.year("year"),
        ground=top.choice("ground", GROUNDS) or (admitted[0] if len(admitted) == 1 else None),
        kind=candidate.choice("kind", KINDS),
        name=candidate.text("name") or "",
        gender=candidate.choice("gender", GENDERS),
        direct_worker=candidate.flag("direct_worker"),
        ratings=_by_year(candidate, candidate.rows("ratings", _rating)),
        grants=candidate.rows("awards", lambda row: _grant(row, law)),
        initiatives=candidate.rows("initiatives", _initiative),
        discipline=candidate.rows("discipline", lambda row: _term(row, "measure")),
        holds=candidate.rows("holds", lambda row: _term(row, "reason")),
        maternity_years=frozenset(candidate.years("maternity_years")),
        collective=_counts(candidate),
    )
    top.text("id")
    top.finish()
    candidate.finish()
    law.require_day(case.received_on)
    return case


def _rating(row: JsonReader) -> tuple[int, str]:
    return row.year("year"), row.choice("rating", RATINGS, required=True)


def _by_year(reader: JsonReader, rated: tuple[tuple[int, str], ...] | None) -> Mapping[int, str] | None:
    if rated is not None and len(dict(rated)) != len(rated):
        raise reader.fault("ratings", "Một năm chỉ có một kết quả xếp loại.")
    return None if rated is None else dict(rated)


def _grant(row: JsonReader, law: Law) -> Grant:
    return Grant(
        award=row.choice("award", law.awards, required=True),
        year=row.year("year"),
        decided_on=row.day("decided_on"),
        ground=row.choice("ground", GROUNDS),
        revoked=bool(row.flag("revoked")),
    )


def _initiative(row: JsonReader) -> Initiative:
    return Initiative(
        title=row.text("title") or "",
        kind=row.choice("kind", INITIATIVE_KINDS),
        scope=row.choice("scope", SCOPES),
        recognised_on=row.day("recognised_on"),
        used_for=row.text("used_for"),
    )


def _term(row: JsonReader, what: str) -> Term:
    term = Term(row.text(what) or "", row.day("from", required=True), row.day("to"))
    if term.to and term.to < term.from_:
        raise row.fault("to", "Ngày kết thúc trước ngày bắt đầu.")
    return term


def _counts(candidate: JsonReader) -> Counts:
    given = candidate.take("collective")
    if given is None:
        return Counts()
    row = JsonReader(given, "candidate.collective")
    names = [field.name for field in fields(Counts) if field.name != "bloc_leader"]
    numbers = {name: row.count(name) for name in names}
    counts = Counts(**numbers, bloc_leader=row.flag("bloc_leader"))
    row.finish()
    for name, number in numbers.items():
        if number is not None and counts.members is not None and number > counts.members:
            raise row.fault(name, f"Không thể nhiều hơn số thành viên ({counts.members}).")
    if counts.members == 0:
        raise row.fault("members", "Tập thể phải có ít nhất một thành viên.")
    return counts
