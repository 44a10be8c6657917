"""The lines of a dossier: typed one by one or pasted from Excel, put in order, taken out."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, components, duplicates, findings, subjects
from dossiers.access import access, current_actor
from dossiers.models import RECIPIENT_KINDS, Dossier, Nomination
from dossiers.nomination_fields import asked, form_of
from dossiers.submission import nomination_service, queries
from dossiers.submission.blueprint import bp
from dossiers.submission.editing import editable, require_draft
from dossiers.submission.forms import ReasonForm, SeenForm
from dossiers.submission.lists import pasted
from dossiers.submission.lists.forms import PasteForm
from dossiers.submission.lists.service import reader_of
from dossiers.submission.nomination_forms import TABLES, NominationForm
from dossiers.submission.nomination_service import find_line
from workflow.eligibility import Answer
from workflow.errors import Invalid, Missing
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/de-nghi/them/<kind>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def add_nomination(dossier_id: int, kind: str) -> ResponseReturnValue:
    """Show the form of a new line."""
    dossier = _draft(dossier_id, kind)
    form = NominationForm(seen=dossier.version)
    form.show(None, dossier.year)
    return _form_page(dossier, None, kind, form)


@bp.post("/ho-so/<int:dossier_id>/de-nghi/them/<kind>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def add_nomination_now(dossier_id: int, kind: str) -> ResponseReturnValue:
    """Add a line."""
    dossier = _draft(dossier_id, kind)
    form = _typed(dossier, None, kind)
    if table := _table_to_grow():
        form.grow(table)
        return _form_page(dossier, None, kind, form)
    if "check" in request.form:
        return _checked_page(dossier, None, kind, form)
    if form.validate():
        try:
            added = nomination_service.add_nomination(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                kind=kind,
                values=form.values(kind),
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã thêm {added.label}.", "success")
            return _next_page(dossier_id, kind, added)
    return _form_page(dossier, None, kind, form), 422


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Show a line's form, with what the checks say of it beside."""
    dossier = subjects.find_dossier(dossier_id)
    line = find_line(dossier, nomination_id)
    form = NominationForm(seen=dossier.version)
    form.show(line, dossier.year)
    return _form_page(dossier, line, line.kind, form)


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def save_nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Save a line."""
    dossier = subjects.find_dossier(dossier_id)
    line = find_line(dossier, nomination_id)
    form = _typed(dossier, line, line.kind)
    if (table := _table_to_grow()) and table in form:
        form.grow(table)
        return _form_page(dossier, line, line.kind, form)
    if "check" in request.form:
        return _checked_page(dossier, line, line.kind, form)
    if form.validate():
        try:
            nomination_service.save_nomination(
                actor=current_actor(),
                dossier_id=dossier_id,
                nomination_id=nomination_id,
                seen=form.version,
                values=form.values(line.kind),
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã lưu {line.label}.", "success")
            return _next_page(dossier_id, line.kind, line)
    return _form_page(dossier, line, line.kind, form), 422


def _draft(dossier_id: int, kind: str) -> Dossier:
    if kind not in RECIPIENT_KINDS:
        raise Missing("Không có loại đối tượng này.")
    dossier = subjects.find_dossier(dossier_id)
    require_draft(dossier)
    return dossier


def _typed(dossier: Dossier, line: Nomination | None, kind: str) -> NominationForm:
    form = NominationForm()
    _narrow(form, dossier, line, kind)
    return form


def _narrow(form: NominationForm, dossier: Dossier, line: Nomination | None, kind: str) -> None:
    scope = editable(dossier)
    open_codes = [field.code for field in asked(dossier, kind, line) if scope.allows(field.code, line)]
    form.narrow(kind, open_codes, queries.past_award_choices())


def _table_to_grow() -> str:
    table = request.form.get("grow", "")
    return table if table in TABLES else ""


def _checked_page(dossier: Dossier, line: Nomination | None, kind: str, form: NominationForm) -> ResponseReturnValue:
    """Show what the law says of what is typed, without saving it.

    The page's script asks while somebody types ("live"): a half-typed field is then no fault to be told of.
    """
    if form.validate():
        answer = findings.check_typed(form.values(kind), kind, line, dossier, clock.today())
        return _form_page(dossier, line, kind, form, typed=answer, is_typed=True)
    return _form_page(dossier, line, kind, form), 200 if request.form["check"] == "live" else 422


def _form_page(
    dossier: Dossier,
    line: Nomination | None,
    kind: str,
    form: NominationForm,
    *,
    typed: Answer | None = None,
    is_typed: bool = False,
) -> str:
    """Show the form beside what the law says: of what is typed, or else of what is stored."""
    _narrow(form, dossier, line, kind)
    stored = findings.check(line, dossier, clock.today()) if line and not is_typed else None
    return render_template(
        "pages/submission/nomination.html",
        form=form,
        dossier=dossier,
        line=line,
        kind=kind,
        kind_name=RECIPIENT_KINDS[kind],
        report_form=form_of(dossier, kind),
        columns={field.code: field.cells for field in asked(dossier, kind, line) if field.cells},
        scope=editable(dossier),
        answer=typed if is_typed else stored,
        is_typed=is_typed,
        notes=duplicates.of_lines([line], dossier, clock.today(), is_inside=False).get(line.id, ()) if line else (),
        parts=components.of_nomination(line, dossier) if line else (),
        others=components.other_files(dossier, line),
        held=queries.held_awards(line, dossier) if line else (),
    )


def _next_page(dossier_id: int, kind: str, line: Nomination) -> ResponseReturnValue:
    if "another" in request.form:
        return redirect(url_for("submission.add_nomination", dossier_id=dossier_id, kind=kind), code=303)
    return redirect(url_for("submission.nomination", dossier_id=dossier_id, nomination_id=line.id), code=303)


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/xoa")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def remove_nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Ask before a line is taken out of a draft."""
    dossier = subjects.find_dossier(dossier_id)
    require_draft(dossier)
    return render_template(
        "pages/submission/remove_nomination.html",
        dossier=dossier,
        line=find_line(dossier, nomination_id),
        form=SeenForm(seen=dossier.version),
    )


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/xoa")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def remove_nomination_now(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Take a line out of a draft."""
    nomination_service.remove_nomination(
        actor=current_actor(),
        dossier_id=dossier_id,
        nomination_id=nomination_id,
        seen=SeenForm().version,
        at=clock.now(),
    )
    flash("Đã bỏ đề nghị khỏi hồ sơ.", "success")
    return redirect(url_for("submission.edit", dossier_id=dossier_id), code=303)


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/thu-tu/<int:to>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def move_nomination(dossier_id: int, nomination_id: int, to: int) -> ResponseReturnValue:
    """Move a line to another place of the list."""
    nomination_service.move_nomination(
        actor=current_actor(),
        dossier_id=dossier_id,
        nomination_id=nomination_id,
        seen=SeenForm().version,
        to=to,
        at=clock.now(),
    )
    return redirect(url_for("submission.edit", dossier_id=dossier_id, _anchor="de-nghi"), code=303)


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/rut")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def withdraw_nomination(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Ask for the reason why one line is withdrawn from a returned dossier."""
    return _withdraw_page(dossier_id, nomination_id, ReasonForm())


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/rut")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def withdraw_nomination_now(dossier_id: int, nomination_id: int) -> ResponseReturnValue:
    """Withdraw one line of a returned dossier."""
    form = ReasonForm()
    if not form.validate():
        return _withdraw_page(dossier_id, nomination_id, form), 422
    nomination_service.withdraw_nomination(
        actor=current_actor(),
        dossier_id=dossier_id,
        nomination_id=nomination_id,
        seen=form.version,
        reason=form.reason.data,
        at=clock.now(),
    )
    flash("Đã rút đề nghị này.", "success")
    return redirect(url_for("submission.edit", dossier_id=dossier_id), code=303)


def _withdraw_page(dossier_id: int, nomination_id: int, form: ReasonForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    form.seen.data = form.seen.data or dossier.version
    line = find_line(dossier, nomination_id)
    return render_template("pages/submission/withdraw_nomination.html", dossier=dossier, line=line, form=form)


@bp.get("/ho-so/<int:dossier_id>/de-nghi/dan-danh-sach")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def paste(dossier_id: int) -> ResponseReturnValue:
    """Show where a list from Excel is pasted."""
    dossier = subjects.find_dossier(dossier_id)
    require_draft(dossier)
    form = PasteForm(seen=dossier.version)
    return render_template("pages/submission/paste.html", dossier=dossier, form=form, faults=())


@bp.post("/ho-so/<int:dossier_id>/de-nghi/dan-danh-sach")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def paste_now(dossier_id: int) -> ResponseReturnValue:
    """Add the pasted lines, all or none; what is wrong is named by row."""
    dossier = subjects.find_dossier(dossier_id)
    require_draft(dossier)
    form = PasteForm()
    faults: tuple[str, ...] = ()
    if form.validate():
        found = pasted.read(form.rows.data, form.kind.data, reader_of(dossier, clock.now()))
        faults = found.faults
        if not faults:
            try:
                added = nomination_service.add_nominations(
                    actor=current_actor(), dossier_id=dossier_id, seen=form.version, lines=found.lines, at=clock.now()
                )
            except Invalid as fault:
                form.reject(fault)
            else:
                flash(" ".join((f"Đã thêm {len(added)} đề nghị.", *found.remarks)), "success")
                return redirect(url_for("submission.edit", dossier_id=dossier_id, _anchor="de-nghi"), code=303)
    return render_template("pages/submission/paste.html", dossier=dossier, form=form, faults=faults), 422
