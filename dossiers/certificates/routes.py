"""Pages of the certificates desk."""

from __future__ import annotations

from dossiers.certificates import making, run_routes, stock_routes
from dossiers.certificates.blueprint import bp

__all__ = ["bp", "making", "run_routes", "stock_routes"]
