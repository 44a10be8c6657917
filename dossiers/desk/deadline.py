"""How much time is left, in working days of the official calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers import working_days
from dossiers.models import Dossier
from dossiers.rules import procedure_of


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due: `days_left` working days, negative when it is over, 0 on the day itself.

    `is_provisional` where the days until then are counted by a calendar that is not official yet.
    """

    due_on: date | None
    days_left: int | None
    is_paused: bool = False
    is_provisional: bool = False


def until(due_on: date | None, today: date) -> Deadline:
    """Return the time left until the end of `due_on`."""
    if due_on is None:
        return Deadline(None, None)
    days = working_days.between(today, due_on)
    if due_on < today:
        return Deadline(due_on, min(days, -1))
    left = days if due_on == today else max(days, 1)
    return Deadline(due_on, left, is_provisional=working_days.is_provisional(today, due_on))


def of_dossier(dossier: Dossier, today: date) -> Deadline | None:
    """Return a dossier's deadline; None for one that nobody waits for (a draft, or ended)."""
    procedure = procedure_of(dossier)
    state = procedure.states[dossier.state]
    if state.is_end or state.name == procedure.start:
        return None
    if state.clock == "stopped":
        return Deadline(dossier.due_on, None, is_paused=True)
    return until(dossier.due_on, today)
