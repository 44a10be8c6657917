"""An agenda item: read before the vote, opened, counted, lowered, concluded or deferred."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, findings, subjects
from dossiers.access import access, current_actor
from dossiers.council import items, manner, paper, queries, quotas, recusals, results, rounds, turnout
from dossiers.council.blueprint import bp
from dossiers.council.forms import CloseItemForm, GroundForm, LowerForm
from dossiers.models.vote import CHOICES
from dossiers.submission.forms import ReasonForm
from workflow.errors import Invalid, Missing
from workflow.permissions import Action


@bp.get("/phien-hop/noi-dung/<int:item_id>")
@access(Action.SESSION_VIEW, of=subjects.item)
def item(item_id: int) -> ResponseReturnValue:
    """Show an item: its nominations with what the machine checked, and once counted its result."""
    answers = findings.check_all(subjects.find_item(item_id).dossier, clock.today())
    return _page("item", item_id, answers=answers)


@bp.post("/phien-hop/noi-dung/<int:item_id>/mo")
@access(Action.SESSION_LEAD, of=subjects.item)
def open_item(item_id: int) -> ResponseReturnValue:
    """Open the item for discussion and voting."""
    items.open_item(actor=current_actor(), item_id=item_id, at=clock.now())
    flash("Đã mở nội dung này; thành viên bỏ phiếu được từ bây giờ.", "success")
    return redirect(url_for("council.item", item_id=item_id), code=303)


@bp.get("/phien-hop/noi-dung/<int:item_id>/hoi-ti")
@access(Action.RECUSAL_DECLARE, of=subjects.item)
def declare_recusal(item_id: int) -> ResponseReturnValue:
    """Ask a member why they stay out of the item."""
    return _page("recusal", item_id, form=GroundForm())


@bp.post("/phien-hop/noi-dung/<int:item_id>/hoi-ti")
@access(Action.RECUSAL_DECLARE, of=subjects.item)
def declare_recusal_now(item_id: int) -> ResponseReturnValue:
    """Record that the member stays out of the item."""
    form = GroundForm()
    if not form.validate():
        return _page("recusal", item_id, form=form), 422
    session_id = subjects.find_item(item_id).session_id
    recusals.declare(actor=current_actor(), item_id=item_id, ground=form.ground.data, at=clock.now())
    flash("Đã ghi nhận bạn hồi tị ở một nội dung.", "success")
    return redirect(url_for("council.session", session_id=session_id), code=303)


@bp.get("/phien-hop/noi-dung/<int:item_id>/ket-thuc")
@access(Action.SESSION_LEAD, of=subjects.item)
def close_item(item_id: int) -> ResponseReturnValue:
    """Show what is in before the count, and the result with the conclusion after it."""
    found = subjects.find_item(item_id)
    return _page("close_item", item_id, form=CloseItemForm(conclusion=_usual_conclusion(found.id)))


@bp.post("/phien-hop/noi-dung/<int:item_id>/kiem-phieu")
@access(Action.SESSION_LEAD, of=subjects.item)
def count_ballots(item_id: int) -> ResponseReturnValue:
    """End the voting and count."""
    items.count_ballots(actor=current_actor(), item_id=item_id, at=clock.now())
    flash("Đã kiểm phiếu. Ghi kết luận để kết thúc nội dung này.", "success")
    return redirect(url_for("council.close_item", item_id=item_id), code=303)


@bp.post("/phien-hop/noi-dung/<int:item_id>/ket-thuc")
@access(Action.SESSION_LEAD, of=subjects.item)
def close_item_now(item_id: int) -> ResponseReturnValue:
    """Close the item with its conclusion."""
    form = CloseItemForm()
    if not form.validate():
        return _page("close_item", item_id, form=form), 422
    items.close_item(
        actor=current_actor(),
        item_id=item_id,
        discussion=form.discussion.data,
        conclusion=form.conclusion.data,
        at=clock.now(),
    )
    session_id = subjects.find_item(item_id).session_id
    flash("Đã kết thúc nội dung này.", "success")
    return redirect(url_for("council.control_room", session_id=session_id), code=303)


@bp.get("/phien-hop/noi-dung/<int:item_id>/hoan")
@access(Action.ITEM_PREPARE, of=subjects.item)
def defer_item(item_id: int) -> ResponseReturnValue:
    """Ask why the item is left to a later session."""
    version = subjects.find_item(item_id).dossier.version
    return _page("defer_item", item_id, form=ReasonForm(seen=version))


@bp.post("/phien-hop/noi-dung/<int:item_id>/hoan")
@access(Action.ITEM_PREPARE, of=subjects.item)
def defer_item_now(item_id: int) -> ResponseReturnValue:
    """Leave the item to a later session."""
    form = ReasonForm()
    if not form.validate():
        return _page("defer_item", item_id, form=form), 422
    session_id = subjects.find_item(item_id).session_id
    items.defer_item(actor=current_actor(), item_id=item_id, reason=form.reason.data, seen=form.version, at=clock.now())
    flash("Đã hoãn nội dung này sang phiên sau.", "success")
    return redirect(url_for("council.control_room", session_id=session_id), code=303)


@bp.get("/phien-hop/noi-dung/<int:item_id>/ha-muc/<int:nomination_id>")
@access(Action.ITEM_PREPARE, of=subjects.item)
def lower_award(item_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show the lesser awards for a nomination that failed."""
    return _lower_page(item_id, nomination_id, _lower_form(item_id, nomination_id))


@bp.post("/phien-hop/noi-dung/<int:item_id>/ha-muc/<int:nomination_id>")
@access(Action.ITEM_PREPARE, of=subjects.item)
def lower_award_now(item_id: int, nomination_id: int) -> ResponseReturnValue:
    """Put the nomination to a second vote for a lesser award."""
    form = _lower_form(item_id, nomination_id)
    if form.validate():
        try:
            items.lower_award(
                actor=current_actor(),
                item_id=item_id,
                nomination_id=nomination_id,
                award_code=form.award.data,
                reason=form.reason.data,
                seen=form.version,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã mở bỏ phiếu lần hai ở mức khen thấp hơn.", "success")
            return redirect(url_for("council.item", item_id=item_id), code=303)
    return _lower_page(item_id, nomination_id, form), 422


def _lower_form(item_id: int, nomination_id: int) -> LowerForm:
    found = subjects.find_item(item_id)
    form = LowerForm(seen=found.dossier.version)
    nomination = next((each for each in found.dossier.nominations if each.id == nomination_id), None)
    if nomination is None:
        raise Missing("Không tìm thấy đề nghị này.")
    form.award.choices = dict(manner.lesser_awards(nomination, found.session.held_on))
    return form


def _lower_page(item_id: int, nomination_id: int, form: LowerForm) -> str:
    nominations = subjects.find_item(item_id).dossier.nominations
    return _page(
        "lower_award", item_id, form=form, nomination=next(each for each in nominations if each.id == nomination_id)
    )


def _usual_conclusion(item_id: int) -> str:
    """Return what chairs usually say, from the result; they change it as they like."""
    counted = results.counted(subjects.find_item(item_id))
    newest = {each.ballot.nomination_id: each.ballot.is_passed for each in counted}
    if not newest:
        return ""
    return f"Hội đồng thông qua {sum(map(bool, newest.values()))}/{len(newest)} đề nghị."


def _page(name: str, item_id: int, **more: Any) -> str:
    found = subjects.find_item(item_id)
    counted = results.counted(found)
    newest = list(rounds.newest(found).values())
    return render_template(
        f"pages/council/{name}.html",
        item=found,
        line=queries.line(found, queries.member_of(found.session, current_actor())),
        held=found.session,
        subject=subjects.of_item(found),
        counted=counted,
        nominations=queries.nominations_of(found),
        opinions=queries.opinions_of(found.dossier),
        failed=[
            (each.ballot.nomination, manner.lesser_awards(each.ballot.nomination, found.session.held_on))
            for each in counted
            if each.ballot.nomination.outcome == "not_passed" and each.ballot in newest
        ],
        repeatable=rounds.can_be_repeated(found),
        differing=paper.differences(turnout.open_ballots(found)),
        tie=quotas.TIE_WORDS[quotas.tie_rule(found.session.held_on)],
        today=clock.today(),
        waiting=[member for member in turnout.voters(found) if member.id not in turnout.voted(found)],
        usual=manner.usual(found.dossier, found.session.held_on),
        awards=manner.award_name,
        quorum=manner.quorum(found.session, found.dossier.award_code),
        choices=CHOICES,
        item_states=queries.ITEM_STATES,
        item_colours=queries.ITEM_COLOURS,
        **more,
    )
