"""The submission pages, each group of routes in a module of its own."""

from __future__ import annotations

from dossiers.submission import draft_routes, file_routes, list_routes, nomination_routes, step_routes
from dossiers.submission.blueprint import bp

__all__ = ["bp", "draft_routes", "file_routes", "list_routes", "nomination_routes", "step_routes"]
