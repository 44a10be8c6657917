from __future__ import annotations

from dossiers.submission.forms import SeenForm
from dossiers.web.forms import DayField, Form, TextAreaField, at_most, required


class DayForm(Form):
    """The day whose law is asked about, in the address."""

    class Meta(Form.Meta):
        """A question in an address changes nothing, so it needs no token."""

        csrf = False

    ngay = DayField("Theo luật ngày")


class LawForm(SeenForm):
    """Why a dossier is judged by another law than that of its day of reception, or no longer."""

    reason = TextAreaField("Lý do", [required("Ghi rõ lý do."), at_most(2_000)])
