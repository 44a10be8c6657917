"""Appraising line by line, and what is recorded of single lines."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, components, duplicates, subjects
from dossiers.access import access, current_actor
from dossiers.appraisal import nomination_service, queries
from dossiers.appraisal.blueprint import bp
from dossiers.appraisal.forms import OpinionForm
from dossiers.submission import evidence
from dossiers.submission.forms import ReasonForm, SeenForm
from dossiers.submission.nomination_service import find_line
from dossiers.submission.queries import held_awards
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/tham-dinh/<int:nomination_id>")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def appraise(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show one line with everything the checks say, and the form of the opinion."""
    newest = queries.newest_appraisals(subjects.find_dossier(dossier_id)).get(nomination_id)
    form = OpinionForm()
    if newest:
        form.proposal.data, form.opinion.data = newest.proposal, newest.opinion
    return _page(dossier_id, nomination_id, form)


@bp.post("/ho-so/<int:dossier_id>/tham-dinh/<int:nomination_id>")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def appraise_now(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Record the opinion, and go on to the next line without one."""
    form = OpinionForm()
    if form.validate():
        try:
            nomination_service.appraise(
                actor=current_actor(),
                dossier_id=dossier_id,
                nomination_id=nomination_id,
                seen=form.version,
                proposal=form.proposal.data,
                opinion=form.opinion.data or "",
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi ý kiến thẩm định.", "success")
            return _onward(dossier_id, nomination_id)
    return _page(dossier_id, nomination_id, form), 422


def _onward(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    following = queries.next_line(subjects.find_dossier(dossier_id), nomination_id)
    if following is None:
        return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)
    place = url_for("appraisal.appraise", dossier_id=dossier_id, nomination_id=following.id)
    return redirect(place, code=303)


def _page(dossier_id: int, nomination_id: int, form: OpinionForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    line = find_line(dossier, nomination_id)
    form.seen.data = form.seen.data or dossier.version
    return render_template(
        "pages/appraisal/appraise.html",
        dossier=dossier,
        line=line,
        form=form,
        answer=queries.answer_of(line, dossier, clock.today()),
        notes=duplicates.of_lines([line], dossier, clock.today(), is_inside=True).get(line.id, ()),
        parts=components.of_nomination(line, dossier),
        others=components.other_files(dossier, line),
        held=held_awards(line, dossier),
        fields=evidence.described(line),
        earlier=queries.appraisals_of(line),
        missing=components.missing_fields(line),
        is_open=queries.is_open(dossier),
    )


@bp.post("/ho-so/<int:dossier_id>/tham-dinh/de-nghi-hang-loat")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def propose_green(dossier_id: int) -> ResponseReturnValue:
    """Propose every line whose rules are all met, with the basis recorded."""
    count = nomination_service.propose_green(
        actor=current_actor(), dossier_id=dossier_id, seen=SeenForm().version, at=clock.now()
    )
    flash(f"Đã ghi đề nghị khen thưởng cho {count} đề nghị, kèm căn cứ đối chiếu.", "success")
    return redirect(url_for("appraisal.desk", dossier_id=dossier_id), code=303)


@bp.get("/ho-so/<int:dossier_id>/tham-dinh/<int:nomination_id>/tam-dung")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def hold_nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Ask why one line has to wait."""
    return _reason_page(dossier_id, nomination_id, "hold_nomination", ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/tham-dinh/<int:nomination_id>/tam-dung")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def hold_nomination_now(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Hold one line."""
    return _record(dossier_id, nomination_id, "hold_nomination", _hold, "Đã tạm dừng xét đề nghị này.")


@bp.get("/ho-so/<int:dossier_id>/tham-dinh/<int:nomination_id>/xet-tiep")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def resume_nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Ask for the written conclusion on one line."""
    return _reason_page(dossier_id, nomination_id, "resume_nomination", ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/tham-dinh/<int:nomination_id>/xet-tiep")
@access(Action.APPRAISAL_RECORD, of=subjects.dossier)
def resume_nomination_now(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Let one line go on."""
    return _record(dossier_id, nomination_id, "resume_nomination", _resume, "Đề nghị này được xét tiếp.")


def _hold(dossier_id: int, nomination_id: int, form: ReasonForm) -> None:
    nomination_service.hold_nomination(
        actor=current_actor(),
        dossier_id=dossier_id,
        nomination_id=nomination_id,
        seen=form.version,
        reason=form.reason.data,
        at=clock.now(),
    )


def _resume(dossier_id: int, nomination_id: int, form: ReasonForm) -> None:
    nomination_service.resume_nomination(
        actor=current_actor(),
        dossier_id=dossier_id,
        nomination_id=nomination_id,
        seen=form.version,
        conclusion=form.reason.data,
        at=clock.now(),
    )


def _record(
    dossier_id: int, nomination_id: int, page: str, write: Callable[[int, int, ReasonForm], None], done: str
) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        return _reason_page(dossier_id, nomination_id, page, form), 422
    write(dossier_id, nomination_id, form)
    flash(done, "success")
    return redirect(url_for("appraisal.appraise", dossier_id=dossier_id, nomination_id=nomination_id), code=303)


def _reason_page(dossier_id: int, nomination_id: int, page: str, form: ReasonForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    form.seen.data = form.seen.data or dossier.version
    line = find_line(dossier, nomination_id)
    return render_template(f"pages/appraisal/{page}.html", dossier=dossier, line=line, form=form)
