from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, storage, subjects, timing, working_days
from dossiers.access import access, current_actor
from dossiers.facts import notice_of
from dossiers.notice import assignments, queries, service
from dossiers.notice.forms import AnswerForm, AssignForm, PostNoticeForm
from dossiers.subjects import find_dossier
from dossiers.submission.forms import SeenForm
from dossiers.web.downloads import sent
from workflow.errors import Invalid, Missing
from workflow.permissions import Action, Subject
from workflow.roles import Role

bp = Blueprint("notice", __name__)


@bp.get("/ho-so/<int:dossier_id>/dang-cong-khai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def post_notice(dossier_id: int) -> ResponseReturnValue:
    """Show when and where the list would be public."""
    return _post_page(dossier_id, PostNoticeForm(seen=find_dossier(dossier_id).version))


@bp.post("/ho-so/<int:dossier_id>/dang-cong-khai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def post_notice_now(dossier_id: int) -> ResponseReturnValue:
    """Post the notice."""
    form = PostNoticeForm()
    if form.validate():
        try:
            notice = service.post_notice(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                place=form.place.data,
                working_days=form.working_days.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã đăng công khai từ {notice.first_day:%d/%m/%Y} đến hết {notice.last_day:%d/%m/%Y}.", "success")
            return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)
    return _post_page(dossier_id, form), 422


def _post_page(dossier_id: int, form: PostNoticeForm) -> str:
    pending = steps.pending(dossier_id, "post_notice", actor=current_actor(), at=clock.now())
    today = clock.today()
    days = timing.days_of(pending.step, today) or 1
    return render_template(
        "pages/notice/post_notice.html",
        form=form,
        pending=pending,
        days=days,
        first=working_days.add(today, 1),
        last=working_days.add(today, days),
    )


@bp.get("/ho-so/<int:dossier_id>/ket-thuc-cong-khai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def close_notice(dossier_id: int) -> ResponseReturnValue:
    """Show how the notice went and who would stay behind."""
    pending = steps.pending(dossier_id, "close_notice", actor=current_actor(), at=clock.now())
    notice = notice_of(pending.dossier)
    return render_template(
        "pages/notice/close_notice.html",
        form=SeenForm(seen=pending.dossier.version),
        pending=pending,
        notice=notice,
        objections=queries.objections_of(notice, pending.dossier) if notice else [],
    )


@bp.post("/ho-so/<int:dossier_id>/ket-thuc-cong-khai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def close_notice_now(dossier_id: int) -> ResponseReturnValue:
    """Report on the notice and go on."""
    seen = SeenForm().version
    sibling = service.close_notice(actor=current_actor(), dossier_id=dossier_id, seen=seen, at=clock.now())
    flash("Đã kết thúc công khai và lập báo cáo kết quả.", "success")
    if sibling:
        flash(f"Đề nghị còn phải chờ được chuyển sang hồ sơ {sibling.code}.")
    return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)


def _own_desk() -> Subject:
    """Everything that the person appraises."""
    return Subject(deciding_units=current_actor().units_as([Role.APPRAISER]))


@bp.get("/phan-anh-da-nhan")
@access(Action.OBJECTION_ANSWER, of=_own_desk)
def objections() -> ResponseReturnValue:
    """List the objections that the person may answer."""
    found = queries.objections_for(current_actor())
    return render_template("pages/notice/objections.html", objections=found, today=clock.today())


@bp.get("/phan-anh-da-nhan/<int:objection_id>")
@access(Action.OBJECTION_ANSWER, of=subjects.objection)
def objection(objection_id: int) -> ResponseReturnValue:
    """Show an objection with its sender, and the answer or the form for it."""
    found = queries.find_objection(objection_id)
    return _objection_page(objection_id, AnswerForm(seen=found.dossier.version))


@bp.post("/phan-anh-da-nhan/<int:objection_id>")
@access(Action.OBJECTION_ANSWER, of=subjects.objection)
def answer_objection(objection_id: int) -> ResponseReturnValue:
    """Answer an objection."""
    form = AnswerForm()
    if form.validate():
        try:
            service.answer_objection(
                actor=current_actor(),
                objection_id=objection_id,
                seen=form.version,
                answer=form.answer.data,
                is_upheld=form.is_upheld.data == "yes",
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi kết luận và trả lời phản ánh.", "success")
            return redirect(url_for("notice.objection", objection_id=objection_id), code=303)
    return _objection_page(objection_id, form), 422


@bp.post("/phan-anh-da-nhan/<int:objection_id>/giao")
@access(Action.OBJECTION_ANSWER, of=subjects.objection)
def assign_objection(objection_id: int) -> ResponseReturnValue:
    """Give an objection to an appraiser, or take it."""
    found = queries.find_objection(objection_id)
    form = AssignForm()
    form.offer(assignments.candidates(found, clock.now()))
    if form.validate():
        try:
            given = assignments.assign(
                actor=current_actor(), objection_id=objection_id, account_id=form.account.data, at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã giao cho {given.assigned_to.full_name if given.assigned_to else ''}.", "success")
            return redirect(url_for("notice.objection", objection_id=objection_id), code=303)
    return _objection_page(objection_id, AnswerForm(formdata=None, seen=found.dossier.version), form), 422


def _objection_page(objection_id: int, form: AnswerForm, assign_form: AssignForm | None = None) -> str:
    found, today = queries.find_objection(objection_id), clock.today()
    if assign_form is None:
        assign_form = AssignForm(formdata=None)
        assign_form.offer(assignments.candidates(found, clock.now()))
    return render_template(
        "pages/notice/objection.html",
        form=form,
        assign_form=assign_form,
        objection=found,
        dossier=found.dossier,
        days_left=working_days.between(today, found.due_on),
        is_provisional=working_days.is_provisional(today, found.due_on),
        is_mine=found.assigned_to_id in (None, current_actor().id),
    )


@bp.get("/phan-anh-da-nhan/<int:objection_id>/tep")
@access(Action.OBJECTION_ANSWER, of=subjects.objection)
def objection_file(objection_id: int) -> ResponseReturnValue:
    """Send the file that came with an objection."""
    found = queries.find_objection(objection_id)
    if not found.sha256:
        raise Missing("Phản ánh này không có tệp kèm theo.")
    return sent(storage.get(found.sha256), found.filename, found.media_type)
