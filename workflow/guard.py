"""What a guard is: a named condition with its article, which turns facts into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workflow.facts import Facts
from workflow.findings import Finding, Outcome


@dataclass(frozen=True)
class Remark:
    """What a condition has to say of one subject, before its rule and article are added."""

    reason: str
    remedy: str = ""
    subject: str = ""
    outcome: Outcome = Outcome.NOT_MET


Check = Callable[[Facts], Iterable[Remark]]


@dataclass(frozen=True)
class Guard:
    """A named condition of steps; `description` is the sentence that is true when it is met.

    `doubt` says what of `citation` has not been checked against the text of the law, or is empty.
    """

    name: str
    description: str
    citation: str
    doubt: str
    check: Check

    def __call__(self, facts: Facts) -> list[Finding]:
        """Return a finding for each subject concerned, or one MET finding; never an empty list."""
        remarks = list(self.check(facts)) or [Remark(self.description, outcome=Outcome.MET)]
        return [
            Finding(
                remark.outcome,
                self.name,
                self.citation,
                remark.reason,
                remark.remedy,
                subject=remark.subject,
                doubt=self.doubt,
            )
            for remark in remarks
        ]
