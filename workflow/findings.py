"""What every check returns: an outcome with its rule, its article, its reason and the way forward."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The five things a check can say; missing evidence is UNKNOWN, never NOT_MET."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    JUDGEMENT = "judgement"
    HOLD = "hold"


@dataclass(frozen=True)
class Finding:
    """One check of one rule.

    `reason` says in Vietnamese exactly what is missing; `remedy` what to do now; `subject` which nomination,
    component or field it is about; `earliest_year` the first year in which time alone cures it; `lack` says in a
    few words what is missing.
    """

    outcome: Outcome
    rule: str
    citation: str
    reason: str = ""
    remedy: str = ""
    subject: str = ""
    earliest_year: int | None = None
    doubt: str = ""
    lack: str = ""

    @property
    def in_short(self) -> str:
        """What is missing in a few words, or else the whole reason."""
        return self.lack or self.reason.rstrip(".")

    @property
    def is_met(self) -> bool:
        """Whether the rule is satisfied."""
        return self.outcome is Outcome.MET


def unmet(findings: list[Finding]) -> list[Finding]:
    """Return the findings that are not met, in their order."""
    return [finding for finding in findings if not finding.is_met]
