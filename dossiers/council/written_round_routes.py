"""A council asked in writing: laid before whoever presides, sent, followed, reminded, ended."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import correspondence, manner, queries, written_rounds
from dossiers.council.blueprint import bp
from dossiers.council.round_forms import ExtendForm, NewRoundForm, SubmitRoundForm
from dossiers.models.council import SEATS
from dossiers.submission.forms import SeenForm
from workflow.errors import Invalid, NotAllowed
from workflow.permissions import Action


@bp.get("/lay-y-kien/lap")
@access(Action.SESSION_PREPARE)
def new_round() -> ResponseReturnValue:
    """Ask for a new round's name and due day."""
    return render_template("pages/council/new_round.html", form=_new_form())


@bp.post("/lay-y-kien/lap")
@access(Action.SESSION_PREPARE)
def create_round() -> ResponseReturnValue:
    """Begin a round."""
    form = _new_form()
    if form.validate():
        try:
            session_id = correspondence.prepare(
                actor=current_actor(),
                council_id=form.council.data,
                title=form.title.data,
                due_on=form.due,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            return redirect(url_for("council.agenda_candidates", session_id=session_id), code=303)
    return render_template("pages/council/new_round.html", form=form), 422


@bp.get("/phien-hop/<int:session_id>/lay-y-kien", endpoint="round")
@access(Action.SESSION_VIEW, of=subjects.session)
def show_round(session_id: int) -> ResponseReturnValue:
    """Show how far the answers have come, and what is to be done next."""
    return _page("round", session_id, today=clock.today())


@bp.get("/phien-hop/<int:session_id>/lay-y-kien/trinh")
@access(Action.SESSION_PREPARE, of=subjects.session)
def submit_round(session_id: int) -> ResponseReturnValue:
    """Ask who counts, before the round is laid before whoever presides."""
    held = subjects.find_session(session_id)
    tellers = [member.account_id for member in held.members if member.is_teller]
    form = SubmitRoundForm(seen=held.version, due_on=written_rounds.find_round(held).due_on, tellers=tellers)
    return _submit_page(session_id, form)


@bp.post("/phien-hop/<int:session_id>/lay-y-kien/trinh")
@access(Action.SESSION_PREPARE, of=subjects.session)
def submit_round_now(session_id: int) -> ResponseReturnValue:
    """Lay the round before whoever presides."""
    form = SubmitRoundForm()
    if form.validate():
        try:
            correspondence.submit(
                actor=current_actor(),
                session_id=session_id,
                tellers=form.tellers.data,
                due_on=form.due,
                seen=form.version,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã trình người chủ trì gửi lấy ý kiến.", "success")
            return redirect(url_for("council.round", session_id=session_id), code=303)
    return _submit_page(session_id, form), 422


@bp.post("/phien-hop/<int:session_id>/lay-y-kien/gui")
@access(Action.SESSION_LEAD, of=subjects.session)
def send_round(session_id: int) -> ResponseReturnValue:
    """Send the round to the members."""
    seen = SeenForm().version
    try:
        left = correspondence.send(actor=current_actor(), session_id=session_id, seen=seen, at=clock.now())
    except Invalid as fault:
        flash(f"Chưa gửi: {' '.join(fault.fields.values())} Thư ký trình lại với hạn mới.", "warning")
    else:
        flash("Đã gửi lấy ý kiến; các thành viên được báo tin.", "success")
        for each in left:
            flash(f"Chưa mở được nội dung {each.code}: {each.why}", "warning")
    return redirect(url_for("council.round", session_id=session_id), code=303)


@bp.post("/phien-hop/<int:session_id>/lay-y-kien/nhac")
@access(Action.SESSION_PREPARE, of=subjects.session)
def remind_members(session_id: int) -> ResponseReturnValue:
    """Remind the members whose answer is waited for."""
    reminded = correspondence.remind(actor=current_actor(), session_id=session_id, at=clock.now())
    flash(f"Đã nhắc {reminded} thành viên.", "success")
    return redirect(url_for("council.round", session_id=session_id), code=303)


@bp.get("/phien-hop/<int:session_id>/lay-y-kien/gia-han")
@access(Action.SESSION_PREPARE, of=subjects.session)
def extend_round(session_id: int) -> ResponseReturnValue:
    """Ask until when the members get more time."""
    return _page("extend_round", session_id, form=ExtendForm())


@bp.post("/phien-hop/<int:session_id>/lay-y-kien/gia-han")
@access(Action.SESSION_PREPARE, of=subjects.session)
def extend_round_now(session_id: int) -> ResponseReturnValue:
    """Give more time."""
    form = ExtendForm()
    if form.validate():
        try:
            correspondence.extend(actor=current_actor(), session_id=session_id, due_on=form.due, at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã gia hạn; thành viên chưa gửi ý kiến được báo tin.", "success")
            return redirect(url_for("council.round", session_id=session_id), code=303)
    return _page("extend_round", session_id, form=form), 422


@bp.post("/phien-hop/<int:session_id>/lay-y-kien/ket-thuc")
@access(Action.ROUND_END, of=subjects.session)
def end_round(session_id: int) -> ResponseReturnValue:
    """End the answering."""
    correspondence.end(actor=current_actor(), session_id=session_id, at=clock.now())
    flash("Đã kết thúc nhận ý kiến. Người chủ trì kiểm phiếu và kết luận từng nội dung.", "success")
    return redirect(url_for("council.round", session_id=session_id), code=303)


def _new_form() -> NewRoundForm:
    councils = queries.councils_of(current_actor())
    if not councils:
        raise NotAllowed("Cơ quan, đơn vị của bạn chưa có Hội đồng. Ghi nhận Hội đồng ở mục Hội đồng trước.")
    form = NewRoundForm(due_on=written_rounds.usual_due(clock.today()))
    form.council.choices = {council.id: council.name for council in councils}
    return form


def _submit_page(session_id: int, form: SubmitRoundForm) -> str:
    held = subjects.find_session(session_id)
    people = [(seat.account, SEATS[seat.seat]) for seat in held.council.roster_on(clock.today())]
    return _page("submit_round", session_id, form=form, people=people)


def _page(name: str, session_id: int, **more: Any) -> str:
    held = subjects.find_session(session_id)
    view = queries.session_view(held, current_actor())
    return render_template(
        f"pages/council/{name}.html",
        held=held,
        view=view,
        written=written_rounds.find_round(held),
        answering=correspondence.progress(held, [line.item for line in view.lines]),
        needed={line.item.id: manner.quorum(held, line.item.dossier.award_code).needed for line in view.lines},
        leader=held.presiding(),
        seats=SEATS,
        item_states=queries.ITEM_STATES,
        item_colours=queries.ITEM_COLOURS,
        **more,
    )
