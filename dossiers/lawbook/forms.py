from __future__ import annotations

from datetime import date

from flask import request

from dossiers.rules import law
from dossiers.web.forms import DayField, Form
from workflow.errors import Invalid


class DayForm(Form):
    """The day whose law is asked about, in the address."""

    class Meta(Form.Meta):
        """A question in an address changes nothing, so it needs no token."""

        csrf = False

    ngay = DayField("Theo luật ngày")


def day_asked() -> tuple[DayForm, date | None, int]:
    """Read the day of the address and the answer's status; one that can't be used is told at its field."""
    form = DayForm(request.args)
    if form.validate() and form.ngay.data:
        try:
            law().require_day(form.ngay.data)
        except Invalid as fault:
            form.reject(Invalid({"ngay": fault.fields["received_on"]}))
        else:
            return form, form.ngay.data, 200
    return form, None, 422 if form.ngay.errors else 200
