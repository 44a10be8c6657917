"""All routes of the council: importing this module attaches them to the blueprint."""

from __future__ import annotations

from dossiers.council import (
    council_routes,
    export_routes,
    item_routes,
    list_routes,
    preparation_routes,
    round_routes,
    session_routes,
    step_routes,
    vote_routes,
)
from dossiers.council.blueprint import bp

__all__ = [
    "bp",
    "council_routes",
    "export_routes",
    "item_routes",
    "list_routes",
    "preparation_routes",
    "round_routes",
    "session_routes",
    "step_routes",
    "vote_routes",
]
