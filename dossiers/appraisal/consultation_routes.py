"""The asked office answers online; the appraising side reminds."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access, current_actor
from dossiers.appraisal import consultations
from dossiers.appraisal.blueprint import bp
from dossiers.appraisal.forms import OnlineAnswerForm
from dossiers.web.downloads import sent
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/hiep-y/<int:consultation_id>")
@access(Action.CONSULTATION_ANSWER, of=consultations.asked)
def consultation(consultation_id: int) -> ResponseReturnValue:
    """Show a question to the office that is asked."""
    return _page(consultation_id, OnlineAnswerForm())


@bp.post("/hiep-y/<int:consultation_id>")
@access(Action.CONSULTATION_ANSWER, of=consultations.asked)
def answer_consultation(consultation_id: int) -> ResponseReturnValue:
    """Answer for the office that is asked."""
    form = OnlineAnswerForm()
    if form.validate():
        try:
            consultations.answer(
                actor=current_actor(),
                consultation_id=consultation_id,
                text=form.answer.data,
                uploads=form.uploads(),
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã gửi ý kiến; cơ quan thẩm định được báo tin.", "success")
            return redirect(url_for("appraisal.consultation", consultation_id=consultation_id), code=303)
    return _page(consultation_id, form), 422


@bp.get("/hiep-y/tep/<int:consultation_file_id>")
@access(Action.DOSSIER_VIEW, of=consultations.file)
def consultation_file(consultation_file_id: int) -> ResponseReturnValue:
    """Send a file that came with an answer."""
    found = consultations.find_file(consultation_file_id)
    return sent(storage.get(found.sha256), found.filename, found.media_type)


@bp.post("/hiep-y/<int:consultation_id>/nhac")
@access(Action.CONSULTATION_FOLLOW, of=consultations.followed)
def remind_office(consultation_id: int) -> ResponseReturnValue:
    """Remind the asked office."""
    consultations.remind(actor=current_actor(), consultation_id=consultation_id, at=clock.now())
    flash("Đã nhắc cơ quan được lấy ý kiến.", "success")
    return redirect(url_for("desk.consultations"), code=303)


def _page(consultation_id: int, form: OnlineAnswerForm) -> str:
    asked = consultations.find(consultation_id)
    dossier = subjects.find_dossier(asked.dossier_id)
    return render_template("pages/appraisal/consultation.html", asked=asked, dossier=dossier, form=form)
