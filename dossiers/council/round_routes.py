"""A second vote that the chair orders, the quota of an item, and the correction of a closed session's papers."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import agenda, corrections, manner, queries, quotas, rounds
from dossiers.council.blueprint import bp
from dossiers.council.forms import CorrectionForm, QuotaForm, SecondVoteForm
from dossiers.web.forms import Form
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/phien-hop/noi-dung/<int:item_id>/bo-phieu-lan-hai")
@access(Action.SESSION_LEAD, of=subjects.item)
def second_vote(item_id: int) -> ResponseReturnValue:
    """Show what could be voted once more."""
    return _item_page("second_vote", item_id, SecondVoteForm())


@bp.post("/phien-hop/noi-dung/<int:item_id>/bo-phieu-lan-hai")
@access(Action.SESSION_LEAD, of=subjects.item)
def order_second_vote(item_id: int) -> ResponseReturnValue:
    """Open a second vote on the chosen nominations."""
    form = SecondVoteForm()
    if form.validate():
        try:
            rounds.order_second_vote(
                actor=current_actor(),
                item_id=item_id,
                nomination_ids=form.nominations.data,
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã mở bỏ phiếu lần hai; kết quả lần trước vẫn được giữ.", "success")
            return redirect(url_for("council.item", item_id=item_id), code=303)
    return _item_page("second_vote", item_id, form), 422


@bp.get("/phien-hop/noi-dung/<int:item_id>/chi-tieu")
@access(Action.ITEM_PREPARE, of=subjects.item)
def quota(item_id: int) -> ResponseReturnValue:
    """Ask for how many nominations of the item there is a place."""
    found = subjects.find_item(item_id)
    return _item_page("quota", item_id, QuotaForm(seen=found.session.version, quota=found.quota))


@bp.post("/phien-hop/noi-dung/<int:item_id>/chi-tieu")
@access(Action.ITEM_PREPARE, of=subjects.item)
def set_quota(item_id: int) -> ResponseReturnValue:
    """Set or lift the item's quota."""
    form = QuotaForm()
    if form.validate():
        agenda.set_quota(
            actor=current_actor(), item_id=item_id, quota=form.quota.data, seen=form.version, at=clock.now()
        )
        flash("Đã ghi chỉ tiêu của nội dung này.", "success")
        return redirect(url_for("council.item", item_id=item_id), code=303)
    return _item_page("quota", item_id, form), 422


@bp.get("/phien-hop/<int:session_id>/dinh-chinh")
@access(Action.SESSION_PREPARE, of=subjects.session_paper)
def correct_session(session_id: int) -> ResponseReturnValue:
    """Ask what is wrong in a closed session's papers."""
    return _correction_page(session_id, CorrectionForm())


@bp.post("/phien-hop/<int:session_id>/dinh-chinh")
@access(Action.SESSION_PREPARE, of=subjects.session_paper)
def correct_session_now(session_id: int) -> ResponseReturnValue:
    """Record the correction beside the papers."""
    form = CorrectionForm()
    if not form.validate():
        return _correction_page(session_id, form), 422
    corrections.record_correction(
        actor=current_actor(),
        session_id=session_id,
        statement=form.statement.data,
        reason=form.reason.data,
        at=clock.now(),
    )
    flash("Đã ghi đính chính; biên bản và phiếu giữ nguyên.", "success")
    return redirect(url_for("council.session", session_id=session_id), code=303)


def _item_page(name: str, item_id: int, form: Form) -> str:
    found = subjects.find_item(item_id)
    view = queries.session_view(found.session, current_actor())
    return render_template(
        f"pages/council/{name}.html",
        item=found,
        held=found.session,
        line=queries.line(found, view.me),
        form=form,
        repeatable=rounds.can_be_repeated(found),
        awards=manner.award_name,
        tie=quotas.TIE_WORDS[quotas.tie_rule(found.session.held_on)],
    )


def _correction_page(session_id: int, form: CorrectionForm) -> str:
    return render_template("pages/council/correct_session.html", held=subjects.find_session(session_id), form=form)
