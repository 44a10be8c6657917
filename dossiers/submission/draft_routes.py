"""Beginning a dossier and writing it: its overview, the petition, the unit's review meeting."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.models import Dossier
from dossiers.submission import queries, service
from dossiers.submission.blueprint import bp
from dossiers.submission.editing import editable
from dossiers.submission.forms import BeginForm, KeepForm, PetitionForm, ReviewForm
from workflow.errors import Invalid
from workflow.permissions import Action

SAVED = "Đã lưu. Hồ sơ vẫn là bản nháp cho đến khi nộp."
SAVED_CORRECTION = "Đã lưu nội dung bổ sung."


@bp.get("/ho-so/moi")
@access(Action.DOSSIER_CREATE)
def begin() -> ResponseReturnValue:
    """Show the form of a new dossier."""
    form = BeginForm(year=clock.today().year)
    _offer(form)
    return render_template("pages/submission/begin.html", form=form)


@bp.post("/ho-so/moi")
@access(Action.DOSSIER_CREATE)
def begin_now() -> ResponseReturnValue:
    """Create the draft and open it."""
    form = BeginForm()
    _offer(form)
    if form.validate():
        try:
            dossier = service.create_dossier(
                actor=current_actor(),
                unit_id=form.unit_id.data,
                award=form.award.data,
                ground=form.ground.data,
                year=form.year.data or 0,
                campaign_id=form.campaign_id.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            return redirect(url_for("submission.edit", dossier_id=dossier.id), code=303)
    return render_template("pages/submission/begin.html", form=form), 422


def _offer(form: BeginForm) -> None:
    units = queries.units_of_clerk(current_actor())
    form.unit_id.choices = [(unit.id, unit.name) for unit in units]
    form.award.choices = queries.award_choices(units, clock.today())
    form.campaign_id.choices = [("", "Không thuộc phong trào nào"), *queries.campaign_choices()]


@bp.get("/ho-so/<int:dossier_id>/soan")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def edit(dossier_id: int) -> ResponseReturnValue:
    """Show what there is and what is missing, with a way to each part."""
    return _overview(dossier_id, KeepForm())


def _overview(dossier_id: int, form: KeepForm, flag_id: int | None = None) -> str:
    desk = queries.overview(dossier_id, clock.today())
    return render_template(
        "pages/submission/edit.html",
        desk=desk,
        dossier=desk.dossier,
        tasks=[_task(task, dossier_id) for task in desk.tasks],
        form=form,
        flag_id=flag_id,
    )


def _task(task: queries.Task, dossier_id: int) -> dict[str, str]:
    url = url_for(task.endpoint, dossier_id=dossier_id) if task.endpoint else "#de-nghi"
    status, colour = ("Đủ", "") if task.is_done else ("Còn thiếu", "yellow")
    return {"title": task.title, "hint": task.hint, "status": status, "colour": colour, "url": url}


@bp.post("/ho-so/<int:dossier_id>/bo-sung/<int:flag_id>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def keep_flagged(dossier_id: int, flag_id: int) -> ResponseReturnValue:
    """Answer a flag without a change."""
    form = KeepForm()
    if not form.validate():
        return _overview(dossier_id, form, flag_id), 422
    service.keep_flagged(
        actor=current_actor(),
        dossier_id=dossier_id,
        flag_id=flag_id,
        seen=form.version,
        answer=form.answer.data,
        at=clock.now(),
    )
    flash("Đã ghi vì sao giữ nguyên.", "success")
    return redirect(url_for("submission.edit", dossier_id=dossier_id), code=303)


@bp.get("/ho-so/<int:dossier_id>/to-trinh")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def petition(dossier_id: int) -> ResponseReturnValue:
    """Show the petition's form."""
    dossier = subjects.find_dossier(dossier_id)
    form = PetitionForm(obj=dossier, seen=dossier.version)
    return _petition_page(dossier, form)


@bp.post("/ho-so/<int:dossier_id>/to-trinh")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def save_petition(dossier_id: int) -> ResponseReturnValue:
    """Save the petition."""
    dossier = subjects.find_dossier(dossier_id)
    form = PetitionForm()
    _narrow(form, dossier)
    if not form.validate():
        return _petition_page(dossier, form), 422
    values = {name: form[name].data for name in service.PETITION if name in form}
    service.save_petition(
        actor=current_actor(), dossier_id=dossier_id, seen=form.version, values=values, at=clock.now()
    )
    return _saved(dossier)


def _petition_page(dossier: Dossier, form: PetitionForm) -> str:
    _narrow(form, dossier)
    return render_template("pages/submission/petition.html", form=form, dossier=dossier, scope=editable(dossier))


def _narrow(form: PetitionForm, dossier: Dossier) -> None:
    scope = editable(dossier)
    for name in service.PETITION:
        if name in form and not scope.allows(name):
            del form[name]


@bp.get("/ho-so/<int:dossier_id>/binh-xet")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def review(dossier_id: int) -> ResponseReturnValue:
    """Show the form of the unit's own review meeting."""
    dossier = subjects.find_dossier(dossier_id)
    form = ReviewForm(seen=dossier.version)
    form.show(dossier)
    return _review_page(dossier, form)


@bp.post("/ho-so/<int:dossier_id>/binh-xet")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def save_review(dossier_id: int) -> ResponseReturnValue:
    """Save the unit's own review meeting."""
    dossier = subjects.find_dossier(dossier_id)
    form = ReviewForm()
    if form.validate():
        try:
            service.save_review(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                review=form.review(),
                votes=form.counts(),
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            return _saved(dossier)
    return _review_page(dossier, form), 422


def _review_page(dossier: Dossier, form: ReviewForm) -> str:
    return render_template(
        "pages/submission/review.html",
        form=form,
        dossier=dossier,
        scope=editable(dossier),
        lines={str(line.id): line for line in dossier.nominations},
    )


def _saved(dossier: Dossier) -> ResponseReturnValue:
    flash(SAVED if editable(dossier).is_draft else SAVED_CORRECTION, "success")
    return redirect(url_for("submission.edit", dossier_id=dossier.id), code=303)
