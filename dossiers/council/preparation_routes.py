"""Preparing a session: its day and place, its agenda, the invitation."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import agenda, manner, queries, readiness, sessions
from dossiers.council.blueprint import bp
from dossiers.council.forms import AgendaForm, AgendaItemForm, NewSessionForm, SessionForm
from dossiers.submission.forms import SeenForm
from workflow.errors import Invalid, NotAllowed
from workflow.permissions import Action

MOVES = {"up": -1, "down": 1}
MANNERS = {"secret": True, "open": False}


@bp.get("/phien-hop/lap")
@access(Action.SESSION_PREPARE)
def new_session() -> ResponseReturnValue:
    """Ask for a new session's day and place."""
    return _new_page(_new_form())


@bp.post("/phien-hop/lap")
@access(Action.SESSION_PREPARE)
def create_session() -> ResponseReturnValue:
    """Begin a session."""
    form = _new_form()
    if form.validate():
        try:
            session_id = sessions.prepare_session(
                actor=current_actor(), council_id=form.council.data, details=_details(form), at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            return redirect(url_for("council.agenda_candidates", session_id=session_id), code=303)
    return _new_page(form), 422


@bp.get("/phien-hop/<int:session_id>/sua")
@access(Action.SESSION_PREPARE, of=subjects.session)
def edit_session(session_id: int) -> ResponseReturnValue:
    """Show a session's day and place for a change."""
    held = subjects.find_session(session_id)
    form = SessionForm(obj=held, seen=held.version)
    return render_template("pages/council/edit_session.html", form=form, held=held)


@bp.post("/phien-hop/<int:session_id>/sua")
@access(Action.SESSION_PREPARE, of=subjects.session)
def change_session(session_id: int) -> ResponseReturnValue:
    """Change a session's day and place."""
    form = SessionForm()
    if form.validate():
        try:
            sessions.change_session(
                actor=current_actor(),
                session_id=session_id,
                details=_details(form),
                seen=form.version,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã sửa thông tin phiên họp.", "success")
            return redirect(url_for("council.session", session_id=session_id), code=303)
    held = subjects.find_session(session_id)
    return render_template("pages/council/edit_session.html", form=form, held=held), 422


@bp.get("/phien-hop/<int:session_id>/chuong-trinh")
@access(Action.SESSION_PREPARE, of=subjects.session)
def agenda_candidates(session_id: int) -> ResponseReturnValue:
    """Show the dossiers that wait for this council."""
    return _agenda_page(session_id, AgendaForm(seen=subjects.find_session(session_id).version))


@bp.post("/phien-hop/<int:session_id>/chuong-trinh")
@access(Action.SESSION_PREPARE, of=subjects.session)
def add_to_agenda(session_id: int) -> ResponseReturnValue:
    """Put the chosen dossiers on the agenda."""
    form = AgendaForm()
    try:
        agenda.add_items(
            actor=current_actor(),
            session_id=session_id,
            dossier_ids=form.dossiers.data,
            seen=form.version,
            at=clock.now(),
        )
    except Invalid as fault:
        form.validate()
        form.reject(fault)
        return _agenda_page(session_id, form), 422
    flash(f"Đã đưa {len(form.dossiers.data)} hồ sơ vào chương trình.", "success")
    return redirect(url_for("council.session", session_id=session_id), code=303)


@bp.post("/phien-hop/noi-dung/<int:item_id>/sap-xep")
@access(Action.ITEM_PREPARE, of=subjects.item)
def arrange_item(item_id: int) -> ResponseReturnValue:
    """Move an item, take it off, or choose its ballot, by the button that was pressed."""
    form, actor, at = AgendaItemForm(), current_actor(), clock.now()
    session_id, act = subjects.find_item(item_id).session_id, str(form.act.data)
    if act in MOVES:
        agenda.move_item(actor=actor, item_id=item_id, by=MOVES[act], seen=form.version, at=at)
    elif act in MANNERS:
        agenda.set_manner(actor=actor, item_id=item_id, is_secret=MANNERS[act], seen=form.version, at=at)
    elif act == "remove":
        agenda.remove_item(actor=actor, item_id=item_id, seen=form.version, at=at)
    return redirect(url_for("council.session", session_id=session_id), code=303)


@bp.post("/phien-hop/<int:session_id>/chuong-trinh/theo-danh-hieu")
@access(Action.SESSION_PREPARE, of=subjects.session)
def group_agenda(session_id: int) -> ResponseReturnValue:
    """Order the agenda by award."""
    agenda.group_by_award(actor=current_actor(), session_id=session_id, seen=SeenForm().version, at=clock.now())
    return redirect(url_for("council.session", session_id=session_id), code=303)


@bp.get("/phien-hop/<int:session_id>/trieu-tap")
@access(Action.SESSION_PREPARE, of=subjects.session)
def convene(session_id: int) -> ResponseReturnValue:
    """Show who would be invited, and the conflicts of interest that the data show."""
    held = subjects.find_session(session_id)
    view = queries.session_view(held, current_actor())
    return render_template(
        "pages/council/convene.html",
        view=view,
        held=held,
        roster=held.council.roster_on(held.held_on),
        conflicts=[(line, readiness.conflicts(line)) for line in view.lines],
        form=SeenForm(seen=held.version),
    )


@bp.post("/phien-hop/<int:session_id>/trieu-tap")
@access(Action.SESSION_PREPARE, of=subjects.session)
def convene_now(session_id: int) -> ResponseReturnValue:
    """Copy the roster, write the invitation and tell the members."""
    sessions.convene(actor=current_actor(), session_id=session_id, seen=SeenForm().version, at=clock.now())
    flash("Đã lập giấy mời và báo tin cho các thành viên.", "success")
    return redirect(url_for("council.session", session_id=session_id), code=303)


def _new_form() -> NewSessionForm:
    councils = queries.councils_of(current_actor())
    if not councils:
        raise NotAllowed("Cơ quan, đơn vị của bạn chưa có Hội đồng. Ghi nhận Hội đồng ở mục Hội đồng trước.")
    form = NewSessionForm()
    form.council.choices = {council.id: council.name for council in councils}
    return form


def _new_page(form: NewSessionForm) -> str:
    return render_template("pages/council/new_session.html", form=form)


def _details(form: SessionForm) -> sessions.Details:
    typed = form.data
    return sessions.Details(**{name: typed[name] for name in ("title", "held_on", "starts_at", "place")})


def _agenda_page(session_id: int, form: AgendaForm) -> str:
    held = subjects.find_session(session_id)
    award = request.args.get("danh-hieu", "")
    found, recused_from = queries.candidates(held, current_actor())
    awards = {dossier.award_code: manner.award_name(dossier.award_code) for dossier in found}
    return render_template(
        "pages/council/agenda_candidates.html",
        held=held,
        form=form,
        lines=[
            (dossier, awards[dossier.award_code], manner.usual(dossier, held.held_on))
            for dossier in found
            if award in ("", dossier.award_code)
        ],
        awards=awards,
        award=award,
        recused_from=recused_from,
    )
