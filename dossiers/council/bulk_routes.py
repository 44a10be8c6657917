"""Many items at once: a page that says what becomes of each, and the act; for opening, counting and concluding."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import bulk, written_rounds
from dossiers.council.blueprint import bp
from dossiers.council.forms import BulkConclusionForm, BulkForm
from workflow.errors import Stale
from workflow.permissions import Action

TITLES = {
    "open": "Mở các nội dung chờ xét",
    "count": "Kết thúc bỏ phiếu và kiểm phiếu",
    "conclude": "Kết luận các nội dung đã kiểm phiếu",
}
BUTTONS = {
    "open": "Mở %d nội dung",
    "count": "Kết thúc bỏ phiếu, kiểm phiếu %d nội dung",
    "conclude": "Kết luận %d nội dung",
}
DONE = {
    "open": "Đã mở %d nội dung; thành viên bỏ phiếu được từ bây giờ.",
    "count": "Đã kiểm phiếu %d nội dung.",
    "conclude": "Đã kết luận %d nội dung.",
}


@bp.get("/phien-hop/<int:session_id>/dieu-hanh/mo-nhieu")
@access(Action.SESSION_LEAD, of=subjects.led_session)
def open_many(session_id: int) -> ResponseReturnValue:
    """Show what opening all waiting items would do to each."""
    return _asked(session_id, "open")


@bp.post("/phien-hop/<int:session_id>/dieu-hanh/mo-nhieu")
@access(Action.SESSION_LEAD, of=subjects.led_session)
def open_many_now(session_id: int) -> ResponseReturnValue:
    """Open the items that the page showed."""
    return _done(session_id, "open")


@bp.get("/phien-hop/<int:session_id>/dieu-hanh/kiem-nhieu")
@access(Action.SESSION_LEAD, of=subjects.led_session)
def count_many(session_id: int) -> ResponseReturnValue:
    """Show what ending the vote on all open items would do to each."""
    return _asked(session_id, "count")


@bp.post("/phien-hop/<int:session_id>/dieu-hanh/kiem-nhieu")
@access(Action.SESSION_LEAD, of=subjects.led_session)
def count_many_now(session_id: int) -> ResponseReturnValue:
    """End the vote on the items that the page showed, and count them."""
    return _done(session_id, "count")


@bp.get("/phien-hop/<int:session_id>/dieu-hanh/ket-luan-nhieu")
@access(Action.SESSION_LEAD, of=subjects.led_session)
def conclude_many(session_id: int) -> ResponseReturnValue:
    """Show what one conclusion on all counted items would close."""
    return _asked(session_id, "conclude")


@bp.post("/phien-hop/<int:session_id>/dieu-hanh/ket-luan-nhieu")
@access(Action.SESSION_LEAD, of=subjects.led_session)
def conclude_many_now(session_id: int) -> ResponseReturnValue:
    """Close the items that the page showed with one conclusion."""
    return _done(session_id, "conclude")


def _form(act: str, **given: Any) -> Any:
    return (BulkConclusionForm if act == "conclude" else BulkForm)(**given)


def _asked(session_id: int, act: str) -> str:
    return _page(session_id, act, _form(act, award=request.args.get("danh-hieu", "")))


def _done(session_id: int, act: str) -> ResponseReturnValue:
    form = _form(act)
    if not form.validate():
        return _page(session_id, act, form), 422
    try:
        count = bulk.perform(
            actor=current_actor(),
            session_id=session_id,
            act=act,
            award=str(form.award.data),
            shown=str(form.shown.data),
            at=clock.now(),
            conclusion=form.conclusion.data if act == "conclude" else "",
        )
    except Stale as changed:
        # The page is shown again with what is true now, and with what was typed.
        form.form_errors.append(str(changed))
        return _page(session_id, act, form), 409
    flash(DONE[act] % count, "success")
    is_round = written_rounds.round_of(subjects.find_session(session_id)) is not None
    back = "council.round" if is_round else "council.control_room"
    return redirect(url_for(back, session_id=session_id), code=303)


def _page(session_id: int, act: str, form: Any) -> str:
    held = subjects.find_session(session_id)
    found = bulk.plan(held, current_actor(), act, clock.now(), str(form.award.data))
    form.shown.data = found.fingerprint
    return render_template(
        "pages/council/many_items.html",
        held=held,
        act=act,
        plan=found,
        form=form,
        title=TITLES[act],
        submit=BUTTONS[act] % len(found.possible),
        is_round=written_rounds.round_of(held) is not None,
    )
