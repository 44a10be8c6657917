"""Before the day: what the invited answer, and whether the session can be held as prepared."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import invitations, questions, readiness
from dossiers.council.blueprint import bp
from dossiers.council.preparation_forms import ReplyForm
from dossiers.models.council import SEATS
from dossiers.models.preparation import REPLIES
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/phien-hop/<int:session_id>/chuan-bi", endpoint="readiness")
@access(Action.SESSION_PREPARE, of=subjects.session)
def show_readiness(session_id: int) -> ResponseReturnValue:
    """Show the answers, the quorum forecast and the conflicts of interest."""
    held = subjects.find_session(session_id)
    actor = current_actor()
    return render_template(
        "pages/council/readiness.html",
        held=held,
        ready=readiness.of_session(held, actor),
        open_questions=questions.count_open(held, actor),
        seats=SEATS,
        replies=REPLIES,
    )


@bp.post("/phien-hop/<int:session_id>/nhac-tra-loi")
@access(Action.SESSION_PREPARE, of=subjects.session)
def remind_invited(session_id: int) -> ResponseReturnValue:
    """Remind the members who have not answered."""
    reminded = invitations.remind(actor=current_actor(), session_id=session_id, at=clock.now())
    flash(f"Đã nhắc {reminded} thành viên chưa trả lời.", "success")
    return redirect(url_for("council.readiness", session_id=session_id), code=303)


@bp.get("/phien-hop/<int:session_id>/tra-loi")
@access(Action.INVITATION_ANSWER, of=subjects.session)
def reply(session_id: int) -> ResponseReturnValue:
    """Ask a member whether they come."""
    held = subjects.find_session(session_id)
    given = invitations.replies_of(held).get(current_actor().id)
    form = ReplyForm(reply=given.reply if given else None, reason=given.reason if given else "")
    return _reply_page(session_id, form)


@bp.post("/phien-hop/<int:session_id>/tra-loi")
@access(Action.INVITATION_ANSWER, of=subjects.session)
def record_reply(session_id: int) -> ResponseReturnValue:
    """Record a member's answer."""
    form = ReplyForm()
    if form.validate():
        try:
            invitations.answer(
                actor=current_actor(),
                session_id=session_id,
                reply=form.reply.data,
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi trả lời của bạn. Bạn đổi được đến khi phiên họp khai mạc.", "success")
            return redirect(url_for("council.session", session_id=session_id), code=303)
    return _reply_page(session_id, form), 422


def _reply_page(session_id: int, form: ReplyForm) -> str:
    held = subjects.find_session(session_id)
    return render_template("pages/council/reply.html", held=held, form=form)
