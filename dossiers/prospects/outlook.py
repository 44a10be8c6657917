"""What somebody can aim for next: every award that admits them, what is met, what lacks and from when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dossiers.authority import decider_for
from dossiers.prospects.candidates import Candidate
from dossiers.rules import law
from workflow import case as cases
from workflow.awards import Award
from workflow.eligibility import Answer, check
from workflow.errors import Invalid
from workflow.findings import Finding, Outcome

_NEAREST_FIRST = ("met", "judgement", "unknown", "not_met", "on_hold")
_GIVEN = ("recipient", "ground")  # only awards that admit the candidate are asked about


@dataclass(frozen=True)
class Prospect:
    """An award that admits the candidate, and what the law says of it today."""

    award: Award
    answer: Answer

    @property
    def points(self) -> list[Finding]:
        """What is asked of the candidate."""
        return [finding for finding in self.answer.findings if finding.rule not in _GIVEN]

    @property
    def met(self) -> int:
        """How many points are met."""
        return sum(finding.is_met for finding in self.points)

    @property
    def notes(self) -> list[Finding]:
        """What is for people to judge; it stops nothing."""
        return [finding for finding in self.answer.findings if finding.outcome is Outcome.JUDGEMENT]

    @property
    def earliest_year(self) -> int | None:
        """The first year in which what time alone cures can be met; None where nothing waits for time."""
        return max((each.earliest_year for each in self.answer.lacking if each.earliest_year), default=None)

    @property
    def distance(self) -> tuple[int, int, bool, int]:
        """How far away it is: by verdict, by the year it takes, the State's awards last, by how much is open."""
        return (
            _NEAREST_FIRST.index(self.answer.verdict),
            self.earliest_year or (0 if self.answer.verdict != "not_met" else date.max.year),
            self.award.is_state_level,
            len(self.points) - self.met,
        )


@dataclass(frozen=True)
class Outlook:
    """Every award within reach, the nearest first, and those that people alone weigh."""

    prospects: list[Prospect]
    weighed_by_people: list[Award]

    @property
    def common(self) -> list[Finding]:
        """What lacks for every award alike, told once."""
        each = [prospect.answer.lacking for prospect in self.prospects]
        return [finding for finding in each[0] if all(finding in lacking for lacking in each)] if each else []


def outlook(candidate: Candidate, day: date) -> Outlook | None:
    """Weigh every award that admits the candidate by the law of `day`; None where its data can't be read.

    Raises Invalid where no law here reaches back to `day`.
    """
    law().require_day(day)
    awards = list(_open_to(candidate, day))
    with_rules = [award for award in awards if law().tree(award.code, candidate.holder.kind, day)]
    if not with_rules:
        return Outlook([], awards)
    first = {"received_on": day.isoformat(), "award": with_rules[0].code, "year": day.year}
    try:
        case = cases.parse({**first, "candidate": candidate.values}, law())
    except Invalid:
        return None
    prospects = [
        Prospect(award, check(replace(case, award=award.code, ground=next(iter(award.grounds)))))
        for award in with_rules
    ]
    prospects.sort(key=lambda prospect: prospect.distance)
    return Outlook(prospects, [award for award in awards if award not in with_rules])


def _open_to(candidate: Candidate, day: date) -> Iterator[Award]:
    """The awards for this kind of recipient that somebody here decides or petitions for."""
    for award in law().awards_on(day):
        is_run_here = any(award.procedure_for(ground) for ground in award.grounds)
        if candidate.holder.kind in award.recipients and is_run_here and decider_for(award, candidate.unit, day):
            yield award
