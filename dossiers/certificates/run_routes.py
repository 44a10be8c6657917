"""The printing desk (Bàn in bằng) of an issued decision: runs, files made in the background, the list of prizes."""

from __future__ import annotations

from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access, current_actor
from dossiers.certificates import books, prize_service, queries, runs
from dossiers.certificates.blueprint import bp
from dossiers.certificates.forms import (
    FileForm,
    PrintedForm,
    RunForm,
    SpoiledForm,
    StopForm,
    seen_form,
)
from dossiers.jobs import queue
from dossiers.papers.prizes import record_of
from dossiers.sheets.excel import XLSX
from dossiers.web.downloads import sent
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action


@bp.get("/ho-so/<int:dossier_id>/in-bang")
@access(Action.PRINTING_VIEW, of=subjects.dossier)
def desk(dossier_id: int) -> ResponseReturnValue:
    """Show what has been printed for a decision, and the prizes that go with it."""
    dossier = subjects.find_dossier(dossier_id)
    decision = queries.issued_decision(dossier)
    return render_template(
        "pages/certificates/desk.html",
        dossier=dossier,
        decision=decision,
        subject=subjects.of_dossier(dossier),
        recipients=queries.recipients_of(decision),
        runs=queries.runs_of(decision),
        stocks=queries.stocks_of(decision),
        prizes=record_of(decision),
        lists=prize_service.written_lists(dossier),
    )


@bp.get("/ho-so/<int:dossier_id>/in-bang/dot-moi")
@access(Action.PRINTING_MANAGE, of=subjects.dossier)
def new_run(dossier_id: int) -> ResponseReturnValue:
    """Ask for whom to print, and on what; those without a certificate are chosen to begin with."""
    decision = queries.issued_decision(subjects.find_dossier(dossier_id))
    lacking = [each.nomination.id for each in queries.recipients_of(decision) if not each.printed and not each.open_run]
    return _run_page(
        dossier_id, RunForm(chosen=lacking, stock_id=next((s.id for s, _n in queries.stocks_of(decision)), None))
    )


@bp.post("/ho-so/<int:dossier_id>/in-bang/dot-moi")
@access(Action.PRINTING_MANAGE, of=subjects.dossier)
def begin_run(dossier_id: int) -> ResponseReturnValue:
    """Begin a run."""
    queries.issued_decision(subjects.find_dossier(dossier_id))
    form = RunForm()
    if form.validate():
        try:
            run = runs.begin(
                actor=current_actor(), dossier_id=dossier_id, stock_id=form.stock_id.data,
                nomination_ids=form.chosen.data or [], reason=form.reason.data, at=clock.now(),
            )  # fmt: skip
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã mở đợt in. Lập tệp in, in, rồi xác nhận đến tờ nào là tốt.", "success")
            return _to(run.id)
    return _run_page(dossier_id, form), 422


def _run_page(dossier_id: int, form: RunForm) -> str:
    dossier = subjects.find_dossier(dossier_id)
    decision = queries.issued_decision(dossier)
    stocks = queries.stocks_of(decision)
    form.stock_id.choices = [
        *((stock.id, f"Phôi: {stock.name} (còn {free} tờ)") for stock, free in stocks),
        ("", "Giấy thường, cả trang theo mẫu Word của đơn vị"),
    ]
    return render_template(
        "pages/certificates/new_run.html",
        form=form,
        dossier=dossier,
        decision=decision,
        recipients=queries.recipients_of(decision),
    )


@bp.get("/dot-in/<int:run_id>")
@access(Action.PRINTING_VIEW, of=subjects.print_run)
def run(run_id: int) -> ResponseReturnValue:
    """Show one run: its files, its sheets, how far it is."""
    return _show(run_id)


@bp.post("/dot-in/<int:run_id>/tep")
@access(Action.PRINTING_MANAGE, of=subjects.print_run)
def ask_for_file(run_id: int) -> ResponseReturnValue:
    """Let a file of the sheets to come be made in the background."""
    form = FileForm()
    if form.validate():
        try:
            runs.ask_for_file(actor=current_actor(), run_id=run_id, first=cast(int, form.first.data), at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Tệp in đang được lập. Trang này cho biết tiến độ.", "success")
            return _to(run_id)
    return _show(run_id, file=form), 422


@bp.post("/dot-in/<int:run_id>/da-in")
@access(Action.PRINTING_MANAGE, of=subjects.print_run)
def confirm(run_id: int) -> ResponseReturnValue:
    """Say up to which sheet everything came out well."""
    form = PrintedForm()
    if form.validate():
        try:
            count = runs.confirm(
                actor=current_actor(), run_id=run_id, seen=form.version, last=cast(int, form.last.data), at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã ghi {count} tờ in tốt.", "success")
            return _to(run_id)
    return _show(run_id, printed=form), 422


@bp.post("/dot-in/<int:run_id>/hong")
@access(Action.PRINTING_MANAGE, of=subjects.print_run)
def spoil(run_id: int) -> ResponseReturnValue:
    """Write off a sheet, with the reason; the next one takes its place."""
    form = SpoiledForm()
    if form.validate():
        try:
            position = cast(int, form.position.data)
            runs.spoil(
                actor=current_actor(), run_id=run_id, seen=form.version, position=position, reason=form.reason.data,
                at=clock.now(),
            )  # fmt: skip
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã ghi hỏng tờ {position}. Lập lại tệp in từ tờ này.", "success")
            return _to(run_id)
    return _show(run_id, spoiled=form), 422


@bp.post("/dot-in/<int:run_id>/gan-phoi")
@access(Action.PRINTING_MANAGE, of=subjects.print_run)
def deal(run_id: int) -> ResponseReturnValue:
    """Give the places that lack stock what came in since."""
    runs.deal(actor=current_actor(), run_id=run_id, seen=PrintedForm().version, at=clock.now())
    flash("Đã gắn phôi còn thiếu.", "success")
    return _to(run_id)


@bp.get("/dot-in/<int:run_id>/dung")
@access(Action.PRINTING_MANAGE, of=subjects.print_run)
def stop(run_id: int) -> ResponseReturnValue:
    """Ask why a run ends before its last sheet."""
    found = queries.find_run(run_id)
    return _stop_page(run_id, StopForm(seen=found.version))


@bp.post("/dot-in/<int:run_id>/dung")
@access(Action.PRINTING_MANAGE, of=subjects.print_run)
def stop_now(run_id: int) -> ResponseReturnValue:
    """End a run; the stock goes back to the cupboard."""
    form = StopForm()
    if form.validate():
        runs.stop(actor=current_actor(), run_id=run_id, seen=form.version, reason=form.reason.data, at=clock.now())
        flash("Đã dừng đợt in; phôi chưa in trả về kho.", "success")
        return _to(run_id)
    return _stop_page(run_id, form), 422


def _stop_page(run_id: int, form: StopForm) -> str:
    found = queries.find_run(run_id)
    if found.state != "open":
        raise Refused(f"Đợt in số {found.number} đã kết thúc.")
    return render_template("pages/certificates/stop.html", form=form, run=found, line=queries.line_of(found))


@bp.post("/viec/<int:job_id>/huy")
@access(Action.PRINTING_MANAGE, of=subjects.job)
def cancel_job(job_id: int) -> ResponseReturnValue:
    """Cancel the making of a file."""
    job = runs.cancel_job(actor=current_actor(), job_id=job_id, at=clock.now())
    flash("Đã hủy việc lập tệp in.", "success")
    return _to(job.arguments.get("run_id", 0))


@bp.get("/viec/<int:job_id>/tep")
@access(Action.PRINTING_VIEW, of=subjects.job)
def job_file(job_id: int) -> ResponseReturnValue:
    """Send the file that a job made."""
    job = queue.find(job_id)
    if job.sha256 is None:
        raise Missing("Việc này chưa có tệp kết quả.")
    return sent(storage.get(job.sha256), job.filename)


@bp.post("/ho-so/<int:dossier_id>/in-bang/tien-thuong")
@access(Action.PRINTING_MANAGE, of=subjects.dossier)
def write_prizes(dossier_id: int) -> ResponseReturnValue:
    """Write the list of prize money and keep it with the dossier."""
    prize_service.write_list(actor=current_actor(), dossier_id=dossier_id, at=clock.now())
    flash("Đã lập danh sách chi tiền thưởng.", "success")
    return redirect(url_for("certificates.desk", dossier_id=dossier_id), code=303)


@bp.get("/ho-so/<int:dossier_id>/in-bang/xuat-tien-thuong")
@access(Action.PRINTING_VIEW, of=subjects.dossier)
def prize_workbook(dossier_id: int) -> ResponseReturnValue:
    """Send the list of prize money as Excel."""
    decision = queries.issued_decision(subjects.find_dossier(dossier_id))
    return sent(books.prizes(decision), f"tien-thuong-{decision.number}-{decision.year}.xlsx", XLSX)


def _show(run_id: int, **typed: Any) -> str:
    found = queries.find_run(run_id)
    first = max(key_or_none(request.args.get("tu")) or 1, 1)
    waiting = queries.waiting_sheets(found)
    start = waiting[0].position if waiting else None
    forms = {
        "file": seen_form(found, FileForm, first=start),
        "printed": seen_form(found, PrintedForm, last=waiting[-1].position if waiting else None),
        "spoiled": seen_form(found, SpoiledForm, position=key_or_none(request.args.get("hong")) or start),
    }
    jobs = queries.jobs_of(found)
    return render_template(
        "pages/certificates/run.html",
        run=found,
        line=queries.line_of(found),
        subject=subjects.of_dossier(found.decision.dossier),
        sheets=queries.sheets_of(found, first),
        bare=sum(1 for sheet in waiting if found.stock_id and sheet.stock_sheet_id is None),
        numbers=queries.register_numbers(found.decision),
        jobs=jobs,
        is_working=any(not job.is_over for job in jobs),
        first=first,
        page=queries.PAGE,
        forms={**forms, **typed},
        form=next(iter(typed.values()), None),
    )


def _to(run_id: int) -> ResponseReturnValue:
    return redirect(url_for("certificates.run", run_id=run_id), code=303)
