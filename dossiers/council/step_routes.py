"""The council's steps of a dossier, as the dossier's page links to them: each leads to where the act happens."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects
from dossiers.access import access, current_actor
from dossiers.council import closing, items
from dossiers.council.blueprint import bp
from dossiers.facts import newest_item
from dossiers.submission.forms import ReasonForm, SeenForm
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/hoi-dong/hoan")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def defer(dossier_id: int) -> ResponseReturnValue:
    """Lead to the item that would be deferred."""
    return _to_item(dossier_id, "council.defer_item")


@bp.get("/ho-so/<int:dossier_id>/hoi-dong/ha-muc")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def lower(dossier_id: int) -> ResponseReturnValue:
    """Lead to the item where a nomination that failed is lowered."""
    return _to_item(dossier_id, "council.item")


@bp.get("/ho-so/<int:dossier_id>/hoi-dong/ket-luan")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def conclude_council(dossier_id: int) -> ResponseReturnValue:
    """Lead to the session, whose closing records the conclusion; after it, ask for the dossiers left behind."""
    return _conclusion(dossier_id, "conclude_council")


@bp.get("/ho-so/<int:dossier_id>/hoi-dong/khong-thong-qua")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def refuse(dossier_id: int) -> ResponseReturnValue:
    """Lead to the session, whose closing ends a dossier of which nothing passed; the same for those left behind."""
    return _conclusion(dossier_id, "refuse")


@bp.post("/ho-so/<int:dossier_id>/hoi-dong/ket-luan")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def conclude_now(dossier_id: int) -> ResponseReturnValue:
    """Record the conclusion on a dossier that was left behind when its session closed."""
    closing.conclude_dossier(actor=current_actor(), dossier_id=dossier_id, seen=SeenForm().version, at=clock.now())
    flash("Đã ghi kết luận của Hội đồng.", "success")
    return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)


@bp.get("/ho-so/<int:dossier_id>/hoi-dong/tham-dinh-lai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def reappraise(dossier_id: int) -> ResponseReturnValue:
    """Ask why the dossier goes back to its appraiser."""
    version = subjects.find_dossier(dossier_id).version
    return _reappraise_page(dossier_id, ReasonForm(seen=version))


@bp.post("/ho-so/<int:dossier_id>/hoi-dong/tham-dinh-lai")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def reappraise_now(dossier_id: int) -> ResponseReturnValue:
    """Send the dossier back to its appraiser."""
    form = ReasonForm()
    if not form.validate():
        return _reappraise_page(dossier_id, form), 422
    items.reappraise(
        actor=current_actor(),
        dossier_id=dossier_id,
        reason=form.reason.data,
        seen=form.version,
        at=clock.now(),
    )
    flash("Hồ sơ đã chuyển về thẩm định lại.", "success")
    return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)


def _reappraise_page(dossier_id: int, form: ReasonForm) -> str:
    pending = steps.pending(dossier_id, "reappraise", actor=current_actor(), at=clock.now())
    return render_template("pages/council/reappraise.html", pending=pending, form=form)


def _to_item(dossier_id: int, endpoint: str) -> ResponseReturnValue:
    item = newest_item(subjects.find_dossier(dossier_id))
    if item is None:
        return _not_on_agenda(dossier_id)
    return redirect(url_for(endpoint, item_id=item.id), code=303)


def _conclusion(dossier_id: int, step: str) -> ResponseReturnValue:
    dossier = subjects.find_dossier(dossier_id)
    item = newest_item(dossier)
    if item is None:
        return _not_on_agenda(dossier_id)
    if item.session.state != "closed" or closing.conclusion_of(dossier) != step:
        return redirect(url_for("council.session", session_id=item.session_id), code=303)
    pending = steps.pending(dossier_id, step, actor=current_actor(), at=clock.now())
    return render_template("pages/council/conclude.html", pending=pending, form=SeenForm(seen=dossier.version))


def _not_on_agenda(dossier_id: int) -> ResponseReturnValue:
    return render_template("pages/council/not_on_agenda.html", dossier=subjects.find_dossier(dossier_id))
