from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects, words
from dossiers.access import access, current_actor
from dossiers.desk import dossier as one
from dossiers.desk import duties, links, listing, queries, seats, service
from dossiers.desk.forms import FilterForm, key_or_none
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.notice import queries as notices
from dossiers.submission.routing import GROUNDS
from dossiers.web.context import counts, may
from workflow.permissions import Action, Actor

bp = Blueprint("desk", __name__)
bp.add_app_template_filter(words.award_name)
bp.add_app_template_filter(words.dossier_tag)
bp.add_app_template_filter(words.verdict_tag)
bp.add_app_template_global(links.step_url)


@counts("desk.work")
def waiting(actor: Actor) -> int:
    """Count what waits for a person: dossiers, ballots, invitations, objections, questions."""
    others = seats.count_ballots(actor) + queries.count_complaints(actor) + queries.count_consultations(actor)
    sessions = seats.count_replies(actor) + seats.count_questions(actor)
    return duties.count_waiting(actor, clock.today()) + others + sessions


@bp.get("/viec-cua-toi")
@access(Action.DESK_VIEW)
def work() -> ResponseReturnValue:
    """Show what waits for the signed-in person, the most urgent first."""
    return render_template("pages/desk/work.html", work=queries.work_of(current_actor(), clock.today()))


@bp.post("/viec-cua-toi/da-doc")
@access(Action.DESK_VIEW)
def read_messages() -> ResponseReturnValue:
    """Mark every own message as read."""
    service.read_messages(actor=current_actor(), at=clock.now())
    return redirect(url_for("desk.work"), code=303)


@bp.get("/hiep-y", endpoint="consultations")
@access(Action.CONSULTATION_FOLLOW)
def list_consultations() -> ResponseReturnValue:
    """List the questions to other offices that wait for an answer, the overdue ones first."""
    overdue_only = request.args.get("qua-han") == "1"
    asked = queries.asked_by(current_actor(), clock.today())
    if overdue_only:
        asked = [each for each in asked if (each.deadline.days_left or 0) < 0]
    return render_template("pages/desk/consultations.html", asked=asked, overdue_only=overdue_only)


@bp.get("/ho-so")
@access(Action.DOSSIER_LIST)
def dossiers() -> ResponseReturnValue:
    """List the dossiers that the person may see."""
    actor, today = current_actor(), clock.today()
    form = _filter_form(actor)
    if not form.validate():
        return render_template("pages/desk/dossiers.html", form=form, page=None, counts=[], query={}), 422
    filters = listing.Filters(
        words=form.words.data or "",
        state=form.state.data or "",
        award=form.award.data or "",
        unit_id=form.unit.data,
        year=form.year.data,
        is_mine=form.mine.data,
        is_overdue=form.overdue.data,
    )
    below, above = key_or_none(request.args.get("below")), key_or_none(request.args.get("above"))
    return render_template(
        "pages/desk/dossiers.html",
        form=form,
        page=listing.page_of(actor, filters, today, below=below, above=above),
        counts=listing.counts_by_state(actor, filters, today),
        query={name: value for name, value in form.data.items() if value},
        today=today,
    )


def _filter_form(actor: Actor) -> FilterForm:
    form = FilterForm(request.args)
    awards, units, years = listing.choices(actor)
    form.state.choices = [("", "Mọi trạng thái"), *((label, label) for label in listing.state_labels())]
    form.award.choices = [("", "Mọi danh hiệu, hình thức"), *((code, words.award_name(code)) for code in awards)]
    form.unit.choices = [("", "Mọi đơn vị"), *units]
    form.year.choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]
    return form


@bp.get("/ho-so/<int:dossier_id>")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def dossier(dossier_id: int) -> ResponseReturnValue:
    """Show a dossier: where it stands, what can be done now, what it holds, what happened."""
    view = one.overview(dossier_id, current_actor(), clock.today())
    return render_template(
        "pages/desk/dossier.html",
        view=view,
        objections=notices.objections_before(view.dossier) if may(Action.OBJECTION_ANSWER, view.subject) else [],
        dossier=view.dossier,
        tasks=links.tasks(view.road, view.moves, dossier_id),
        grounds=GROUNDS,
        kinds=RECIPIENT_KINDS,
    )


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/xem")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show one nomination: its data, what was found, said and decided."""
    view = one.nomination_view(dossier_id, nomination_id, current_actor(), clock.today())
    subject = subjects.of_dossier(view.dossier)
    return render_template("pages/desk/nomination.html", view=view, dossier=view.dossier, subject=subject)
