"""What a step does to the dossier's clock: its new due day, the stop while it waits elsewhere, the day of reception."""

from __future__ import annotations

from datetime import date
from typing import Any

from dossiers import working_days
from dossiers.models import Dossier
from dossiers.rules import law, procedure_of
from workflow.procedure import Procedure, Step

RECEPTION = "accept"


def of_step(dossier: Dossier, step: Step, day: date) -> dict[str, Any]:
    """Return the columns that taking `step` on `day` changes: due day, stop of the clock, reception.

    A pause keeps the due day and starts the stop; leaving it moves the due day by the working days it lasted.
    """
    states = procedure_of(dossier).states
    source, target = states[dossier.state], states[step.to]
    if target is source:
        return {"due_on": due_after(step, day)} if step.due else {}
    if target.paused_from:
        return {"paused_on": day}
    if source.paused_from == target.name:
        return {"due_on": resumed_due(dossier, day), "paused_on": None}
    return {"due_on": due_after(step, day), "paused_on": None, **_reception(dossier, step, day)}


def due_after(step: Step, day: date) -> date | None:
    """Return the day by which the work after `step` is to be done; None where the procedure sets no time."""
    days = days_of(step, day)
    return None if days is None else working_days.add(day, days).due


def days_of(step: Step, day: date) -> int | None:
    """Return the working days that the procedure gives the work after `step`; None where it sets no time."""
    if step.due is None:
        return None
    days = step.due.working_days
    return int(days if isinstance(days, int) else law().parameter(days).on(day).value)


def resumed_due(dossier: Dossier, day: date) -> date | None:
    """Return the due day moved by the working days during which the clock stood still."""
    if dossier.due_on is None or dossier.paused_on is None:
        return dossier.due_on
    stopped = working_days.between(dossier.paused_on, day)
    return working_days.add(dossier.due_on, stopped).due


def _reception(dossier: Dossier, step: Step, day: date) -> dict[str, Any]:
    """The law is fixed when the appraising body receives; where nobody does, when the unit submits to itself."""
    if dossier.received_on is None and step.name == _receiving_step(procedure_of(dossier)):
        return {"received_on": day, "law_version": law().version_on(day).law}
    return {}


def _receiving_step(procedure: Procedure) -> str:
    names = {step.name for step in procedure.steps}
    return RECEPTION if RECEPTION in names else "submit"
