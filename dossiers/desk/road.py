"""The way of a dossier: what is done, what is being done, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossiers.desk.duties import forward
from dossiers.journal import JournalEntry
from dossiers.models import Dossier
from dossiers.rules import procedure_of
from dossiers.words import goal
from workflow.procedure import Procedure, Step


@dataclass(frozen=True)
class Stretch:
    """One step of the way: `status` is done, now, next or never; who took it, and when."""

    step: Step
    status: str
    actor_name: str = ""
    at: datetime | None = None


def road_of(dossier: Dossier, entries: list[JournalEntry]) -> list[Stretch]:
    """Return the main steps of a dossier's procedure, marked by how far the dossier has come."""
    procedure = procedure_of(dossier)
    steps = main_steps(procedure)
    position = _position(procedure, steps, dossier, entries)
    has_ended = procedure.states[dossier.state].is_end
    return [_stretch(step, index, position, has_ended, entries) for index, step in enumerate(steps)]


def main_steps(procedure: Procedure) -> list[Step]:
    """Return the shortest way from the procedure's start to its goal."""
    steps: list[Step] = []
    state = procedure.start
    while step := forward(procedure, state):
        steps.append(step)
        state = step.to
    return steps


def _position(procedure: Procedure, steps: list[Step], dossier: Dossier, entries: list[JournalEntry]) -> int:
    """Return how many of the main steps are behind the dossier."""
    if dossier.state == goal(procedure):
        return len(steps)
    places = [procedure.start, *(step.to for step in steps)]
    visited = [dossier.state, *(str(entry.details.get("to", "")) for entry in reversed(entries))]
    for state in visited:
        here = procedure.states[state].paused_from or state if state in procedure.states else ""
        if here in places:
            return places.index(here)
    return 0


def _stretch(step: Step, index: int, position: int, has_ended: bool, entries: list[JournalEntry]) -> Stretch:
    if index < position:
        taken = next((entry for entry in reversed(entries) if entry.action == f"dossier.{step.name}"), None)
        return Stretch(step, "done", taken.actor_name, taken.at) if taken else Stretch(step, "done")
    if has_ended:
        return Stretch(step, "never")
    return Stretch(step, "now" if index == position else "next")
