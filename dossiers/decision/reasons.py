"""Steps that need nothing but a reason: one page asks for it, one function takes the step."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects
from dossiers.access import current_actor
from dossiers.decision.forms import ReasonForm


def ask(dossier_id: int, step: str) -> ResponseReturnValue:
    """Show the page that asks for the reason of a step."""
    return _page(dossier_id, step, ReasonForm(seen=subjects.find_dossier(dossier_id).version))


def take(dossier_id: int, step: str, act: Callable[..., None], done: str) -> ResponseReturnValue:
    """Take the step with the reason typed, say `done`, and go back to the dossier; ask again where none was typed."""
    form = ReasonForm()
    if not form.validate():
        return _page(dossier_id, step, form), 422
    act(actor=current_actor(), dossier_id=dossier_id, seen=form.version, reason=form.reason.data, at=clock.now())
    flash(done, "success")
    return to_dossier(dossier_id)


def to_dossier(dossier_id: int) -> ResponseReturnValue:
    """Go to the dossier's page."""
    return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)


def _page(dossier_id: int, step: str, form: ReasonForm) -> str:
    pending = steps.pending(dossier_id, step, actor=current_actor(), at=clock.now())
    return render_template("pages/decision/reason.html", form=form, pending=pending)
