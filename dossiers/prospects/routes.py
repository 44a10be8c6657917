"""What somebody can aim for next, and a dossier under another day's law."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.appraisal.queries import is_open
from dossiers.lawbook.forms import day_asked
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.prospects import candidates, service
from dossiers.prospects.candidates import Candidate
from dossiers.prospects.forms import LawForm
from dossiers.prospects.law_comparison import compare, newer_law
from dossiers.prospects.outlook import outlook
from dossiers.rules import law
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid
from workflow.permissions import Action

bp = Blueprint("prospects", __name__)
LINES = 40


@bp.get("/con-duong-khen-thuong")
@access(Action.REGISTER_VIEW)
def search() -> ResponseReturnValue:
    """Find a person or a collective."""
    words, actor = request.args.get("q", ""), current_actor()
    return render_template(
        "pages/prospects/search.html",
        words=words,
        found=candidates.search(actor, words),
        is_confined=candidates.is_confined(actor),
        kinds=RECIPIENT_KINDS,
    )


@bp.get("/so-khen-thuong/<int:record_id>/con-duong")
@access(Action.REGISTER_VIEW)
def of_record(record_id: int) -> ResponseReturnValue:
    """Show the way of somebody whom the register knows."""
    return _outlook_page(candidates.of_record(record_id, current_actor()))


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/con-duong")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def of_nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show the way of somebody whom a nomination knows."""
    dossier = subjects.find_dossier(dossier_id)
    return _outlook_page(candidates.of_nomination(dossier, nomination_id, current_actor()))


def _outlook_page(candidate: Candidate) -> ResponseReturnValue:
    form, asked, status = day_asked()
    day = asked or clock.today()
    return render_template(
        "pages/prospects/outlook.html",
        candidate=candidate,
        outlook=outlook(candidate, day),
        day=day,
        version=law().versions.on(day),
        form=form,
        kinds=RECIPIENT_KINDS,
    ), status


@bp.get("/ho-so/<int:dossier_id>/so-sanh-luat")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def compare_law(dossier_id: int) -> ResponseReturnValue:
    """Show a dossier under its own law and under that of another day."""
    dossier, today = subjects.find_dossier(dossier_id), clock.today()
    form, day, status = day_asked()
    comparison = compare(dossier, today, day)
    start = key_or_none(request.args.get("tu")) or 1
    start = start if start <= len(comparison.lines) else 1
    return render_template(
        "pages/prospects/compare_law.html",
        comparison=comparison,
        dossier=dossier,
        lines=comparison.lines[start - 1 : start - 1 + LINES],
        newer=newer_law(dossier, today),
        start=start,
        step=LINES,
        form=form,
        subject=subjects.of_dossier(dossier),
        is_open=is_open(dossier),
    ), status


@bp.get("/ho-so/<int:dossier_id>/luat-co-loi-hon")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def choose_law(dossier_id: int) -> ResponseReturnValue:
    """Ask why the newer law is more favourable."""
    return _choose_page(dossier_id, LawForm())


@bp.post("/ho-so/<int:dossier_id>/luat-co-loi-hon")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def choose_law_now(dossier_id: int) -> ResponseReturnValue:
    """Apply the newer law."""
    return _record(dossier_id, service.choose_law, "Hồ sơ được áp dụng luật mới, có lợi hơn.")


@bp.post("/ho-so/<int:dossier_id>/luat-theo-ngay-tiep-nhan")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def restore_law_now(dossier_id: int) -> ResponseReturnValue:
    """Go back to the law of the day of reception."""
    return _record(dossier_id, service.restore_law, "Hồ sơ áp dụng lại luật của ngày tiếp nhận.")


def _record(dossier_id: int, write: Callable[..., None], done: str) -> ResponseReturnValue:
    form = LawForm()
    if form.validate():
        try:
            write(
                actor=current_actor(), dossier_id=dossier_id, seen=form.version, reason=form.reason.data, at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(done, "success")
            return redirect(url_for("desk.dossier", dossier_id=dossier_id), code=303)
    return _choose_page(dossier_id, form), 422


def _choose_page(dossier_id: int, form: LawForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    form.seen.data = form.seen.data or dossier.version
    newer = newer_law(dossier, clock.today())
    day = newer.from_ if newer else dossier.received_on
    return render_template(
        "pages/prospects/choose_law.html",
        dossier=dossier,
        newer=newer,
        comparison=compare(dossier, clock.today(), day),
        is_open=is_open(dossier),
        form=form,
    )
