"""Pages of the decision: each step has a page to confirm it and a POST that takes it."""

from __future__ import annotations

from dossiers.decision import answer_routes, register_routes, step_routes
from dossiers.decision.blueprint import bp

__all__ = ["answer_routes", "bp", "register_routes", "step_routes"]
