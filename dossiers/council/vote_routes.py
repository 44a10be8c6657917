"""Voting on a phone: choose, check, send, keep the receipt; and the tellers' count of paper slips."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import ballots, manner, paper, queries, turnout
from dossiers.council.blueprint import bp
from dossiers.council.forms import paper_form, vote_form
from dossiers.models import Ballot
from dossiers.models.vote import CHOICES
from dossiers.web.forms import Form
from workflow.errors import Invalid
from workflow.permissions import Action

OPTIONS = [(choice, label, choice) for choice, label in CHOICES.items()]
SLIP_NAMES = ("yes", "no", "abstain", "invalid")


@bp.get("/phien-hop/noi-dung/<int:item_id>/bo-phieu")
@access(Action.BALLOT_CAST, of=subjects.item)
def vote(item_id: int) -> ResponseReturnValue:
    """Show the item's nominations with a choice for each."""
    asked = _asked(item_id)
    return _vote_page(item_id, vote_form(asked, key=secrets.token_hex(16)))


@bp.post("/phien-hop/noi-dung/<int:item_id>/bo-phieu/kiem-tra")
@access(Action.BALLOT_CAST, of=subjects.item)
def check_vote(item_id: int) -> ResponseReturnValue:
    """Show what was chosen once more; nothing is kept yet."""
    asked = _asked(item_id)
    form = vote_form(asked)
    if "rest" in request.form:
        for ballot in asked:
            field = form[f"ballot_{ballot.id}"]
            field.data = field.data or "yes"
    if "again" in request.form:
        return _vote_page(item_id, form)
    if not form.validate():
        return _vote_page(item_id, form), 422
    return _page("check_vote", item_id, form=form)


@bp.post("/phien-hop/noi-dung/<int:item_id>/bo-phieu/gui")
@access(Action.BALLOT_CAST, of=subjects.item)
def cast_vote(item_id: int) -> ResponseReturnValue:
    """Cast the vote; its receipt is this answer and nothing else, so that no address and no row leads to it."""
    asked = turnout.open_ballots(subjects.find_item(item_id))
    form = vote_form(asked)
    given = {ballot.id: form[f"ballot_{ballot.id}"].data for ballot in asked}
    chosen = {ballot_id: choice for ballot_id, choice in given.items() if choice}
    try:
        receipt = ballots.cast(
            actor=current_actor(), item_id=item_id, choices=chosen, key=str(form.key.data), at=clock.now()
        )
    except Invalid as fault:
        form.reject(fault)
        return _vote_page(item_id, form), 422
    found = subjects.find_item(item_id)
    return _page("receipt", item_id, receipt=receipt, following=queries.next_vote(found, current_actor()))


@bp.get("/phien-hop/noi-dung/<int:item_id>/phieu-giay")
@access(Action.BALLOT_COUNT, of=subjects.item)
def paper_slips(item_id: int) -> ResponseReturnValue:
    """Show a teller the form for their own count of the paper slips."""
    found = subjects.find_item(item_id)
    form = paper_form(turnout.open_ballots(found), voters=sorted(turnout.on_paper(found)))
    return _page("paper_slips", item_id, form=form)


@bp.post("/phien-hop/noi-dung/<int:item_id>/phieu-giay")
@access(Action.BALLOT_COUNT, of=subjects.item)
def record_paper(item_id: int) -> ResponseReturnValue:
    """Record a teller's count of the paper slips."""
    asked = turnout.open_ballots(subjects.find_item(item_id))
    form = paper_form(asked)
    if form.validate():
        counts = {
            ballot.id: paper.Slips(*(form[f"{name}_{ballot.id}"].data or 0 for name in SLIP_NAMES)) for ballot in asked
        }
        try:
            paper.record_paper(
                actor=current_actor(), item_id=item_id, voters=form.voters.data, counts=counts, at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi số đếm của bạn. Cần hai thành viên ban kiểm phiếu nhập giống nhau.", "success")
            return redirect(url_for("council.item", item_id=item_id), code=303)
    return _page("paper_slips", item_id, form=form), 422


def _asked(item_id: int) -> list[Ballot]:
    """Return the lines that still wait for this member's vote."""
    found, actor = subjects.find_item(item_id), current_actor()
    me = next((each for each in found.session.members if each.account_id == actor.id), None)
    return turnout.remaining(found, me)


def _vote_page(item_id: int, form: Form) -> str:
    if not form["key"].data:
        form["key"].data = secrets.token_hex(16)
    return _page("vote", item_id, form=form)


def _page(name: str, item_id: int, **more: Any) -> str:
    found = subjects.find_item(item_id)
    view = queries.session_view(found.session, current_actor())
    return render_template(
        f"pages/council/{name}.html",
        item=found,
        held=found.session,
        line=queries.line(found, view.me),
        me=view.me,
        ballots=turnout.open_ballots(found) if name == "paper_slips" else turnout.remaining(found, view.me),
        voters=turnout.voters(found),
        options=OPTIONS,
        choices=CHOICES,
        slip_names=SLIP_NAMES,
        awards=manner.award_name,
        differing=paper.differences(turnout.open_ballots(found)) if name == "paper_slips" else [],
        **more,
    )
