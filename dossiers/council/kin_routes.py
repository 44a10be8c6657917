"""The page on which a council member declares relatives and interests, and answers when somebody bears their name."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock
from dossiers.access import access, current_actor
from dossiers.council import declarations
from dossiers.council.blueprint import bp
from dossiers.council.declarations import Kin
from dossiers.council.preparation_forms import AnswerKinForm, EndKinForm, KinForm
from dossiers.models.kin import RELATIONS
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/khai-bao-hoi-ti")
@access(Action.KIN_DECLARE)
def kin() -> ResponseReturnValue:
    """Show a member what they declared and what they still have to answer."""
    return _page(KinForm(from_on=clock.today()))


@bp.post("/khai-bao-hoi-ti")
@access(Action.KIN_DECLARE)
def declare_kin() -> ResponseReturnValue:
    """Declare a relative or an interest."""
    form = KinForm()
    if form.validate():
        given = Kin(
            relation=form.relation.data,
            name=form.name.data,
            birth_year=form.birth_year.data,
            workplace=form.workplace.data,
            from_on=form.from_on.data or clock.today(),
            until_on=form.until_on.data,
        )
        try:
            declarations.declare(actor=current_actor(), kin=given, at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi khai báo. Chỉ bạn xem được nội dung khai báo.", "success")
            return redirect(url_for("council.kin"), code=303)
    return _page(form), 422


@bp.post("/khai-bao-hoi-ti/ket-thuc")
@access(Action.KIN_DECLARE)
def end_kin() -> ResponseReturnValue:
    """End a declaration."""
    form = EndKinForm()
    try:
        until_on = form.until_on.data if form.validate() else None
        declarations.end(actor=current_actor(), kin_id=form.number, until_on=until_on, at=clock.now())
    except Invalid as fault:
        shown = KinForm(formdata=None, from_on=clock.today())
        shown.form_errors.extend(fault.fields.values())
        return _page(shown), 422
    flash("Đã kết thúc khai báo.", "success")
    return redirect(url_for("council.kin"), code=303)


@bp.post("/khai-bao-hoi-ti/tra-loi")
@access(Action.KIN_DECLARE)
def answer_kin() -> ResponseReturnValue:
    """Say whether a nominee is the declared person."""
    form = AnswerKinForm()
    is_same = form.answer.data == "same"
    declarations.answer(actor=current_actor(), match_id=form.number, is_same=is_same, at=clock.now())
    flash("Đã ghi nhận bạn hồi tị ở một nội dung." if is_same else "Đã ghi: không phải người thân bạn khai.", "success")
    return redirect(url_for("council.kin"), code=303)


def _page(form: KinForm) -> str:
    actor = current_actor()
    return render_template(
        "pages/council/kin.html",
        form=form,
        declared=declarations.own(actor),
        questions=declarations.questions_to(actor),
        relations=RELATIONS,
        today=clock.today(),
    )
