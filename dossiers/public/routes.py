"""Pages for everybody, without signing in: notices, objections to them, published decisions."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, codes, throttle
from dossiers.access import access
from dossiers.authenticity import queries as authenticity_queries
from dossiers.authenticity import service as authenticity
from dossiers.authenticity.forms import OneFileForm
from dossiers.decision import queries as decision_queries
from dossiers.models import Decision
from dossiers.notice import queries, service
from dossiers.notice.forms import ObjectionForm
from dossiers.public import guesses
from dossiers.public.evidence import checked_evidence
from dossiers.submission.routing import GROUNDS
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action

bp = Blueprint("public", __name__)


@bp.get("/gioi-thieu")
@access(Action.PUBLIC_VIEW)
def home() -> ResponseReturnValue:
    """Say what this is and lead to what everybody may see."""
    found = queries.open_notices(clock.today())
    return render_template("pages/public/home.html", open_count=len(found))


@bp.get("/cong-khai")
@access(Action.PUBLIC_VIEW)
def notices() -> ResponseReturnValue:
    """List the notices that are open now, and those that are over."""
    words, today = request.args.get("q", ""), clock.today()
    before = key_or_none(request.args.get("truoc"))
    return render_template(
        "pages/public/notices.html",
        words=words,
        open_notices=[] if before else queries.open_notices(today, words),
        page=queries.ended_notices(today, words, before),
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
    return render_template(
        "pages/public/notice.html",
        notice=queries.find_notice(notice_id),
        today=clock.today(),
        grounds=GROUNDS,
    )


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
    if form.validate():
        try:
            code = service.receive_objection(
                notice_id=notice_id,
                nomination_id=form.nomination_id,
                about_name=form.about_name.data,
                sender_name=form.sender_name.data,
                sender_contact=form.sender_contact.data,
                statement=form.statement.data,
                upload=checked_evidence(form.evidence.data),
                sender=_sender("objection"),
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
    return render_template("pages/public/send_objection.html", form=form, notice=found, today=clock.today())


def _sender(what: str) -> str:
    return throttle.sender_key(what, request.remote_addr or "", current_app.config["SECRET_KEY"])


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
    return render_template("pages/public/objection.html", objection=queries.objection_by_code(code))


@bp.get("/quyet-dinh")
@access(Action.PUBLIC_VIEW)
def decisions() -> ResponseReturnValue:
    """Look decisions up by number or by a recipient's name."""
    words = request.args.get("q", "")
    page = decision_queries.published(words, before=key_or_none(request.args.get("truoc")))
    return render_template("pages/public/decisions.html", words=words, page=page)


@bp.get("/kiem-tra")
@access(Action.PUBLIC_VIEW)
def find_decision() -> ResponseReturnValue:
    """Ask for the code that is printed on a paper, and lead to its decision."""
    if code := codes.typed(request.args.get("ma", "")):
        return redirect(url_for("public.decision", verification_code=code))
    return render_template("pages/public/find_decision.html")


@bp.get("/quyet-dinh/<verification_code>")
@access(Action.PUBLIC_VIEW)
def decision(verification_code: str) -> ResponseReturnValue:
    """Verify a decision: number, day, issuing body, award and recipients' names."""
    return _decision_page(verification_code, OneFileForm())


@bp.post("/quyet-dinh/<verification_code>/kiem-tra-tep")
@access(Action.PUBLIC_VIEW)
def check_file(verification_code: str) -> ResponseReturnValue:
    """Say whether a file that somebody holds is the decision as it was issued, and nothing more; it is not kept."""
    _published(verification_code)
    form = OneFileForm()
    try:
        name, content = form.content()
        is_same = authenticity.check_for_public(
            code=verification_code, content=content, sender=_sender("file"), at=clock.now()
        )
    except Invalid as fault:
        form.reject(fault)
        return _decision_page(verification_code, form), 422
    except Refused as fault:
        form.reject(Invalid({"file": fault.message}))
        return _decision_page(verification_code, form), 422
    return _decision_page(verification_code, OneFileForm(formdata=None), name=name, is_same=is_same)


def _decision_page(code: str, form: OneFileForm, *, name: str = "", is_same: bool | None = None) -> str:
    found = _published(code)
    signing = authenticity_queries.signing_of(found.dossier)
    return render_template(
        "pages/public/decision.html",
        form=form,
        decision=found,
        signed=signing.current if signing else None,
        is_checkable=signing is not None,
        revoked=authenticity_queries.revoked_under(found),
        name=name,
        is_same=is_same,
    )


def _published(code: str) -> Decision:
    """Return the decision of a code; raises Missing, and TooManyRequests for whoever only guesses."""
    sender, now = _sender("code"), clock.now()
    guesses.refuse(sender, now)
    try:
        return decision_queries.published_by_code(code)
    except Missing:
        guesses.count(sender, now)
        raise
