"""One name at two units: what looks like one person, decided by people."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.models import AwardRecord
from dossiers.register import holder_service, queries
from dossiers.register.blueprint import bp
from dossiers.register.forms import OtherUnitForm
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/so-khen-thuong/trung-nguoi")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def matches() -> ResponseReturnValue:
    """List what looks like one person, and what was decided."""
    pairs, count = queries.likely_pairs()
    return render_template("pages/register/matches.html", pairs=pairs, count=count, matches=queries.matches())


@bp.get("/so-khen-thuong/<int:record_id>/cung-nguoi")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def decide_match(record_id: int) -> ResponseReturnValue:
    """Ask whether the person of a record is the one at another unit."""
    form = OtherUnitForm(unit_id=key_or_none(request.args.get("don-vi")))
    return _page(queries.find_record(record_id), form)


@bp.post("/so-khen-thuong/<int:record_id>/cung-nguoi")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def decide_match_now(record_id: int) -> ResponseReturnValue:
    """Confirm that it is one person, or that they are two."""
    record, form = queries.find_record(record_id), OtherUnitForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            match = holder_service.decide_match(
                actor=current_actor(),
                record_id=record.id,
                unit_id=form.unit_id.data or 0,
                is_same=form.is_same.data == "1",
                reason=form.reason.data or "",
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            said = "cùng một người" if match.is_same else "hai người khác nhau"
            flash(f"Đã xác nhận {record.name} ở hai đơn vị là {said}.", "success")
            return redirect(url_for("register.matches"), code=303)
    return _page(record, form), 422


@bp.post("/so-khen-thuong/trung-nguoi/<int:match_id>/bo")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def undo_match(match_id: int) -> ResponseReturnValue:
    """Undo what was decided."""
    holder_service.undo_match(actor=current_actor(), match_id=match_id, at=clock.now())
    flash("Đã bỏ xác nhận. Việc này còn lưu trong danh sách.", "success")
    return redirect(url_for("register.matches"), code=303)


def _page(record: AwardRecord, form: OtherUnitForm) -> str:
    form.offer(queries.unit_choices())
    return render_template(
        "pages/register/decide_match.html", record=record, form=form, page=queries.record_page(record.id)
    )
