"""Units that were merged, renamed or split."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock
from dossiers.access import access, current_actor
from dossiers.models.unit import SUCCESSION_KINDS
from dossiers.register import queries, succession_service
from dossiers.register.blueprint import bp
from dossiers.register.forms import SuccessionForm
from dossiers.web.text import fold
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/quan-tri/ke-thua")
@access(Action.UNIT_MANAGE)
def successions() -> ResponseReturnValue:
    """List the successions, or those in which a name occurs."""
    words = request.args.get("q", "").strip()
    wanted = fold(words)
    found = [each for each in queries.successions() if wanted in fold(f"{each.predecessor.name} {each.successor.name}")]
    return render_template("pages/register/successions.html", successions=found, words=words, kinds=SUCCESSION_KINDS)


@bp.get("/quan-tri/ke-thua/them")
@access(Action.UNIT_MANAGE)
def new_succession() -> ResponseReturnValue:
    """Show the form of a succession."""
    return _page(SuccessionForm())


@bp.post("/quan-tri/ke-thua/them")
@access(Action.UNIT_MANAGE)
def record_succession() -> ResponseReturnValue:
    """Record a succession."""
    form = SuccessionForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            succession_service.record_succession(
                actor=current_actor(), fields=form.fields(), old_unit=form.old_unit(), at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi nhận. Thành tích dưới tên đơn vị cũ được tính theo đơn vị mới.", "success")
            return redirect(url_for("register.successions"), code=303)
    return _page(form), 422


@bp.post("/quan-tri/ke-thua/<int:succession_id>/go")
@access(Action.UNIT_MANAGE)
def remove_succession(succession_id: int) -> ResponseReturnValue:
    """Take back a succession that was recorded wrongly."""
    succession_service.remove_succession(actor=current_actor(), succession_id=succession_id, at=clock.now())
    flash("Đã gỡ việc kế thừa ghi nhầm. Nhật ký còn giữ nội dung đã gỡ.", "success")
    return redirect(url_for("register.successions"), code=303)


def _page(form: SuccessionForm) -> str:
    form.offer(queries.unit_choices())
    return render_template("pages/register/new_succession.html", form=form)
