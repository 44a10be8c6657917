"""A session on its day: the list, its page, attendance, opening, the control room and the closing."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import closing, control_room_parts, queries, results, sessions, written_rounds
from dossiers.council.blueprint import bp
from dossiers.council.forms import CloseSessionForm, attendance_form
from dossiers.submission.forms import SeenForm
from workflow.errors import Invalid
from workflow.permissions import Action

REFRESH_SECONDS = 10
SCRIPT_SECONDS = 4


@bp.get("/phien-hop", endpoint="sessions")
@access(Action.SESSION_LIST)
def list_sessions() -> ResponseReturnValue:
    """List the sessions that the person may see."""
    actor = current_actor()
    return render_template(
        "pages/council/sessions.html",
        sessions=(found := queries.sessions_for(actor)),
        rounds=written_rounds.rounds_among([held.id for held in found]),
        councils=queries.councils_of(actor),
        states=queries.SESSION_STATES,
        round_states=queries.ROUND_STATES,
        colours=queries.SESSION_COLOURS,
    )


@bp.get("/phien-hop/<int:session_id>")
@access(Action.SESSION_VIEW, of=subjects.session)
def session(session_id: int) -> ResponseReturnValue:
    """Show a session: agenda, roster and papers."""
    held = subjects.find_session(session_id)
    view = queries.session_view(held, current_actor())
    return _page("session", view, form=SeenForm(seen=held.version))


@bp.get("/phien-hop/<int:session_id>/dieu-hanh")
@access(Action.SESSION_VIEW, of=subjects.session)
def control_room(session_id: int) -> ResponseReturnValue:
    """Show who is there and how many ballots are in; never a running count of choices."""
    held = subjects.find_session(session_id)
    if written_rounds.round_of(held):
        return redirect(url_for("council.round", session_id=session_id), code=303)
    view = queries.session_view(held, current_actor())
    # A page that reloads by itself disturbs people who read it with a screen reader, so it is asked for.
    is_live = request.args.get("tu-cap-nhat") == "1"
    response = make_response(
        _page("control_room", view, is_live=is_live, quorums=control_room_parts.quorums(view), every=SCRIPT_SECONDS)
    )
    if is_live:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@bp.get("/phien-hop/<int:session_id>/dieu-hanh/bang")
@access(Action.SESSION_VIEW, of=subjects.session)
def control_room_live(session_id: int) -> ResponseReturnValue:
    """Send the part of the control room that changes, to the script; 304 while nothing that the reader sees has."""
    view = queries.session_view(subjects.find_session(session_id), current_actor())
    page = _page("control_room_live", view, quorums=control_room_parts.quorums(view))
    return control_room_parts.conditional(page, request)


@bp.get("/phien-hop/<int:session_id>/diem-danh")
@access(Action.SESSION_PREPARE, of=subjects.session)
def attendance(session_id: int) -> ResponseReturnValue:
    """Show the list of members to be marked."""
    held = subjects.find_session(session_id)
    return _attendance_page(
        session_id, attendance_form(held.members, seen=held.version, opinions_due_on=held.opinions_due_on)
    )


@bp.post("/phien-hop/<int:session_id>/diem-danh")
@access(Action.SESSION_PREPARE, of=subjects.session)
def record_attendance(session_id: int) -> ResponseReturnValue:
    """Record who is there and who counts the slips."""
    members = subjects.find_session(session_id).members
    form = attendance_form(members)
    if form.validate():
        marks = {
            member.id: sessions.Attendance(form[f"member_{member.id}"].data, form[f"reason_{member.id}"].data)
            for member in members
        }
        try:
            sessions.record_attendance(
                actor=current_actor(),
                session_id=session_id,
                attendance=marks,
                tellers=form.tellers.data,
                opinions_due_on=form.opinions_due_on.data,
                seen=form.version,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi điểm danh.", "success")
            return redirect(url_for("council.session", session_id=session_id), code=303)
    return _attendance_page(session_id, form), 422


@bp.post("/phien-hop/<int:session_id>/khai-mac")
@access(Action.SESSION_LEAD, of=subjects.session)
def open_session(session_id: int) -> ResponseReturnValue:
    """Open the session."""
    sessions.open_session(actor=current_actor(), session_id=session_id, seen=SeenForm().version, at=clock.now())
    flash("Phiên họp đã khai mạc.", "success")
    return redirect(url_for("council.control_room", session_id=session_id), code=303)


@bp.get("/phien-hop/<int:session_id>/be-mac")
@access(Action.SESSION_PREPARE, of=subjects.session)
def close_session(session_id: int) -> ResponseReturnValue:
    """Show what the closing will do."""
    held = subjects.find_session(session_id)
    return _closing_page(session_id, CloseSessionForm(seen=held.version))


@bp.post("/phien-hop/<int:session_id>/be-mac")
@access(Action.SESSION_PREPARE, of=subjects.session)
def close_session_now(session_id: int) -> ResponseReturnValue:
    """Close the session, write its minutes and send its dossiers on."""
    form = CloseSessionForm()
    if form.validate():
        closing.close_session(
            actor=current_actor(),
            session_id=session_id,
            conclusion=form.conclusion.data,
            seen=form.version,
            at=clock.now(),
        )
        flash("Phiên họp đã bế mạc; biên bản đã lập, các hồ sơ đã chuyển bước.", "success")
        return redirect(url_for("council.session", session_id=session_id), code=303)
    return _closing_page(session_id, form), 422


def _attendance_page(session_id: int, form: Any) -> str:
    view = queries.session_view(subjects.find_session(session_id), current_actor())
    return _page("attendance", view, form=form)


def _closing_page(session_id: int, form: CloseSessionForm) -> str:
    view = queries.session_view(subjects.find_session(session_id), current_actor())
    return _page("close_session", view, form=form, totals=results.totals(line.item for line in view.lines))


def _page(name: str, view: queries.SessionView, **more: Any) -> str:
    written = written_rounds.round_of(view.held)
    return render_template(
        f"pages/council/{name}.html",
        view=view,
        held=view.held,
        written=written,
        session_states=queries.ROUND_STATES if written else queries.SESSION_STATES,
        session_colours=queries.SESSION_COLOURS,
        item_states=queries.ITEM_STATES,
        item_colours=queries.ITEM_COLOURS,
        **more,
    )
