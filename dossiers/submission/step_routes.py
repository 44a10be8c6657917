"""The unit's own steps: each a page that shows what is at stake, and the button that does it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects
from dossiers.access import access, current_actor
from dossiers.submission import queries, service
from dossiers.submission.blueprint import bp
from dossiers.submission.forms import ReasonForm, SeenForm
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/nop")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def submit(dossier_id: int) -> ResponseReturnValue:
    """Show everything once more before it is handed in."""
    return _check_page(dossier_id, "submit")


@bp.post("/ho-so/<int:dossier_id>/nop")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def submit_now(dossier_id: int) -> ResponseReturnValue:
    """Hand the dossier in."""
    form = SeenForm()
    service.submit(actor=current_actor(), dossier_id=dossier_id, seen=form.version, at=clock.now())
    return redirect(url_for("submission.submitted", dossier_id=dossier_id), code=303)


@bp.get("/ho-so/<int:dossier_id>/nop-lai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def resubmit(dossier_id: int) -> ResponseReturnValue:
    """Show the corrected dossier once more before it goes back."""
    return _check_page(dossier_id, "resubmit")


@bp.post("/ho-so/<int:dossier_id>/nop-lai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def resubmit_now(dossier_id: int) -> ResponseReturnValue:
    """Hand the corrected dossier back."""
    form = SeenForm()
    service.resubmit(actor=current_actor(), dossier_id=dossier_id, seen=form.version, at=clock.now())
    return redirect(url_for("submission.submitted", dossier_id=dossier_id), code=303)


def _check_page(dossier_id: int, name: str) -> str:
    pending = steps.pending(dossier_id, name, actor=current_actor(), at=clock.now())
    form = SeenForm(seen=pending.dossier.version)
    desk = queries.overview(dossier_id, clock.today())
    return render_template(
        f"pages/submission/{name}.html",
        pending=pending,
        desk=desk,
        dossier=desk.dossier,
        subject=subjects.of_dossier(desk.dossier),
        form=form,
    )


@bp.get("/ho-so/<int:dossier_id>/da-nop")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def submitted(dossier_id: int) -> ResponseReturnValue:
    """Show the dossier's code and what happens next."""
    return render_template("pages/submission/submitted.html", sent=queries.submitted(dossier_id))


@bp.get("/ho-so/<int:dossier_id>/rut")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def withdraw(dossier_id: int) -> ResponseReturnValue:
    """Ask for the reason of a withdrawal."""
    pending = steps.pending(dossier_id, "withdraw", actor=current_actor(), at=clock.now())
    form = ReasonForm(seen=pending.dossier.version)
    return render_template("pages/submission/withdraw.html", pending=pending, dossier=pending.dossier, form=form)


@bp.post("/ho-so/<int:dossier_id>/rut")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def withdraw_now(dossier_id: int) -> ResponseReturnValue:
    """Withdraw the dossier for good."""
    form = ReasonForm()
    if form.validate():
        try:
            service.withdraw(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)
    pending = steps.pending(dossier_id, "withdraw", actor=current_actor(), at=clock.now())
    return render_template("pages/submission/withdraw.html", pending=pending, dossier=pending.dossier, form=form), 422
