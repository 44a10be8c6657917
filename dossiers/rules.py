"""The law and the procedures as this instance uses them: loaded once at start, never changed while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flask import current_app

from dossiers.models.dossier import Dossier
from workflow.catalogue import Law, load_law
from workflow.errors import LawError
from workflow.procedure import Procedure, load_procedures


def law() -> Law:
    """Return the law of this instance's province."""
    return load_law(current_app.config["SETTINGS"].province)


@cache
def procedures() -> Mapping[str, Procedure]:
    """Return the shipped procedures by name."""
    return load_procedures()


def procedure_of(dossier: Dossier) -> Procedure:
    """Return the procedure that a dossier follows."""
    try:
        return procedures()[dossier.procedure]
    except KeyError as fault:
        raise LawError(f"no procedure {dossier.procedure!r} for dossier {dossier.code}") from fault
