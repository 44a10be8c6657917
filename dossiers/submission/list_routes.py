"""The list of a dossier as a file: downloaded, filled in Excel, looked at cell by cell, and written when confirmed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access, current_actor
from dossiers.models import RECIPIENT_KINDS
from dossiers.sheets.excel import XLSX
from dossiers.submission.blueprint import bp
from dossiers.submission.editing import closed, editable
from dossiers.submission.lists import service
from dossiers.submission.lists.export import export
from dossiers.submission.lists.forms import ConfirmListForm, ListForm
from dossiers.uploads import checked
from dossiers.web import tickets
from dossiers.web.downloads import sent
from workflow.errors import Invalid, Refused
from workflow.permissions import Action

PURPOSE = "list-of-a-dossier"
TOO_OLD = "Kết quả đọc tệp đã cũ. Tải tệp lên và xem lại trước khi ghi."
SHOWN = 300


@bp.get("/ho-so/<int:dossier_id>/danh-sach/tai-ve")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def download_list(dossier_id: int) -> ResponseReturnValue:
    """Send the dossier's lines as an Excel file to be filled in."""
    dossier = subjects.find_dossier(dossier_id)
    return sent(export(dossier, clock.today()), f"danh-sach-{dossier.code}.xlsx", XLSX)


@bp.get("/ho-so/<int:dossier_id>/danh-sach/doc")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def read_list(dossier_id: int) -> ResponseReturnValue:
    """Show the form for a list in a file."""
    dossier = subjects.find_dossier(dossier_id)
    if not editable(dossier).is_anything:
        raise closed(dossier)
    return _form_page(dossier_id, ListForm())


@bp.post("/ho-so/<int:dossier_id>/danh-sach/doc")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def check_list(dossier_id: int) -> ResponseReturnValue:
    """Look at a list and show what it would change; nothing is written."""
    form = ListForm()
    if not form.validate():
        return _form_page(dossier_id, form), 422
    dossier = subjects.find_dossier(dossier_id)
    seen = dossier.version
    try:
        filename, content = form.content()
        upload = checked(filename, content)
        plan = service.check(
            actor=current_actor(),
            dossier_id=dossier_id,
            content=upload.content,
            media_type=upload.media_type,
            is_whole=form.is_whole.data == "1",
            at=clock.now(),
        )
    except Invalid as fault:
        form.reject(Invalid({"file": next(iter(fault.fields.values()))}))
        return _form_page(dossier_id, form), 422
    ticket = tickets.issue(
        PURPOSE,
        current_actor().id,
        dossier=dossier_id,
        seen=seen,
        sha256=storage.put(upload.content),
        filename=upload.filename,
        media_type=upload.media_type,
        is_whole=plan.is_whole,
    )
    page = render_template(
        "pages/submission/check_list.html",
        dossier=dossier,
        plan=plan,
        filename=upload.filename,
        shown=SHOWN,
        kinds=RECIPIENT_KINDS,
        form=ConfirmListForm(ticket=ticket),
    )
    return page, 422 if plan.faults else 200


@bp.post("/ho-so/<int:dossier_id>/danh-sach/ghi")
@access(Action.DOSSIER_EDIT, of=subjects.dossier)
def apply_list(dossier_id: int) -> ResponseReturnValue:
    """Write what a list that was looked at changes."""
    ticket = tickets.read(PURPOSE, current_actor().id, ConfirmListForm().ticket.data, TOO_OLD)
    if ticket["dossier"] != dossier_id:
        raise Refused(TOO_OLD)
    plan = service.apply(
        actor=current_actor(),
        dossier_id=dossier_id,
        seen=ticket["seen"],
        sha256=ticket["sha256"],
        filename=ticket["filename"],
        media_type=ticket["media_type"],
        is_whole=ticket["is_whole"],
        at=clock.now(),
    )
    flash(f"Đã ghi danh sách: {plan.summary}.", "success")
    return redirect(url_for("submission.edit", dossier_id=dossier_id, _anchor="de-nghi"), code=303)


def _form_page(dossier_id: int, form: ListForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    return render_template(
        "pages/submission/read_list.html", dossier=dossier, form=form, is_draft=editable(dossier).is_draft
    )
