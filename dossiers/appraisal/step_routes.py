"""The appraiser's steps that need at most a reason: each a page that shows what is at stake, and its button."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects, timing
from dossiers.access import access, current_actor
from dossiers.appraisal import queries, service
from dossiers.appraisal.blueprint import bp
from dossiers.models import Dossier
from dossiers.submission.forms import ReasonForm, SeenForm
from workflow.errors import Invalid
from workflow.permissions import Action

WithReason = Callable[..., Dossier]


@bp.get("/ho-so/<int:dossier_id>/tiep-nhan")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def accept(dossier_id: int) -> ResponseReturnValue:
    """Show what a reception fixes."""
    return _plain_page(dossier_id, "accept")


@bp.post("/ho-so/<int:dossier_id>/tiep-nhan")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def accept_now(dossier_id: int) -> ResponseReturnValue:
    """Receive the dossier."""
    form = SeenForm()
    service.accept(actor=current_actor(), dossier_id=dossier_id, seen=form.version, at=clock.now())
    flash("Đã tiếp nhận hồ sơ.", "success")
    return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)


@bp.get("/ho-so/<int:dossier_id>/ket-thuc-tham-dinh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def finish_appraisal(dossier_id: int) -> ResponseReturnValue:
    """Show the appraisal's result before it goes on."""
    return _plain_page(dossier_id, "finish_appraisal")


@bp.post("/ho-so/<int:dossier_id>/ket-thuc-tham-dinh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def finish_appraisal_now(dossier_id: int) -> ResponseReturnValue:
    """Finish the appraisal."""
    form = SeenForm()
    service.finish_appraisal(actor=current_actor(), dossier_id=dossier_id, seen=form.version, at=clock.now())
    flash("Đã kết thúc thẩm định.", "success")
    return _to_dossier(dossier_id)


def _plain_page(dossier_id: int, name: str) -> str:
    pending = steps.pending(dossier_id, name, actor=current_actor(), at=clock.now())
    return render_template(
        f"pages/appraisal/{name}.html",
        pending=pending,
        dossier=pending.dossier,
        desk=queries.desk(dossier_id, clock.today()),
        due_on=timing.due_after(pending.step, clock.today()),
        today=clock.today(),
        form=SeenForm(seen=pending.dossier.version),
    )


@bp.get("/ho-so/<int:dossier_id>/tam-dung")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def hold(dossier_id: int) -> ResponseReturnValue:
    """Ask why the whole dossier has to wait."""
    return _reason_page(dossier_id, "hold", ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/tam-dung")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def hold_now(dossier_id: int) -> ResponseReturnValue:
    """Hold the whole dossier."""
    return _take(dossier_id, "hold", service.hold, "Đã tạm dừng xét hồ sơ; thời hạn xử lý ngừng tính.")


@bp.get("/ho-so/<int:dossier_id>/xet-tiep")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def resume(dossier_id: int) -> ResponseReturnValue:
    """Ask for the written conclusion."""
    return _reason_page(dossier_id, "resume", ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/xet-tiep")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def resume_now(dossier_id: int) -> ResponseReturnValue:
    """Go on where the hold stopped."""
    return _take(dossier_id, "resume", service.resume, "Hồ sơ được xét tiếp tại đúng bước đã dừng.")


@bp.get("/ho-so/<int:dossier_id>/khong-de-nghi")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def refuse(dossier_id: int) -> ResponseReturnValue:
    """Ask why the dossier ends without an award."""
    return _reason_page(dossier_id, "refuse", ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/khong-de-nghi")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def refuse_now(dossier_id: int) -> ResponseReturnValue:
    """End the dossier without an award."""
    return _take(dossier_id, "refuse", service.refuse, "Đã kết thúc hồ sơ và thông báo lý do cho đơn vị.")


@bp.get("/ho-so/<int:dossier_id>/nhan-thay")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def take_over(dossier_id: int) -> ResponseReturnValue:
    """Ask why a colleague's dossier is taken over."""
    return _take_over_page(dossier_id, ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/nhan-thay")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def take_over_now(dossier_id: int) -> ResponseReturnValue:
    """Appraise in a colleague's place."""
    form = ReasonForm()
    if not form.validate():
        return _take_over_page(dossier_id, form), 422
    service.take_over(
        actor=current_actor(), dossier_id=dossier_id, seen=form.version, reason=form.reason.data, at=clock.now()
    )
    flash("Bạn là người thẩm định hồ sơ này.", "success")
    return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)


def _take_over_page(dossier_id: int, form: ReasonForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    form.seen.data = form.seen.data or dossier.version
    return render_template("pages/appraisal/take_over.html", dossier=dossier, form=form)


def _take(dossier_id: int, name: str, service_of: WithReason, done: str) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate():
        try:
            service_of(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(done, "success")
            return _to_dossier(dossier_id)
    return _reason_page(dossier_id, name, form), 422


def _reason_page(dossier_id: int, name: str, form: ReasonForm) -> str:
    pending = steps.pending(dossier_id, name, actor=current_actor(), at=clock.now())
    form.seen.data = form.seen.data or pending.dossier.version
    return render_template(f"pages/appraisal/{name}.html", pending=pending, dossier=pending.dossier, form=form)


def _to_dossier(dossier_id: int) -> ResponseReturnValue:
    return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)
