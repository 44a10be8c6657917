"""All routes of the council: importing this module attaches them to the blueprint."""

from __future__ import annotations

from dossiers.council import (
    bulk_routes,
    change_routes,
    council_routes,
    export_routes,
    item_routes,
    kin_routes,
    list_routes,
    opinion_routes,
    preparation_routes,
    readiness_routes,
    reading_routes,
    round_routes,
    session_routes,
    step_routes,
    vote_routes,
    written_round_routes,
)
from dossiers.council.blueprint import bp

__all__ = [
    "bp",
    "bulk_routes",
    "change_routes",
    "council_routes",
    "export_routes",
    "item_routes",
    "kin_routes",
    "list_routes",
    "opinion_routes",
    "preparation_routes",
    "readiness_routes",
    "reading_routes",
    "round_routes",
    "session_routes",
    "step_routes",
    "vote_routes",
    "written_round_routes",
]
