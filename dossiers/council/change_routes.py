"""A council's changes by dated decision, and their history."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import changes, council_queries
from dossiers.council.blueprint import bp
from dossiers.council.change_forms import change_form, joining_of
from dossiers.models import Council
from dossiers.models.council import SEATS
from dossiers.web.forms import read_day
from workflow.errors import Invalid
from workflow.permissions import Action

ROWS, MOST_ROWS = 3, 60


@bp.get("/hoi-dong/<int:council_id>/quyet-dinh")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def new_change(council_id: int) -> ResponseReturnValue:
    """Ask what a decision changes."""
    found = subjects.find_council(council_id)
    return _page(found, _form(found, _day(), ROWS))


@bp.post("/hoi-dong/<int:council_id>/quyet-dinh")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def record_change(council_id: int) -> ResponseReturnValue:
    """Record a decision; the button "more" only adds empty lines."""
    found = subjects.find_council(council_id)
    typed = request.form.get("rows", "")
    rows = min(int(typed), MOST_ROWS) if typed.isdecimal() and len(typed) < 4 else ROWS
    if "more" in request.form:
        return _page(found, _form(found, _day(), min(rows + ROWS, MOST_ROWS)))
    form = _form(found, _day(), rows)
    if not form.validate():
        return _page(found, form), 422
    names = ("number", "decided_on", "effective_on", "note", "term_ends")
    seats = changes.Seats(
        present={member.id: form[f"act_{member.id}"].data for member in form.members}, joining=joining_of(form)
    )
    try:
        changes.record(
            actor=current_actor(),
            council_id=council_id,
            decision=changes.Decision(**{name: form.data[name] for name in names}),
            seats=seats,
            at=clock.now(),
        )
    except Invalid as fault:
        form.reject(fault)
        return _page(subjects.find_council(council_id), form), 422
    flash(_told(subjects.find_council(council_id), form.effective_on.data), "success")
    return redirect(url_for("council.history", council_id=council_id), code=303)


@bp.get("/hoi-dong/<int:council_id>/lich-su")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def history(council_id: int) -> ResponseReturnValue:
    """Show every decision on the council's seats."""
    found = subjects.find_council(council_id)
    return render_template("pages/council/history.html", council=found, events=changes.history(found))


def _told(council: Council, day: date) -> str:
    said = "Đã ghi quyết định. Phiên họp đã khai mạc giữ nguyên danh sách của ngày họp."
    waiting = changes.prepared_after(council, day)
    return said + (f" {len(waiting)} phiên họp đã triệu tập cần gửi lại giấy mời." if waiting else "")


def _day() -> date:
    """Return the day whose roster the page lists: the typed one where it can be read."""
    typed = request.form.get("effective_on", "").strip() or request.args.get("ngay", "")
    try:
        return read_day(typed) if typed else clock.today()
    except ValueError:
        return clock.today()


def _form(council: Council, day: date, rows: int) -> Any:
    members = changes.staying(council, day)
    return change_form(members, council_queries.possible_members(), rows)


def _page(council: Council, form: Any) -> str:
    return render_template(
        "pages/council/change.html",
        council=council,
        form=form,
        seats=SEATS,
        sessions=[(held, subjects.of_session(held)) for held in changes.prepared_after(council, clock.today())],
    )
