from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.appraisal import name_service
from dossiers.appraisal.blueprint import bp
from dossiers.appraisal.forms import SettleNameForm
from dossiers.models.naming import NAME_CHECK_STATES
from dossiers.submission.nomination_service import find_line
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/xac-nhan-ten")
@access(Action.NAME_CHECK, of=subjects.dossier)
def name_checks(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show what was asked about a name, and what can be asked or settled now."""
    return _page(dossier_id, nomination_id, SettleNameForm())


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/xac-nhan-ten")
@access(Action.NAME_CHECK, of=subjects.dossier)
def ask_name(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Make a link for the nominee, and show it once."""
    token = name_service.ask(actor=current_actor(), dossier_id=dossier_id, nomination_id=nomination_id, at=clock.now())
    link = url_for("public.check_name", token=token, _external=True)
    return _page(dossier_id, nomination_id, SettleNameForm(formdata=None), link=link)


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/xac-nhan-ten/<int:name_check_id>")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def settle_name(dossier_id: int, nomination_id: int, name_check_id: int) -> ResponseReturnValue:
    """Accept or decline the spelling that a nominee proposes."""
    form = SettleNameForm()
    if form.validate():
        try:
            name_service.settle(
                actor=current_actor(),
                dossier_id=dossier_id,
                nomination_id=nomination_id,
                check_id=name_check_id,
                is_accepted=form.verdict.data == "accept",
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi kết luận về cách viết tên.", "success")
            address = url_for("appraisal.name_checks", dossier_id=dossier_id, nomination_id=nomination_id)
            return redirect(address, code=303)
    return _page(dossier_id, nomination_id, form), 422


def _page(dossier_id: int, nomination_id: int, form: SettleNameForm, link: str = "") -> str:
    dossier = subjects.find_dossier(dossier_id)
    line = find_line(dossier, nomination_id)
    return render_template(
        "pages/appraisal/name_checks.html",
        dossier=dossier,
        line=line,
        form=form,
        link=link,
        checks=name_service.checks_of(line),
        standing=name_service.standing_of(line),
        states=NAME_CHECK_STATES,
        subject=subjects.of_dossier(dossier),
        now=clock.now(),
    )
