"""A step of a dossier before it is taken: what its confirmation page shows, and who may see that page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossiers import clock
from dossiers.advance import may_take
from dossiers.facts import facts_of
from dossiers.models import Dossier
from dossiers.rules import procedure_of
from dossiers.subjects import find_dossier
from workflow.errors import NotAllowed
from workflow.facts import Facts
from workflow.findings import Finding, unmet
from workflow.permissions import Actor
from workflow.procedure import Step


@dataclass(frozen=True)
class PendingStep:
    """A step that a person may take of a dossier, with what its guards say today."""

    dossier: Dossier
    step: Step
    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> list[Finding]:
        """What still stops the step."""
        return unmet(list(self.findings))

    @property
    def is_last(self) -> bool:
        """Whether the step ends the dossier for good."""
        return procedure_of(self.dossier).states[self.step.to].is_end

    @property
    def remarks(self) -> list[Finding]:
        """What does not stop it, but has to be known: who stays behind."""
        return [finding for finding in self.findings if finding.is_met and finding.subject]


def pending(dossier_id: int, name: str, *, actor: Actor, at: datetime) -> PendingStep:
    """Return the step `name` of a dossier; raises Missing, Refused (not in this state) or NotAllowed."""
    dossier = find_dossier(dossier_id)
    procedure = procedure_of(dossier)
    step = procedure.step(name, dossier.state)
    verdict = may_take(actor, step, dossier)
    if not verdict.is_allowed:
        raise NotAllowed(verdict.reason)
    facts = facts_of(dossier, clock.day_of(at))
    return PendingStep(dossier, step, facts, procedure.explain(name, dossier.state, facts))
