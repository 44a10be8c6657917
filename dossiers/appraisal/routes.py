"""The appraisal pages, each group of routes in a module of its own."""

from __future__ import annotations

from dossiers.appraisal import (
    consultation_routes,
    correction_routes,
    desk_routes,
    name_routes,
    nomination_routes,
    step_routes,
)
from dossiers.appraisal.blueprint import bp

__all__ = [
    "bp",
    "consultation_routes",
    "correction_routes",
    "desk_routes",
    "name_routes",
    "nomination_routes",
    "step_routes",
]
