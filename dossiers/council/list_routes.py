"""Voting on a whole list with one hand: all open lines, "đồng ý tất cả trừ…", checked and sent at once."""

from __future__ import annotations

import secrets
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.council import ballots, open_lines, opinions
from dossiers.council.blueprint import bp
from dossiers.council.forms import ListVoteForm
from dossiers.models import Ballot, CouncilSession, SessionMember
from dossiers.models.vote import CHOICES
from workflow.errors import Invalid, Refused
from workflow.permissions import Action

EVERYTHING = "*"


@bp.get("/phien-hop/<int:session_id>/bo-phieu")
@access(Action.BALLOT_CAST, of=subjects.session)
def vote_list(session_id: int) -> ResponseReturnValue:
    """Show every open line that waits for the member's vote, by award."""
    return _list_page(session_id, ListVoteForm(key=secrets.token_hex(16)), {})


@bp.post("/phien-hop/<int:session_id>/bo-phieu/kiem-tra")
@access(Action.BALLOT_CAST, of=subjects.session)
def check_list(session_id: int) -> ResponseReturnValue:
    """Show what was chosen, what differs from yes first; nothing is kept yet."""
    form, waiting = ListVoteForm(), _waiting(session_id)
    chosen = _chosen(waiting)
    rest = request.form.get("rest", "")
    if rest and "again" not in request.form:
        chosen = {
            each.id: chosen.get(each.id, "yes")
            for each in waiting
            if each.id in chosen or rest in (EVERYTHING, each.award_code)
        }
    if "again" in request.form:
        return _list_page(session_id, form, chosen)
    if not chosen:
        form.reject(Invalid({"lines": "Chưa chọn dòng nào. Chọn ở từng dòng, hoặc đồng ý các dòng chưa chọn."}))
        return _list_page(session_id, form, chosen), 422
    asked = [each for each in waiting if each.id in chosen]
    exceptions = open_lines.by_award(each for each in asked if chosen[each.id] != "yes")
    return _page(
        "check_list",
        session_id,
        form=form,
        chosen=chosen,
        exceptions=exceptions,
        agreed=open_lines.by_award(each for each in asked if chosen[each.id] == "yes"),
        totals={choice: sum(given == choice for given in chosen.values()) for choice in CHOICES},
        left=len(waiting) - len(asked),
        is_secret=any(each.is_secret for each in asked),
        is_open=any(not each.is_secret for each in asked),
    )


@bp.post("/phien-hop/<int:session_id>/bo-phieu/gui")
@access(Action.BALLOT_CAST, of=subjects.session)
def cast_list(session_id: int) -> ResponseReturnValue:
    """Cast the votes; their receipt is this answer and nothing else, so that no address and no row leads to it."""
    form = ListVoteForm()
    chosen = {ballot_id: choice for ballot_id, choice in _sent().items() if choice}
    try:
        receipt = ballots.cast_list(
            actor=current_actor(), session_id=session_id, choices=chosen, key=str(form.key.data), at=clock.now()
        )
    except Invalid as fault:
        form.reject(fault)
        return _list_page(session_id, form, {}), 422
    except Refused as fault:
        # What else was chosen stays on the page, under a new name: the member only looks at what changed.
        form.form_errors.append(str(fault))
        form.key.data = secrets.token_hex(16)
        return _list_page(session_id, form, chosen), 409
    held, me = _member(session_id)
    named = open_lines.named(receipt.codes)
    left = len(open_lines.waiting_for(held, me))
    return _page("list_receipt", session_id, receipt=receipt, groups=open_lines.by_award(named), left=left)


@bp.get("/phien-hop/phieu-kin")
@access(Action.DESK_VIEW)
def ballot_secrecy() -> ResponseReturnValue:
    """Say plainly what a secret ballot protects and what it does not."""
    return render_template("pages/council/ballot_secrecy.html")


def _waiting(session_id: int) -> list[Ballot]:
    return open_lines.waiting_for(*_member(session_id))


def _member(session_id: int) -> tuple[CouncilSession, SessionMember | None]:
    held = subjects.find_session(session_id)
    actor = current_actor()
    return held, next((each for each in held.members if each.account_id == actor.id), None)


def _sent() -> dict[int, str]:
    """Read the choices that the page sent, by ballot; what is no number of a ballot is left out."""
    found = {}
    for name, choice in request.form.items():
        number = name.removeprefix("ballot_")
        if name != number and number.isdecimal() and len(number) < 10:
            found[int(number)] = choice
    return found


def _chosen(waiting: list[Ballot]) -> dict[int, str]:
    sent = _sent()
    return {each.id: sent[each.id] for each in waiting if sent.get(each.id) in CHOICES}


def _list_page(session_id: int, form: ListVoteForm, chosen: dict[int, str]) -> str:
    waiting = _waiting(session_id)
    if not form.key.data:
        form.key.data = secrets.token_hex(16)
    return _page("vote_list", session_id, form=form, chosen=chosen, groups=open_lines.by_award(waiting))


def _page(name: str, session_id: int, **more: Any) -> str:
    held, me = _member(session_id)
    is_late = me is not None and me.presence == "written" and opinions.is_over(held, clock.today())
    return render_template(
        f"pages/council/{name}.html", held=held, me=me, is_late=is_late, choices=CHOICES, everything=EVERYTHING, **more
    )
