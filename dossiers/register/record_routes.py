"""One record of the register: read, corrected, revoked, restored."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.models import AwardRecord
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.models.history import PROVENANCES
from dossiers.register import queries, record_service
from dossiers.register.blueprint import bp
from dossiers.register.forms import CorrectionForm, RestorationForm, RevocationForm, SeenForm
from dossiers.register.trail import entries
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/so-khen-thuong/<int:record_id>")
@access(Action.REGISTER_VIEW)
def record(record_id: int) -> ResponseReturnValue:
    """Show a record, its trail, and the holder's other awards."""
    page = queries.record_page(record_id)
    return render_template(
        "pages/register/record.html",
        page=page,
        record=page.record,
        changes=entries(page.record),
        kinds=RECIPIENT_KINDS,
        sources=PROVENANCES,
        keeper=subjects.register(),
    )


@bp.get("/so-khen-thuong/<int:record_id>/dinh-chinh")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def correct(record_id: int) -> ResponseReturnValue:
    """Show a record for correction."""
    found = queries.find_record(record_id)
    return _correction_page(found, CorrectionForm(obj=found))


@bp.post("/so-khen-thuong/<int:record_id>/dinh-chinh")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def correct_now(record_id: int) -> ResponseReturnValue:
    """Correct a record."""
    found, form = queries.find_record(record_id), CorrectionForm()
    form.offer(queries.unit_choices())
    return _done(
        form,
        found,
        lambda: record_service.correct_record(
            actor=current_actor(),
            record_id=record_id,
            seen=form.last_seen,
            values=form.values(),
            reason=form.reason.data or "",
            at=clock.now(),
        ),
        "Đã đính chính. Nội dung cũ còn trong phần Quá trình thay đổi.",
        lambda: _correction_page(found, form),
    )


@bp.get("/so-khen-thuong/<int:record_id>/huy")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def revoke(record_id: int) -> ResponseReturnValue:
    """Ask by which decision an award was annulled."""
    return _page("revoke", queries.find_record(record_id), RevocationForm())


@bp.post("/so-khen-thuong/<int:record_id>/huy")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def revoke_now(record_id: int) -> ResponseReturnValue:
    """Enter that an award was annulled."""
    found, form = queries.find_record(record_id), RevocationForm()
    return _done(
        form,
        found,
        lambda: record_service.revoke_record(
            actor=current_actor(),
            record_id=record_id,
            seen=form.last_seen,
            ground=form.ground.data,
            number=form.number.data or "",
            revoked_on=form.revoked_on.data,
            reason=form.reason.data or "",
            at=clock.now(),
        ),
        "Đã ghi nhận việc hủy. Lần khen thưởng này không còn được tính.",
        lambda: _page("revoke", found, form),
    )


@bp.get("/so-khen-thuong/<int:record_id>/khoi-phuc")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def restore(record_id: int) -> ResponseReturnValue:
    """Ask why an award stands again."""
    return _page("restore", queries.find_record(record_id), RestorationForm())


@bp.post("/so-khen-thuong/<int:record_id>/khoi-phuc")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def restore_now(record_id: int) -> ResponseReturnValue:
    """Enter that an award stands again."""
    found, form = queries.find_record(record_id), RestorationForm()
    return _done(
        form,
        found,
        lambda: record_service.restore_record(
            actor=current_actor(),
            record_id=record_id,
            seen=form.last_seen,
            reason=form.reason.data or "",
            at=clock.now(),
        ),
        "Đã khôi phục. Lần khen thưởng này được tính trở lại.",
        lambda: _page("restore", found, form),
    )


def _done(
    form: SeenForm, found: AwardRecord, write: Callable[[], None], said: str, again: Callable[[], str]
) -> ResponseReturnValue:
    if form.validate():
        try:
            write()
        except Invalid as fault:
            form.reject(fault if fault.fields else Invalid({"": fault.message}))
        else:
            flash(said, "success")
            return redirect(url_for("register.record", record_id=found.id), code=303)
    return again(), 422


def _correction_page(found: AwardRecord, form: CorrectionForm) -> str:
    form.offer(queries.unit_choices())
    return _page("correct", found, form)


def _page(name: str, found: AwardRecord, form: SeenForm) -> str:
    if form.seen.data in (None, ""):
        form.seen.data = str(found.changes[-1].id if found.changes else 0)
    return render_template(f"pages/register/{name}.html", record=found, form=form)
