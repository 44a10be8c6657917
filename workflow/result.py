"""What a predicate says of a case, before the tree adds its source; and sums about years that time can cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflow.case import Case
from workflow.findings import Outcome

_FAR = 12  # years ahead that are searched; no rule of the law spans more than ten


@dataclass(frozen=True)
class Result:
    """An outcome, why, what to do, the first year in which time alone cures it, and what lacks in few words."""

    outcome: Outcome
    reason: str = ""
    remedy: str = ""
    earliest_year: int | None = None
    lack: str = ""


def met(reason: str = "") -> Result:
    """Return that the rule holds."""
    return Result(Outcome.MET, reason)


def unknown(reason: str, remedy: str = "") -> Result:
    """Return that evidence is missing."""
    return Result(Outcome.UNKNOWN, reason, remedy)


def not_met(reason: str, remedy: str = "", earliest_year: int | None = None, lack: str = "") -> Result:
    """Return that the rule fails; `lack` names what is missing in a few words, without a full stop."""
    return Result(Outcome.NOT_MET, reason, remedy, earliest_year, lack)


def earliest(case: Case, good: set[int], holds: Callable[[int, set[int]], bool], *, lost: bool = False) -> int | None:
    """Return the first later year whose proposal would satisfy `holds`, if every year from now on is good.

    `good` are the years that count already; `lost` says that the case's own year can no longer become good.
    """
    first = case.year + 1 if lost else case.year
    for year in range(case.year + 1, case.year + _FAR):
        counted = {each for each in good | set(range(first, year + 1)) if case.is_counted(each)}
        if holds(year, counted):
            return year
    return None


def years_in_words(years: list[int]) -> str:
    """Write years as people do: "2023, 2024"."""
    return ", ".join(map(str, years))
