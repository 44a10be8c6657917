from __future__ import annotations

from dossiers.submission.forms import SeenForm
from dossiers.web.forms import TextAreaField, at_most, required


class LawForm(SeenForm):
    """Why a dossier is judged by another law than that of its day of reception, or no longer."""

    reason = TextAreaField("Lý do", [required("Ghi rõ lý do."), at_most(2_000)])
