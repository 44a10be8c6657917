"""The secretary enters an absent member's opinion from paper, with its scan."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access, current_actor
from dossiers.council import manner, paper_opinions, turnout
from dossiers.council.blueprint import bp
from dossiers.council.opinion_forms import opinion_form
from dossiers.council.vote_routes import OPTIONS
from dossiers.web.downloads import sent
from workflow.errors import Invalid, Refused
from workflow.permissions import Action


@bp.get("/phien-hop/noi-dung/<int:item_id>/y-kien-giay")
@access(Action.ITEM_PREPARE, of=subjects.item)
def paper_opinion(item_id: int) -> ResponseReturnValue:
    """Ask what the sheet says and for its scan, or say why it can't be entered here."""
    return _page(item_id, _form(item_id))


@bp.post("/phien-hop/noi-dung/<int:item_id>/y-kien-giay")
@access(Action.ITEM_PREPARE, of=subjects.item)
def enter_opinion(item_id: int) -> ResponseReturnValue:
    """Enter the opinion."""
    form = _form(item_id)
    paper_opinions.check_possible(subjects.find_item(item_id), clock.now())
    if not form.validate():
        return _page(item_id, form), 422
    asked = turnout.open_ballots(subjects.find_item(item_id))
    try:
        paper_opinions.enter(
            actor=current_actor(),
            item_id=item_id,
            member_id=form.member_id.data,
            choices={ballot.id: form[f"ballot_{ballot.id}"].data for ballot in asked},
            upload=form.upload(),
            at=clock.now(),
        )
    except Invalid as fault:
        form.reject(fault)
        return _page(item_id, form), 422
    flash("Đã nhập ý kiến bằng văn bản; thành viên đã được báo.", "success")
    return redirect(url_for("council.item", item_id=item_id), code=303)


@bp.get("/phien-hop/y-kien-giay/<int:opinion_id>")
@access(Action.ITEM_PREPARE, of=paper_opinions.opinion)
def opinion_scan(opinion_id: int) -> ResponseReturnValue:
    """Send the scan of an opinion as it came."""
    found = paper_opinions.find(opinion_id)
    return sent(storage.get(found.sha256), found.filename, found.media_type)


def _form(item_id: int) -> Any:
    found = subjects.find_item(item_id)
    return opinion_form(turnout.open_ballots(found), paper_opinions.awaited(found))


def _page(item_id: int, form: Any) -> str:
    found = subjects.find_item(item_id)
    refused = ""
    try:
        paper_opinions.check_possible(found, clock.now())
    except Refused as reason:
        refused = str(reason)
    return render_template(
        "pages/council/paper_opinion.html",
        item=found,
        held=found.session,
        award=manner.award_name(found.dossier.award_code),
        form=form,
        ballots=turnout.open_ballots(found),
        awaited=paper_opinions.awaited(found),
        entered=paper_opinions.of_item(found),
        options=OPTIONS,
        refused=refused,
    )
