"""Files of a dossier: added to a component, taken out, and sent to those who may see the dossier."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, components, storage, subjects
from dossiers.access import access, current_actor
from dossiers.submission import attachment_service
from dossiers.submission.attachment_service import find_attachment
from dossiers.submission.blueprint import bp
from dossiers.submission.editing import editable
from dossiers.submission.forms import FilesForm, SeenForm
from dossiers.submission.nomination_service import find_line
from dossiers.uploads import ACCEPTED, checked
from dossiers.web.downloads import sent
from workflow.errors import Invalid, Missing
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/thanh-phan/<component>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def component(dossier_id: int, component: str) -> ResponseReturnValue:
    """Show the files of one of the dossier's components."""
    return _page(dossier_id, None, component, FilesForm())


@bp.post("/ho-so/<int:dossier_id>/thanh-phan/<component>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def add_files(dossier_id: int, component: str) -> ResponseReturnValue:
    """Add files to one of the dossier's components."""
    return _add(dossier_id, None, component)


@bp.get("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/thanh-phan/<component>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def line_component(dossier_id: int, nomination_id: int, component: str) -> ResponseReturnValue:
    """Show the files of one of a line's components."""
    return _page(dossier_id, nomination_id, component, FilesForm())


@bp.post("/ho-so/<int:dossier_id>/de-nghi/<int:nomination_id>/thanh-phan/<component>")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def add_line_files(dossier_id: int, nomination_id: int, component: str) -> ResponseReturnValue:
    """Add files to one of a line's components."""
    return _add(dossier_id, nomination_id, component)


def _add(dossier_id: int, nomination_id: int | None, component: str) -> ResponseReturnValue:
    form = FilesForm()
    if form.validate():
        try:
            chosen = [file for file in form.files.data if file and file.filename]
            attachment_service.add_attachments(
                actor=current_actor(),
                dossier_id=dossier_id,
                nomination_id=nomination_id,
                seen=form.version,
                component=component,
                uploads=[checked(file.filename or "", file.read()) for file in chosen],
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã tải lên {len(chosen)} tệp.", "success")
            return redirect(_place(dossier_id, nomination_id, component), code=303)
    return _page(dossier_id, nomination_id, component, form), 422


def _page(dossier_id: int, nomination_id: int | None, component: str, form: FilesForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    line = find_line(dossier, nomination_id) if nomination_id is not None else None
    known = components.flaggable(dossier, line)
    if components.PREFIX + component not in known:
        raise Missing("Hồ sơ không có thành phần này.")
    form.seen.data = form.seen.data or dossier.version
    parts = components.of_nomination(line, dossier) if line else components.of_dossier(dossier)
    part = next((each for each in parts if each.code == component), components.other_files(dossier, line))
    return render_template(
        "pages/submission/component.html",
        form=form,
        dossier=dossier,
        line=line,
        part=part,
        accepted=ACCEPTED,
        is_open=editable(dossier).allows(components.PREFIX + component, line),
        action=_place(dossier_id, nomination_id, component),
    )


def _place(dossier_id: int, nomination_id: int | None, component: str) -> str:
    if nomination_id is None:
        return url_for("submission.component", dossier_id=dossier_id, component=component)
    return url_for("submission.line_component", dossier_id=dossier_id, nomination_id=nomination_id, component=component)


@bp.post("/ho-so/<int:dossier_id>/tep/<int:attachment_id>/xoa")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def remove_file(dossier_id: int, attachment_id: int) -> ResponseReturnValue:
    """Take a file out of the dossier."""
    file = find_attachment(subjects.find_dossier(dossier_id), attachment_id)
    place = _place(dossier_id, file.nomination_id, file.component)
    attachment_service.remove_attachment(
        actor=current_actor(),
        dossier_id=dossier_id,
        attachment_id=attachment_id,
        seen=SeenForm().version,
        at=clock.now(),
    )
    flash("Đã bỏ tệp.", "success")
    return redirect(place, code=303)


@bp.get("/ho-so/<int:dossier_id>/tep/<int:attachment_id>")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def file(dossier_id: int, attachment_id: int) -> ResponseReturnValue:
    """Send a file, always to be saved and never shown within our own address."""
    found = find_attachment(subjects.find_dossier(dossier_id), attachment_id)
    return sent(storage.get(found.sha256), found.filename, found.media_type)
