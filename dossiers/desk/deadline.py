"""How much time is left, in working days of the official calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.models import Dossier
from dossiers.rules import procedure_of
from workflow.deadlines import working_days_between
from workflow.errors import Invalid


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due: `days_left` working days, negative when it is over, 0 on the day itself."""

    due_on: date | None
    days_left: int | None
    is_paused: bool = False


def until(due_on: date | None, today: date) -> Deadline:
    """Return the time left until the end of `due_on`."""
    if due_on is None:
        return Deadline(None, None)
    try:
        days = working_days_between(today, due_on)
    except Invalid:  # beyond the calendar, where nobody knows the holidays yet
        days = (due_on - today).days
    if due_on < today:
        return Deadline(due_on, min(days, -1))
    return Deadline(due_on, days if due_on == today else max(days, 1))


def of_dossier(dossier: Dossier, today: date) -> Deadline | None:
    """Return a dossier's deadline; None for one that nobody waits for (a draft, or ended)."""
    procedure = procedure_of(dossier)
    state = procedure.states[dossier.state]
    if state.is_end or state.name == procedure.start:
        return None
    if state.clock == "stopped":
        return Deadline(dossier.due_on, None, is_paused=True)
    return until(dossier.due_on, today)
