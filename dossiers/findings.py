"""What the law says of each line: its case put together from what was typed and from the register of awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dossiers import authority, holders
from dossiers.holders import Register, holder_of
from dossiers.models import AwardRecord, Dossier, Nomination
from dossiers.nomination_fields import BY_CODE
from dossiers.rules import law
from dossiers.web.text import fold
from workflow import case as cases
from workflow.eligibility import Answer
from workflow.eligibility import check as weigh
from workflow.errors import Invalid

# The keys that a case knows; a line keeps more beside them (decision numbers, issuing bodies) for its papers.
_ROWS = {
    "ratings": ("year", "rating"),
    "awards": ("award", "year", "decided_on", "ground", "revoked"),
    "initiatives": ("title", "kind", "scope", "recognised_on", "used_for"),
    "discipline": ("measure", "from", "to"),
    "holds": ("reason", "from", "to"),
}


def check(nomination: Nomination, dossier: Dossier, day: date) -> Answer | None:
    """Weigh one line by the law of the dossier's reception (before that, of `day`)."""
    return _weigh(nomination, dossier, day, register_of([nomination]))


def check_typed(
    values: Mapping[str, Any], kind: str, line: Nomination | None, dossier: Dossier, day: date
) -> Answer | None:
    """Weigh what is being typed of a line (None: a new one), by field code; nothing is stored."""
    # A row that no session knows, so that no query flushes it.
    typed = Nomination(kind=kind, name="", report={}, evidence={}, award_code=dossier.award_code)
    if line:
        typed.name, typed.gender, typed.birth_year = line.name, line.gender, line.birth_year
        typed.award_code, typed.evidence = line.award_code, line.evidence
    for code, value in values.items():
        BY_CODE[code].put(typed, value)
    typed.search_key = fold(typed.name)
    return _weigh(typed, dossier, day, holders.register_of([holder_of(typed, dossier)]))


def check_all(dossier: Dossier, day: date, *, law_on: date | None = None) -> dict[int, Answer | None]:
    """Weigh every line of a dossier, reading the register once; by nomination id.

    With `law_on` the same facts are weighed by the law of that day instead of the dossier's own.
    """
    register = register_of(dossier.nominations)
    return {line.id: _weigh(line, dossier, day, register, law_on) for line in dossier.nominations}


def verdicts_of(dossier: Dossier, day: date) -> dict[int, str | None]:
    """Return the verdicts on every line of a dossier, by nomination id."""
    return {line_id: answer.verdict if answer else None for line_id, answer in check_all(dossier, day).items()}


def held_awards(nomination: Nomination, dossier: Dossier, register: Register) -> list[AwardRecord]:
    """Return the register's entries that are this line's, under every name and unit that it went by."""
    return register.awards_of(holder_of(nomination, dossier))


def register_of(nominations: Iterable[Nomination]) -> Register:
    """Return the register's entries under the names of those whom some lines propose."""
    return holders.register_of(holder_of(line, line.dossier) for line in nominations)


def wrong_authority(dossier: Dossier, day: date) -> str:
    """Return the sentence that says why this body may not decide the award on `day`, or empty."""
    return authority.fault(dossier, day)


def refused_recipients(dossier: Dossier) -> tuple[str, ...]:
    """Return the live lines whose kind of recipient the award does not admit."""
    admitted = law().award(dossier.award_code).recipients
    return tuple(line.label for line in dossier.live_nominations if line.kind not in admitted)


def _weigh(
    nomination: Nomination, dossier: Dossier, day: date, register: Register, law_on: date | None = None
) -> Answer | None:
    candidate = candidate_of(nomination, held_awards(nomination, dossier, register))
    try:
        case = cases.parse(_case(nomination, dossier, day, candidate), law())
    except Invalid:
        return None
    return weigh(replace(case, law_chosen_on=law_on or dossier.law_day))


def _case(nomination: Nomination, dossier: Dossier, day: date, candidate: dict[str, Any]) -> dict[str, Any]:
    return {
        "received_on": (dossier.received_on or day).isoformat(),
        "award": nomination.award_code,
        "year": dossier.year,
        "ground": dossier.ground,
        "candidate": candidate,
    }


def candidate_of(nomination: Nomination, held: list[AwardRecord]) -> dict[str, Any]:
    """Return a case's candidate: what was typed of a line, and what the register holds."""
    evidence = nomination.evidence
    candidate: dict[str, Any] = {"kind": nomination.kind, "name": nomination.name}
    if nomination.gender:
        candidate["gender"] = nomination.gender
    for key in ("direct_worker", "collective"):
        if key in evidence:
            candidate[key] = evidence[key]
    for key, known in _ROWS.items():
        if key in evidence:
            candidate[key] = [{name: row[name] for name in known if name in row} for row in evidence[key]]
    if held:
        candidate["awards"] = merged_awards(candidate.get("awards", []), held)
    return candidate


def merged_awards(declared: list[dict[str, Any]], held: list[AwardRecord]) -> list[dict[str, Any]]:
    """The register knows better than the line: what both name counts once, as the register has it."""
    known = {(each.award_code, each.year) for each in held}
    own = [each for each in declared if (each.get("award"), each.get("year")) not in known]
    return own + [
        {
            "award": each.award_code,
            "year": each.year,
            "decided_on": each.decided_on.isoformat() if each.decided_on else None,
            "ground": each.ground,
            "revoked": each.is_revoked,
        }
        for each in held
    ]
