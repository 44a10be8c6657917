from __future__ import annotations

from dossiers.register import holder_routes, import_routes, record_routes, succession_routes
from dossiers.register.blueprint import bp

__all__ = ["bp", "holder_routes", "import_routes", "record_routes", "succession_routes"]
