"""A dossier under its own law and under that of another day, side by side; a read, nothing is recalculated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dossiers import findings
from dossiers.models import Dossier, Nomination
from dossiers.rules import law
from workflow.catalogue import Version
from workflow.dated import DatedValue
from workflow.eligibility import Answer
from workflow.findings import Finding

_DIFFERENCES = {
    "verdict": "khác kết luận",
    "result": "khác ở tiêu chuẩn",
    "source": "chỉ khác căn cứ",
    "": "giống nhau",
}


@dataclass(frozen=True)
class Side:
    """The law of one day, and who decides the dossier's award by it."""

    day: date
    version: DatedValue[Version]
    deciders: str


@dataclass(frozen=True)
class Era:
    """A stretch of time under one law; `day` is one of its days, the nearest to the other eras."""

    version: DatedValue[Version]
    last: date | None
    day: date


@dataclass(frozen=True)
class Pair:
    """What both laws say on one point; None where only the other one asks for it."""

    own: Finding | None
    other: Finding | None

    @property
    def difference(self) -> str:
        """In what they differ: `result`, `source` (article or doubt), or empty."""
        if self.own is None or self.other is None or self.own.outcome is not self.other.outcome:
            return "result"
        if (self.own.reason, self.own.earliest_year) != (self.other.reason, self.other.earliest_year):
            return "result"
        return "" if (self.own.citation, self.own.doubt) == (self.other.citation, self.other.doubt) else "source"


@dataclass(frozen=True)
class ComparedLine:
    """A nomination under both laws; an answer is None where its data can't be read."""

    nomination: Nomination
    own: Answer | None
    other: Answer | None

    @cached_property
    def pairs(self) -> list[Pair]:
        """Both laws' findings point by point, in the order of the dossier's own law."""
        ours, theirs = _by_point(self.own), _by_point(self.other)
        return [Pair(ours.get(point), theirs.get(point)) for point in dict.fromkeys((*ours, *theirs))]

    @property
    def difference(self) -> str:
        """The gravest difference: `verdict`, `result`, `source`, or empty."""
        if (self.own.verdict if self.own else None) != (self.other.verdict if self.other else None):
            return "verdict"
        found = {pair.difference for pair in self.pairs}
        return next((each for each in ("result", "source") if each in found), "")


@dataclass(frozen=True)
class Comparison:
    """A dossier under two laws."""

    dossier: Dossier
    own: Side
    other: Side
    lines: list[ComparedLine]
    eras: list[Era]

    @property
    def summary(self) -> str:
        """The lines counted by how they differ: "2 đề nghị khác kết luận, 5 giống nhau"."""
        counted = Counter(line.difference for line in self.lines)
        told = ", ".join(f"{counted[each]} {words}" for each, words in _DIFFERENCES.items() if counted[each])
        return told.replace(" ", " đề nghị ", 1)


def compare(dossier: Dossier, today: date, other_day: date | None = None) -> Comparison:
    """Weigh every line by the dossier's own law and by that of `other_day` (without it, another era's).

    Raises Invalid where no law here reaches back to `other_day`.
    """
    own_day = dossier.law_day or today
    eras = eras_around(own_day)
    day = other_day or _another(eras, own_day)
    law().require_day(day)
    ours = findings.check_all(dossier, today)
    theirs = findings.check_all(dossier, today, law_on=day)
    return Comparison(
        dossier=dossier,
        own=_side(dossier, own_day),
        other=_side(dossier, day),
        lines=[ComparedLine(line, ours[line.id], theirs[line.id]) for line in dossier.nominations],
        eras=eras,
    )


def newer_law(dossier: Dossier, today: date) -> DatedValue[Version] | None:
    """Return the law that the dossier may choose as more favourable; None where there is none or it is chosen."""
    if dossier.received_on is None or dossier.law_chosen_on is not None:
        return None
    return law().more_favourable(dossier.received_on, today)


def eras_around(own_day: date) -> list[Era]:
    """Return every era of the law, each with its day that is nearest to `own_day`."""
    return [
        Era(version, last, last if last and last < own_day else max(version.from_, own_day))
        for version, last in law().versions.spans()
    ]


def _another(eras: list[Era], own_day: date) -> date:
    """The next era, where there is one; else the one before; else the same day."""
    others = [era.day for era in eras if era.day != own_day]
    later = [day for day in others if day > own_day]
    return min(later) if later else max(others, default=own_day)


def _side(dossier: Dossier, day: date) -> Side:
    award = law().award(dossier.award_code)
    deciders = ", ".join(law().decider_name(code) for code in award.deciders_on(day)) if award.is_in_force(day) else ""
    return Side(day, law().versions.on(day), deciders)


def _by_point(answer: Answer | None) -> dict[tuple[str, int], Finding]:
    """The findings by rule, and by number where a rule speaks more than once."""
    seen: Counter[str] = Counter()
    points: dict[tuple[str, int], Finding] = {}
    for finding in _all(answer):
        seen[finding.rule] += 1
        points[finding.rule, seen[finding.rule]] = finding
    return points


def _all(answer: Answer | None) -> Iterable[Finding]:
    return answer.findings if answer else ()
