"""The history of a dossier in words, as much of it as the reader's side may know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from dossiers.journal import JournalEntry
from dossiers.models import Dossier
from dossiers.rules import procedure_of
from dossiers.words import action_words
from workflow.procedure import Procedure, Step

# What the unit that submitted may read; all else belongs to the appraising side and the council.
OPEN_TO_UNIT = frozenset({"dossier", "nomination", "attachment", "component", "correction", "decision"})
_PAPERS = "document.written"  # listed as documents already


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    title: str
    at: datetime
    actor_name: str
    reason: str = ""
    details: tuple[str, ...] = ()


def events(dossier: Dossier, entries: list[JournalEntry], *, is_inside: bool) -> list[Event]:
    """Return a dossier's history, newest first; `is_inside` for the appraising side and the council."""
    procedure = procedure_of(dossier)
    state = procedure.start
    told: list[Event] = []
    for entry in entries:
        subject, _, verb = entry.action.partition(".")
        step = procedure.find_step(verb, state) if subject == "dossier" else None
        if step:
            state = step.to
        if entry.action != _PAPERS and (is_inside or subject in OPEN_TO_UNIT):
            told.append(_event(entry, procedure, step))
    return _gathered(told)[::-1]


def _gathered(told: list[Event]) -> list[Event]:
    """Tell once, with its number, what one person did several times in a row."""
    runs = (list(run) for _key, run in groupby(told, key=lambda each: (each.title, each.actor_name, each.reason)))
    return [replace(run[-1], title=f"{run[-1].title} ({len(run)} lần)") if len(run) > 1 else run[0] for run in runs]


def _event(entry: JournalEntry, procedure: Procedure, step: Step | None) -> Event:
    has_moved = step is not None and step.to not in step.from_states
    return Event(
        title=step.label if step else action_words(entry),
        at=entry.at,
        actor_name=entry.actor_name,
        reason=str(entry.details.get("reason") or ""),
        details=(f"Chuyển sang: {procedure.states[step.to].inside}",) if step and has_moved else (),
    )
