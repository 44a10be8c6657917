from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock
from dossiers.access import access
from dossiers.appraisal import name_service
from dossiers.public.blueprint import bp
from dossiers.public.forms import CheckNameForm
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/xac-nhan-ten/<token>")
@access(Action.PUBLIC_VIEW)
def check_name(token: str) -> ResponseReturnValue:
    """Show the holder of a link the name as it will be printed, and nothing else."""
    return _page(token, CheckNameForm())


@bp.post("/xac-nhan-ten/<token>")
@access(Action.PUBLIC_VIEW)
def check_name_now(token: str) -> ResponseReturnValue:
    """Take the answer; the link is spent by it."""
    form = CheckNameForm()
    if form.validate():
        try:
            proposed = form.proposed.data if form.verdict.data == "wrong" else None
            name_service.answer(token=token, proposed=proposed, at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            return redirect(url_for("public.name_checked"), code=303)
    return _page(token, form), 422


@bp.get("/xac-nhan-ten")
@access(Action.PUBLIC_VIEW)
def name_checked() -> ResponseReturnValue:
    """Say that the answer came in; the name is not shown again."""
    return render_template("pages/public/name_checked.html")


def _page(token: str, form: CheckNameForm) -> str:
    found = name_service.find_open(token, clock.now())
    return render_template("pages/public/check_name.html", form=form, name=found.nomination.label)
