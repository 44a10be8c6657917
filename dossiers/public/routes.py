"""Pages for everybody, without signing in: notices, objections to them, published decisions."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, codes
from dossiers.access import access
from dossiers.authenticity import queries as authenticity_queries
from dossiers.authenticity import service as authenticity
from dossiers.authenticity.forms import OneFileForm
from dossiers.decision import queries as decision_queries
from dossiers.models import Decision
from dossiers.notice import queries
from dossiers.public import guesses, name_routes, notice_routes
from dossiers.public.blueprint import bp
from dossiers.public.senders import sender_of
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action

__all__ = ["bp", "name_routes", "notice_routes"]


@bp.get("/gioi-thieu")
@access(Action.PUBLIC_VIEW)
def home() -> ResponseReturnValue:
    """Say what this is and lead to what everybody may see."""
    return render_template("pages/public/home.html", open_count=queries.count_open(clock.today()))


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
            code=verification_code, content=content, sender=sender_of("file"), at=clock.now()
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
    sender, now = sender_of("code"), clock.now()
    guesses.refuse(sender, now)
    try:
        return decision_queries.published_by_code(code)
    except Missing:
        guesses.count(sender, now)
        raise
