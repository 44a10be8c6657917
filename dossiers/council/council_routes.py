"""Councils: who sits in them on a day, and their changes by dated decision."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import council_queries, councils
from dossiers.council.blueprint import bp
from dossiers.council.forms import CouncilForm, EndSeatForm, SeatForm
from dossiers.models.council import SEATS
from dossiers.web.forms import read_day
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/hoi-dong", endpoint="councils")
@access(Action.COUNCIL_MANAGE)
def list_councils() -> ResponseReturnValue:
    """List the councils that the person keeps."""
    found = council_queries.managed_by(current_actor())
    return render_template("pages/council/councils.html", councils=found, today=clock.today())


@bp.get("/hoi-dong/lap")
@access(Action.COUNCIL_MANAGE)
def new_council() -> ResponseReturnValue:
    """Ask for a council's name and decision."""
    return render_template("pages/council/new_council.html", form=_council_form())


@bp.post("/hoi-dong/lap")
@access(Action.COUNCIL_MANAGE)
def establish_council() -> ResponseReturnValue:
    """Record a council."""
    form = _council_form()
    if form.validate():
        names = ("name", "established_by", "established_on", "until_on")
        founding = councils.Founding(**{name: form.data[name] for name in names})
        try:
            council_id = councils.establish(
                actor=current_actor(), unit_id=form.unit.data, founding=founding, at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi nhận Hội đồng. Thêm các thành viên theo quyết định.", "success")
            return redirect(url_for("council.council", council_id=council_id), code=303)
    return render_template("pages/council/new_council.html", form=form), 422


@bp.get("/hoi-dong/<int:council_id>")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def council(council_id: int) -> ResponseReturnValue:
    """Show who sits in a council on a day."""
    return _council_page(council_id, _seat_form(council_id))


@bp.post("/hoi-dong/<int:council_id>/thanh-vien")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def seat_member(council_id: int) -> ResponseReturnValue:
    """Give a person a seat."""
    form = _seat_form(council_id)
    if form.validate():
        names = ("account_id", "seat", "position", "from_on", "decided_by")
        seat = councils.Seat(**{name: form.data[name] for name in names})
        try:
            councils.seat_member(actor=current_actor(), council_id=council_id, seat=seat, at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã thêm thành viên.", "success")
            return redirect(url_for("council.council", council_id=council_id), code=303)
    return _council_page(council_id, form), 422


@bp.get("/hoi-dong/<int:council_id>/thanh-vien/<int:member_id>/thoi")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def end_seat(council_id: int, member_id: int) -> ResponseReturnValue:
    """Ask from when a member no longer sits in the council."""
    return _end_page(council_id, member_id, EndSeatForm())


@bp.post("/hoi-dong/<int:council_id>/thanh-vien/<int:member_id>/thoi")
@access(Action.COUNCIL_MANAGE, of=subjects.council)
def end_seat_now(council_id: int, member_id: int) -> ResponseReturnValue:
    """End a seat."""
    form = EndSeatForm()
    if form.validate():
        try:
            councils.end_seat(
                actor=current_actor(),
                member_id=council_queries.seat_of(council_id, member_id).id,
                until_on=form.data["until_on"],
                decided_by=form.decided_by.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi thành viên thôi tham gia Hội đồng.", "success")
            return redirect(url_for("council.council", council_id=council_id), code=303)
    return _end_page(council_id, member_id, form), 422


def _council_form() -> CouncilForm:
    form = CouncilForm()
    form.unit.choices = {unit.id: unit.name for unit in council_queries.units_of(current_actor())}
    return form


def _seat_form(council_id: int) -> SeatForm:
    found = subjects.find_council(council_id)
    form = SeatForm(position=councils.next_position(found))
    form.account_id.choices = council_queries.possible_members()
    return form


def _council_page(council_id: int, form: SeatForm) -> str:
    found = subjects.find_council(council_id)
    typed = request.args.get("ngay", "")
    try:
        day, fault = (read_day(typed) if typed else clock.today()), ""
    except ValueError as wrong:
        day, fault = clock.today(), str(wrong)
    return render_template(
        "pages/council/council.html",
        council=found,
        roster=found.roster_on(day),
        day=day,
        typed=typed,
        fault=fault,
        seats=SEATS,
        form=form,
    )


def _end_page(council_id: int, member_id: int, form: EndSeatForm) -> str:
    member = council_queries.seat_of(council_id, member_id)
    return render_template("pages/council/end_seat.html", council=member.council, member=member, form=form, seats=SEATS)
