"""The steps out of a dossier's state for one person: possible, stopped and by what, or somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers import subjects
from dossiers.desk.duties import forward
from dossiers.facts import facts_of
from dossiers.models import Dossier
from dossiers.rules import procedure_of
from workflow.findings import Finding, unmet
from workflow.permissions import Actor, Subject, decide_step
from workflow.procedure import Procedure, Step


@dataclass(frozen=True)
class Move:
    """One step as a person sees it: `refusal` says why it isn't theirs, `missing` what stops it."""

    step: Step
    refusal: str
    missing: list[Finding]
    is_forward: bool
    is_ending: bool

    @property
    def is_possible(self) -> bool:
        """Whether the person can take it now."""
        return not (self.refusal or self.missing)

    @property
    def kind(self) -> str:
        """The look of its button."""
        return "primary" if self.is_forward else "link" if self.is_ending else "secondary"


def moves_of(dossier: Dossier, actor: Actor, today: date, subject: Subject | None = None) -> list[Move]:
    """Return every step out of a dossier's state, the one forward first and those that end it last."""
    procedure = procedure_of(dossier)
    steps = procedure.steps_from(dossier.state)
    if not steps:
        return []
    facts = facts_of(dossier, today)
    subject = subject or subjects.of_dossier(dossier)
    onward = forward(procedure, dossier.state)
    moves = [
        Move(
            step,
            decide_step(actor, step.by, subject).reason,
            unmet(list(procedure.explain(step.name, dossier.state, facts))),
            is_forward=step is onward,
            is_ending=_ends_without_award(procedure, step),
        )
        for step in steps
    ]
    return sorted(moves, key=lambda move: (not move.is_forward, move.is_ending))


def _ends_without_award(procedure: Procedure, step: Step) -> bool:
    return procedure.states[step.to].is_end and forward(procedure, step.from_states[0]) is not step
