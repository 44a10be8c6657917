from __future__ import annotations

from datetime import date
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, working_days
from dossiers.access import access, current_actor
from dossiers.admin import calendar_queries, calendar_service, due_dates
from dossiers.admin.blueprint import bp
from dossiers.admin.calendar_forms import CorrectCalendarForm, StateYearForm
from dossiers.admin.due_dates import Move
from dossiers.web.forms import read_day
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid, Stale
from workflow.permissions import Action


@bp.get("/quan-tri/lich-lam-viec")
@access(Action.CALENDAR_MANAGE)
def calendar() -> ResponseReturnValue:
    """Show one year: days off and swapped days with their documents, and what was corrected."""
    year = key_or_none(request.args.get("nam")) or clock.today().year
    page = calendar_queries.year_page(year)
    return render_template("pages/admin/calendar.html", page=page, kinds=calendar_queries.DAY_KINDS)


@bp.get("/quan-tri/lich-lam-viec/sua")
@access(Action.CALENDAR_MANAGE)
def correct_calendar() -> ResponseReturnValue:
    """Ask what to correct; a link from the year page names the kind and the day."""
    return _form_page(CorrectCalendarForm(kind=request.args.get("viec", "holiday"), day=_day(request.args.get("ngay"))))


@bp.post("/quan-tri/lich-lam-viec/xem-truoc")
@access(Action.CALENDAR_MANAGE)
def preview_calendar() -> ResponseReturnValue:
    """Show which open due days would move, before anything is changed."""
    form = CorrectCalendarForm()
    if form.validate():
        try:
            return _preview_page(form)
        except Invalid as fault:
            form.reject(fault)
    return _form_page(form), 422


@bp.post("/quan-tri/lich-lam-viec/sua")
@access(Action.CALENDAR_MANAGE)
def correct_calendar_now() -> ResponseReturnValue:
    """Correct the calendar and move the due days that were shown."""
    form = CorrectCalendarForm()
    if not form.validate():
        return _form_page(form), 422
    try:
        found = calendar_service.correct(
            actor=current_actor(),
            wanted=form.wanted,
            document_number=form.document_number.data,
            document_on=cast(date, form.document_on.data),
            reason=form.reason.data,
            seen=form.shown.data or "",
            at=clock.now(),
        )
    except Invalid as fault:
        form.reject(fault)
        return _form_page(form), 422
    except Stale as fault:
        return _preview_page(form, warning=fault.message), 409
    flash(f"Đã sửa lịch làm việc và tính lại {len(found)} hạn đang chạy.", "success")
    return redirect(url_for("admin.calendar", nam=form.wanted.day.year), code=303)


@bp.get("/quan-tri/lich-lam-viec/nam")
@access(Action.CALENDAR_MANAGE)
def state_year() -> ResponseReturnValue:
    """Ask whether a year's plan is official, or which year to add."""
    chosen = key_or_none(request.args.get("nam")) or clock.today().year
    return _year_page(StateYearForm(year=chosen, standing="official"))


@bp.post("/quan-tri/lich-lam-viec/nam")
@access(Action.CALENDAR_MANAGE)
def state_year_now() -> ResponseReturnValue:
    """Write down whether a year's plan is official."""
    form = StateYearForm()
    form.offer(_years())
    if form.validate():
        try:
            stated = calendar_service.state_year(
                actor=current_actor(),
                year=form.year.data,
                is_official=form.standing.data == "official",
                document_number=form.document_number.data,
                document_on=cast(date, form.document_on.data),
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã ghi: lịch năm {stated.year} là lịch {'chính thức' if stated.is_official else 'dự kiến'}.")
            return redirect(url_for("admin.calendar", nam=stated.year), code=303)
    return _year_page(form), 422


def _day(text: str | None) -> date | None:
    try:
        return read_day(text or "")
    except ValueError:
        return None


def _form_page(form: CorrectCalendarForm) -> str:
    return render_template("pages/admin/correct_calendar.html", form=form)


def _preview_page(form: CorrectCalendarForm, warning: str = "") -> str:
    found: list[Move] = calendar_service.preview(actor=current_actor(), wanted=form.wanted, today=clock.today())
    form.shown.data = due_dates.fingerprint(found)
    return render_template(
        "pages/admin/preview_calendar.html",
        form=form,
        moves=found,
        warning=warning,
        kind=calendar_service.KINDS[form.kind.data],
    )


def _years() -> list[int]:
    known = working_days.calendar()
    return [*known.years, known.last_year + 1]


def _year_page(form: StateYearForm) -> str:
    form.offer(_years())
    return render_template("pages/admin/state_year.html", form=form)
