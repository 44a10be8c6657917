from __future__ import annotations

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, working_days
from dossiers.access import access
from dossiers.notice import queries, service
from dossiers.notice.forms import ObjectionForm
from dossiers.papers import public_copy
from dossiers.papers.notice import newest
from dossiers.public import guesses
from dossiers.public.blueprint import bp
from dossiers.public.evidence import checked_evidence
from dossiers.public.forms import NoticeFilter
from dossiers.public.senders import sender_of
from dossiers.submission.routing import GROUNDS
from dossiers.web import patience
from dossiers.web.downloads import sent
from dossiers.web.keys import key_or_none
from dossiers.words import award_name
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action


@bp.get("/cong-khai")
@access(Action.PUBLIC_VIEW)
def notices() -> ResponseReturnValue:
    """List the notices that are open now, and those that are over."""
    form, choices, today = NoticeFilter(request.args), queries.choices(), clock.today()
    form.nam.choices = [("", "Mọi năm"), *((str(year), str(year)) for year in choices.years)]
    form.don_vi.choices = [("", "Mọi đơn vị"), *((str(key), name) for key, name in choices.units)]
    form.hinh_thuc.choices = [("", "Mọi danh hiệu, hình thức"), *((code, award_name(code)) for code in choices.awards)]
    before, wanted = key_or_none(request.args.get("truoc")), form.wanted()
    return render_template(
        "pages/public/notices.html",
        form=form,
        is_search=bool(form.query()),
        query=form.query(),
        open_notices=[] if before else queries.open_notices(today, wanted),
        page=queries.ended_notices(today, wanted, before),
        before=before,
    )


@bp.get("/cong-khai/atom.xml")
@access(Action.PUBLIC_VIEW)
def feed() -> ResponseReturnValue:
    """Send the newest notices as an Atom feed."""
    text = render_template(
        "pages/public/feed.xml",
        notices=queries.newest_notices(),
        base_url=current_app.config["SETTINGS"].base_url,
    )
    return Response(text, mimetype="application/atom+xml")


@bp.get("/cong-khai/<int:notice_id>")
@access(Action.PUBLIC_VIEW)
def notice(notice_id: int) -> ResponseReturnValue:
    """Show one notice."""
    found = queries.find_notice(notice_id)
    return render_template(
        "pages/public/notice.html",
        notice=found,
        today=clock.today(),
        grounds=GROUNDS,
        written=newest(found.dossier, public_copy.KIND),
        corrected=queries.corrected_names(found),
        is_provisional=working_days.is_provisional(found.first_day, found.last_day),
    )


@bp.get("/cong-khai/<int:notice_id>/tai-ve")
@access(Action.PUBLIC_VIEW)
def notice_file(notice_id: int) -> ResponseReturnValue:
    """Send a notice as a Word file to read and print: only what its page shows."""
    found = queries.find_notice(notice_id)
    content = public_copy.public_notice(found, queries.corrected_names(found))
    return sent(content, f"thong-bao-cong-khai-{found.id}.docx")


@bp.get("/cong-khai/<int:notice_id>/phan-anh")
@access(Action.PUBLIC_VIEW)
def send_objection(notice_id: int) -> ResponseReturnValue:
    """Show the form for an objection."""
    return _objection_page(notice_id, ObjectionForm(nomination=request.args.get("ve", "")))


@bp.post("/cong-khai/<int:notice_id>/phan-anh")
@access(Action.PUBLIC_VIEW)
def send_objection_now(notice_id: int) -> ResponseReturnValue:
    """Receive an objection."""
    form = ObjectionForm()
    form.offer(queries.find_notice(notice_id).nominations)
    if form.validate() and form.is_patient(clock.now()):
        try:
            code = service.receive_objection(
                notice_id=notice_id,
                nomination_id=form.nomination_id,
                about_name=form.about_name.data,
                sender_name=form.sender_name.data,
                sender_contact=form.sender_contact.data,
                statement=form.statement.data,
                upload=checked_evidence(form.evidence.data),
                sender=sender_of("objection"),
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        except Refused as fault:
            form.form_errors.append(fault.message)
        else:
            return redirect(url_for("public.objection", code=code), code=303)
    return _objection_page(notice_id, form), 422


def _objection_page(notice_id: int, form: ObjectionForm) -> str:
    found = queries.find_notice(notice_id)
    form.offer(found.nominations)
    form.shown_at.data = patience.stamp(clock.now())
    return render_template("pages/public/send_objection.html", form=form, notice=found, today=clock.today())


@bp.get("/phan-anh")
@access(Action.PUBLIC_VIEW)
def find_objection() -> ResponseReturnValue:
    """Ask for a receipt code, and lead to what became of that objection."""
    if code := request.args.get("ma", "").strip():
        return redirect(url_for("public.objection", code=code))
    return render_template("pages/public/find_objection.html")


@bp.get("/phan-anh/<code>")
@access(Action.PUBLIC_VIEW)
def objection(code: str) -> ResponseReturnValue:
    """Show the holder of a receipt code what became of the objection."""
    sender, now = sender_of("code"), clock.now()
    guesses.refuse(sender, now)
    try:
        found = queries.objection_by_code(code)
    except Missing:
        guesses.count(sender, now)
        raise
    due = working_days.is_provisional(clock.today(), found.due_on)
    return render_template(
        "pages/public/objection.html", objection=found, is_provisional=due, today=clock.today(), address=request.url
    )
