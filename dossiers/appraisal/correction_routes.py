"""Returning a dossier for correction: what, why, by when."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects, timing
from dossiers.access import access, current_actor
from dossiers.appraisal import queries, service
from dossiers.appraisal.blueprint import bp
from dossiers.appraisal.forms import CorrectionForm
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/yeu-cau-bo-sung")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def return_for_correction(dossier_id: int) -> ResponseReturnValue:
    """Show everything that can be asked for, line by line."""
    pending = steps.pending(dossier_id, "return_for_correction", actor=current_actor(), at=clock.now())
    form = CorrectionForm(seen=pending.dossier.version)
    form.due_on.data = timing.due_after(pending.step, clock.today())
    chosen = request.args.getlist("dong", type=int)
    lines = queries.lines_to_flag(pending.dossier, chosen)
    for row in queries.flag_rows(pending.dossier, lines):
        form.flags.append_entry({"owner": row.owner, "code": row.code})
    return _page(dossier_id, form)


@bp.post("/ho-so/<int:dossier_id>/yeu-cau-bo-sung")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def return_for_correction_now(dossier_id: int) -> ResponseReturnValue:
    """Return the dossier."""
    form = CorrectionForm()
    if form.validate():
        try:
            service.return_for_correction(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                reason=form.reason.data,
                due_on=form.due_on.data,
                flags=form.chosen(),
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã gửi yêu cầu bổ sung cho đơn vị; thời hạn xử lý ngừng tính.", "success")
            return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)
    return _page(dossier_id, form), 422


def _page(dossier_id: int, form: CorrectionForm) -> str:
    pending = steps.pending(dossier_id, "return_for_correction", actor=current_actor(), at=clock.now())
    return render_template(
        "pages/appraisal/return_for_correction.html",
        pending=pending,
        dossier=pending.dossier,
        form=form,
        groups=queries.flag_groups(pending.dossier, form.flags.entries),
        many=len(pending.dossier.live_nominations) > queries.MANY_LINES,
        chosen=request.args.getlist("dong", type=int),
    )
