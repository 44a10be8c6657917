"""A register from Excel: the template, the look at a file with every fault, the import, and the export."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access, current_actor
from dossiers.register import export as files
from dossiers.register import import_service, queries
from dossiers.register.blueprint import bp
from dossiers.register.columns import COLUMNS
from dossiers.register.forms import ConfirmForm, FileForm
from dossiers.sheets.excel import XLSX
from dossiers.uploads import checked
from dossiers.web import tickets
from dossiers.web.downloads import sent
from workflow.errors import Invalid
from workflow.permissions import Action

FAULTS_SHOWN = 500
PURPOSE = "register-import"
TOO_OLD = "Kết quả kiểm tra tệp đã cũ. Tải tệp lên và kiểm tra lại trước khi nhập."


@bp.get("/so-khen-thuong/nhap")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def new_import() -> ResponseReturnValue:
    """Show the form for a file, and what was entered before."""
    return _form_page(FileForm())


@bp.post("/so-khen-thuong/nhap")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def check_import() -> ResponseReturnValue:
    """Look at a file and report on it; nothing is entered."""
    form = FileForm()
    if not form.validate():
        return _form_page(form), 422
    try:
        filename, content = form.content()
        upload = checked(filename, content)
        if upload.media_type != XLSX:
            raise Invalid({"file": "Chỉ nhập được từ tệp Excel (.xlsx)."})
        sha256 = storage.put(upload.content)
        report = import_service.check(upload.content, sha256, clock.now())
    except Invalid as fault:
        form.reject(Invalid({"file": next(iter(fault.fields.values()))}))
        return _form_page(form), 422
    ticket = tickets.issue(PURPOSE, current_actor().id, sha256=sha256, filename=upload.filename)
    page = render_template(
        "pages/register/check_import.html",
        report=report,
        filename=upload.filename,
        faults=report.faults[:FAULTS_SHOWN],
        form=ConfirmForm(ticket=ticket),
    )
    return page, 422 if report.faults else 200


@bp.post("/so-khen-thuong/nhap/xac-nhan")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def confirm_import() -> ResponseReturnValue:
    """Enter every row of a file that was looked at."""
    ticket = tickets.read(PURPOSE, current_actor().id, ConfirmForm().ticket.data, TOO_OLD)
    entered = import_service.enter(
        actor=current_actor(), sha256=ticket["sha256"], filename=ticket["filename"], at=clock.now()
    )
    flash(f"Đã nhập {entered.added} lần khen thưởng từ tệp {entered.filename}.", "success")
    return redirect(url_for("register.new_import"), code=303)


@bp.get("/so-khen-thuong/nhap/mau")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def template() -> ResponseReturnValue:
    """Send the empty template."""
    return sent(files.template(), "mau-so-khen-thuong.xlsx", XLSX)


@bp.get("/so-khen-thuong/nhap/<int:import_id>/tep")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def import_file(import_id: int) -> ResponseReturnValue:
    """Send the file of an import, as it was uploaded."""
    entered = queries.find_import(import_id)
    return sent(storage.get(entered.sha256), entered.filename, XLSX)


@bp.get("/so-khen-thuong/xuat")
@access(Action.REGISTER_MANAGE, of=subjects.register)
def export() -> ResponseReturnValue:
    """Send the whole register."""
    return sent(files.export(), f"so-khen-thuong-{_stamp(clock.today())}.xlsx", XLSX)


def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}"


def _form_page(form: FileForm) -> str:
    return render_template("pages/register/new_import.html", form=form, imports=queries.imports(), columns=COLUMNS)
