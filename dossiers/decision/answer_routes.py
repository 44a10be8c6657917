"""What higher bodies answered: the Party committee's opinion, the ministry's return, the State's result."""

from __future__ import annotations

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects
from dossiers.access import access, current_actor
from dossiers.decision import higher_body, queries, service
from dossiers.decision.blueprint import bp
from dossiers.decision.forms import GrantForm, PartyOpinionForm
from dossiers.decision.reasons import ask, take, to_dossier
from dossiers.models import Nomination
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/y-kien-cap-uy")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_party_opinion(dossier_id: int) -> ResponseReturnValue:
    """Ask for the opinion."""
    dossier = subjects.find_dossier(dossier_id)
    everybody = [nomination.id for nomination in service.awardable(dossier)]
    return _opinion_page(dossier_id, PartyOpinionForm(seen=dossier.version, agreed=everybody))


@bp.post("/ho-so/<int:dossier_id>/y-kien-cap-uy")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_party_opinion_now(dossier_id: int) -> ResponseReturnValue:
    """Record the opinion."""
    form = PartyOpinionForm()
    form.agreed.offer(service.awardable(subjects.find_dossier(dossier_id)))
    if form.validate():
        try:
            higher_body.record_party_opinion(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                opinion=form.opinion(),
                agreed=form.agreed.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi ý kiến của cấp ủy.", "success")
            return to_dossier(dossier_id)
    return _opinion_page(dossier_id, form), 422


def _opinion_page(dossier_id: int, form: PartyOpinionForm) -> str:
    pending = steps.pending(dossier_id, "record_party_opinion", actor=current_actor(), at=clock.now())
    form.agreed.offer(service.awardable(pending.dossier))
    return render_template("pages/decision/record_party_opinion.html", form=form, pending=pending)


@bp.get("/ho-so/<int:dossier_id>/ket-qua-khen-thuong")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_grant(dossier_id: int) -> ResponseReturnValue:
    """Ask for the State's decision."""
    dossier = subjects.find_dossier(dossier_id)
    everybody = [nomination.id for nomination in _proposed(dossier_id)]
    return _grant_page(dossier_id, GrantForm(seen=dossier.version, granted=everybody))


@bp.post("/ho-so/<int:dossier_id>/ket-qua-khen-thuong")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_grant_now(dossier_id: int) -> ResponseReturnValue:
    """Record the State's decision."""
    form = GrantForm()
    form.granted.offer(_proposed(dossier_id))
    if form.validate():
        try:
            higher_body.record_grant(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                number=form.number.data,
                body=form.body.data,
                decided_on=form.day(),
                granted=form.granted.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi kết quả khen thưởng và thông báo cho đơn vị.", "success")
            return to_dossier(dossier_id)
    return _grant_page(dossier_id, form), 422


def _grant_page(dossier_id: int, form: GrantForm) -> str:
    pending = steps.pending(dossier_id, "record_grant", actor=current_actor(), at=clock.now())
    form.granted.offer(_proposed(dossier_id))
    return render_template("pages/decision/record_grant.html", form=form, pending=pending)


def _proposed(dossier_id: int) -> list[Nomination]:
    decision = queries.decision_of(subjects.find_dossier(dossier_id))
    return decision.nominations if decision else []


@bp.get("/ho-so/<int:dossier_id>/cap-tren-khong-khen")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_refusal(dossier_id: int) -> ResponseReturnValue:
    """Ask for the State's answer."""
    return ask(dossier_id, "record_refusal")


@bp.post("/ho-so/<int:dossier_id>/cap-tren-khong-khen")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_refusal_now(dossier_id: int) -> ResponseReturnValue:
    """Record that the State does not award."""
    return take(
        dossier_id,
        "record_refusal",
        higher_body.record_refusal,
        "Đã ghi kết quả không khen thưởng và thông báo cho đơn vị.",
    )


@bp.get("/ho-so/<int:dossier_id>/cap-tren-tra-ho-so")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_return(dossier_id: int) -> ResponseReturnValue:
    """Ask why the ministry gave the dossier back."""
    return ask(dossier_id, "record_return")


@bp.post("/ho-so/<int:dossier_id>/cap-tren-tra-ho-so")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def record_return_now(dossier_id: int) -> ResponseReturnValue:
    """Record that the ministry gave the dossier back."""
    return take(
        dossier_id, "record_return", higher_body.record_return, "Đã ghi việc trả hồ sơ; hoàn thiện rồi trình lại."
    )
