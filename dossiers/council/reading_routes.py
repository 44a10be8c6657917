"""The reading pack of a member, line by line, and the questions that come out of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import questions, reading
from dossiers.council.blueprint import bp
from dossiers.council.preparation_forms import AnswerForm, NoteForm, QuestionForm
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/phien-hop/<int:session_id>/tai-lieu")
@access(Action.PACK_READ, of=subjects.session)
def pack(session_id: int) -> ResponseReturnValue:
    """Show a member's reading pack: every line with what they have read and noted."""
    held = subjects.find_session(session_id)
    return render_template("pages/council/pack.html", held=held, pack=reading.pack_of(held, current_actor()))


@bp.get("/phien-hop/noi-dung/<int:item_id>/doc/<int:nomination_id>")
@access(Action.PACK_READ, of=subjects.item)
def summary(item_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show one line on one page, with the member's note and questions."""
    return _summary_page(item_id, nomination_id)


@bp.post("/phien-hop/noi-dung/<int:item_id>/doc/<int:nomination_id>")
@access(Action.PACK_READ, of=subjects.item)
def keep_note(item_id: int, nomination_id: int) -> ResponseReturnValue:
    """Keep the note and the mark; the button "next" also marks the line as read and goes on."""
    form, actor, at = NoteForm(), current_actor(), clock.now()
    if not form.validate():
        return _summary_page(item_id, nomination_id, note_form=form), 422
    goes_on = "next" in request.form
    reading.keep(
        actor=actor,
        item_id=item_id,
        nomination_id=nomination_id,
        note=form.note.data,
        is_read=goes_on or form.is_read.data,
        at=at,
    )
    found = subjects.find_item(item_id)
    after = reading.summary_of(found, nomination_id, actor, at).after if goes_on else None
    if after:
        item, line = after
        return redirect(url_for("council.summary", item_id=item.id, nomination_id=line.nomination.id), code=303)
    flash("Đã lưu.", "success")
    return redirect(url_for("council.pack", session_id=found.session_id), code=303)


@bp.post("/phien-hop/noi-dung/<int:item_id>/doc/<int:nomination_id>/hoi")
@access(Action.PACK_READ, of=subjects.item)
def ask_question(item_id: int, nomination_id: int) -> ResponseReturnValue:
    """Send a question to the secretary and the appraiser."""
    form = QuestionForm()
    if form.validate():
        try:
            questions.ask(
                actor=current_actor(),
                item_id=item_id,
                nomination_id=nomination_id,
                question=form.question.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã gửi câu hỏi tới thư ký và chuyên viên thẩm định.", "success")
            return redirect(url_for("council.summary", item_id=item_id, nomination_id=nomination_id), code=303)
    return _summary_page(item_id, nomination_id, question_form=form), 422


@bp.get("/phien-hop/<int:session_id>/cau-hoi", endpoint="questions")
@access(Action.QUESTION_ANSWER, of=subjects.session)
def list_questions(session_id: int) -> ResponseReturnValue:
    """Show the members' questions that the person may answer."""
    held = subjects.find_session(session_id)
    asked = questions.of_session(held, current_actor())
    return render_template("pages/council/questions.html", held=held, asked=asked)


@bp.get("/phien-hop/cau-hoi/<int:question_id>")
@access(Action.QUESTION_ANSWER, of=questions.question)
def question(question_id: int) -> ResponseReturnValue:
    """Show a question with the form for its answer."""
    return _question_page(question_id, AnswerForm())


@bp.post("/phien-hop/cau-hoi/<int:question_id>")
@access(Action.QUESTION_ANSWER, of=questions.question)
def answer_question(question_id: int) -> ResponseReturnValue:
    """Answer a question."""
    form = AnswerForm()
    if form.validate():
        try:
            questions.answer(actor=current_actor(), question_id=question_id, answer=form.answer.data, at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã trả lời; thành viên nêu câu hỏi được báo tin.", "success")
            session_id = questions.find(question_id).session_id
            return redirect(url_for("council.questions", session_id=session_id), code=303)
    return _question_page(question_id, form), 422


def _question_page(question_id: int, form: AnswerForm) -> str:
    asked = questions.find(question_id)
    return render_template("pages/council/question.html", asked=asked, held=asked.session, form=form)


def _summary_page(
    item_id: int,
    nomination_id: int,
    note_form: NoteForm | None = None,
    question_form: QuestionForm | None = None,
) -> str:
    item, actor = subjects.find_item(item_id), current_actor()
    view = reading.summary_of(item, nomination_id, actor, clock.now())
    return render_template(
        "pages/council/summary.html",
        view=view,
        item=item,
        held=item.session,
        line=view.line.nomination,
        asked=questions.own(item.session, nomination_id, actor),
        form=note_form or question_form or NoteForm(formdata=None),
        note_form=note_form or NoteForm(formdata=None, note=view.line.note, is_read=view.line.is_read),
        question_form=question_form or QuestionForm(formdata=None),
    )
