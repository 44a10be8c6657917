"""The appraiser's view of a dossier: its table of lines, its components, the offices asked."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects
from dossiers.access import access, current_actor
from dossiers.appraisal import nomination_service, queries, service
from dossiers.appraisal.blueprint import bp
from dossiers.appraisal.forms import AnswerForm, ConsultForm, WaiveForm
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/tham-dinh")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def desk(dossier_id: int) -> ResponseReturnValue:
    """Show every line with the checks' answer and the opinion."""
    found = queries.desk(dossier_id, clock.today())
    return render_template(
        "pages/appraisal/desk.html",
        desk=found,
        dossier=found.dossier,
        account_id=current_actor().id,
        today=clock.today(),
    )


@bp.get("/ho-so/<int:dossier_id>/mien-thanh-phan")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def waive_component(dossier_id: int) -> ResponseReturnValue:
    """Ask which component is not needed, and why."""
    return _waive_page(dossier_id, WaiveForm())


@bp.post("/ho-so/<int:dossier_id>/mien-thanh-phan")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def waive_component_now(dossier_id: int) -> ResponseReturnValue:
    """Waive a component."""
    form = WaiveForm()
    form.component.choices = queries.missing_parts(subjects.find_dossier(dossier_id))
    if not form.validate():
        return _waive_page(dossier_id, form), 422
    nomination_service.waive_component(
        actor=current_actor(),
        dossier_id=dossier_id,
        seen=form.version,
        component=form.component.data,
        reason=form.reason.data,
        at=clock.now(),
    )
    flash("Đã ghi nhận miễn thành phần này.", "success")
    return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)


def _waive_page(dossier_id: int, form: WaiveForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    form.component.choices = queries.missing_parts(dossier)
    form.seen.data = form.seen.data or dossier.version
    return render_template("pages/appraisal/waive_component.html", dossier=dossier, form=form)


@bp.get("/ho-so/<int:dossier_id>/lay-y-kien")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def consult(dossier_id: int) -> ResponseReturnValue:
    """Show the form of a question to other offices."""
    form = ConsultForm()
    form.due_on.data = service.consultation_due(clock.today())
    return _consult_page(dossier_id, form)


@bp.post("/ho-so/<int:dossier_id>/lay-y-kien")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def consult_now(dossier_id: int) -> ResponseReturnValue:
    """Ask other offices."""
    form = ConsultForm()
    if form.validate():
        try:
            service.consult(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                unit_ids=form.unit_ids.data or [],
                question=form.question.data,
                due_on=form.due_on.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã gửi công văn lấy ý kiến.", "success")
            return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)
    return _consult_page(dossier_id, form), 422


def _consult_page(dossier_id: int, form: ConsultForm) -> str:
    pending = steps.pending(dossier_id, "consult", actor=current_actor(), at=clock.now())
    form.seen.data = form.seen.data or pending.dossier.version
    return render_template(
        "pages/appraisal/consult.html",
        pending=pending,
        dossier=pending.dossier,
        offices=queries.offices(pending.dossier),
        form=form,
    )


@bp.get("/ho-so/<int:dossier_id>/lay-y-kien/<int:consultation_id>")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def record_answer(dossier_id: int, consultation_id: int) -> ResponseReturnValue:
    """Show the form of an office's answer."""
    return _answer_page(dossier_id, consultation_id, AnswerForm())


@bp.post("/ho-so/<int:dossier_id>/lay-y-kien/<int:consultation_id>")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def record_answer_now(dossier_id: int, consultation_id: int) -> ResponseReturnValue:
    """Record what an office answered."""
    form = AnswerForm()
    if not form.validate():
        return _answer_page(dossier_id, consultation_id, form), 422
    service.record_answer(
        actor=current_actor(),
        dossier_id=dossier_id,
        consultation_id=consultation_id,
        seen=form.version,
        answer=form.answer.data,
        at=clock.now(),
    )
    flash("Đã ghi nhận văn bản trả lời.", "success")
    return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)


def _answer_page(dossier_id: int, consultation_id: int, form: AnswerForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    asked = queries.find_consultation(dossier, consultation_id)
    form.seen.data = form.seen.data or dossier.version
    return render_template("pages/appraisal/record_answer.html", dossier=dossier, asked=asked, form=form)
