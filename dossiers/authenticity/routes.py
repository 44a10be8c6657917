"""Pages that hold papers against what was issued."""

from __future__ import annotations

from dossiers import pdf
from dossiers.authenticity import check_routes, session_copy_routes, signing_routes
from dossiers.authenticity.blueprint import bp

bp.add_app_template_global(pdf.lacking, "pdf_lacking")

__all__ = ["bp", "check_routes", "session_copy_routes", "signing_routes"]
