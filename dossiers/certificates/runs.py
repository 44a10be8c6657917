"""Print runs: sheets dealt in order, printed up to n, spoiled with a reason and replaced, begun again with a reason.

The serials of a run lie in the printer in their order.  When one is spoiled, its certificate goes on the next sheet
of the pile and all later ones move up; what is then lacking at the end comes from the cupboard.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.certificates import queries
from dossiers.certificates.stock_service import settle
from dossiers.db import current_session, unit_of_work
from dossiers.jobs import queue
from dossiers.models import Decision, Job, PrintRun, PrintSheet, Stock, StockSheet
from workflow.errors import Invalid, Refused, Stale
from workflow.permissions import Action, Actor

SHEETS = "certificates.sheets"


def begin(
    *, actor: Actor, dossier_id: int, stock_id: int | None, nomination_ids: list[int], reason: str, at: datetime
) -> PrintRun:
    """Begin a run for some recipients of an issued decision, on stock or on plain paper.

    Raises Missing without an issued decision; Invalid where nobody is chosen, a reprint has no reason, somebody is in
    an open run, or the cupboard holds too few sheets.
    """
    with unit_of_work() as session:
        dossier = subjects.find_dossier(dossier_id)
        permit(actor, Action.PRINTING_MANAGE, subjects.of_dossier(dossier))
        decision = queries.issued_decision(dossier)
        lines = [line for line in queries.recipients_of(decision) if line.nomination.id in set(nomination_ids)]
        again = [line for line in lines if line.printed]
        _check_lines(lines, again, reason)
        stock = _stock(decision, stock_id, len(lines))
        last = session.scalar(select(func.max(PrintRun.number)).where(PrintRun.decision_id == decision.id)) or 0
        run = PrintRun(
            decision_id=decision.id,
            number=last + 1,
            stock_id=stock.id if stock else None,
            is_reprint=bool(again),
            reason=reason if again else "",
            places=stock.places if stock else None,
            begun_by_id=actor.id,
            begun_at=at,
        )
        session.add(run)
        session.flush()
        session.add_all(
            PrintSheet(run_id=run.id, position=position, nomination_id=line.nomination.id)
            for position, line in enumerate(lines, start=1)
        )
        session.flush()
        _deal(run)
        journal.record(
            "print_run.begun", run, actor=actor, at=at, dossier_id=dossier.id, number=run.number, sheets=len(lines),
            stock=stock.name if stock else None, reason=run.reason, serials=_serials(run),
        )  # fmt: skip
        return run


def ask_for_file(*, actor: Actor, run_id: int, first: int, at: datetime) -> Job:
    """Let the sheets that are not printed yet, from position `first` on, be made into one file in the background.

    Raises Invalid where there is nothing to print from there on, Refused while another file is being made.
    """
    with unit_of_work():
        run = _open(actor, run_id)
        if running := [job for job in queries.jobs_of(run) if not job.is_over]:
            raise Refused(f"Việc “{running[0].title}” đang được làm. Chờ xong, hoặc hủy rồi lập lại.")
        ready = [sheet for sheet in queries.waiting_sheets(run, first) if sheet.stock_sheet_id or not run.stock_id]
        if not ready:
            raise Invalid({"first": f"Từ tờ {first} trở đi không còn tờ nào chờ in."})
        return queue.ask(
            SHEETS,
            title=f"Tệp in đợt {run.number} của Quyết định {run.decision.full_number}, từ tờ {ready[0].position}",
            arguments={
                "run_id": run.id, "first": first, "version": run.version, "url": f"/dot-in/{run.id}",
            },
            actor=actor, at=at, dossier_id=run.decision.dossier_id,
        )  # fmt: skip


def confirm(*, actor: Actor, run_id: int, seen: int, last: int, at: datetime) -> int:
    """Say that every sheet up to position `last` came out well; returns how many that were.  The last one ends the run.

    Raises Stale, Invalid where nothing up to there was waiting, Refused where a sheet has no stock yet.
    """
    with unit_of_work() as session:
        run = _open(actor, run_id, seen)
        waiting = queries.waiting_sheets(run)
        good = [sheet for sheet in waiting if sheet.position <= last]
        if not good:
            raise Invalid({"last": f"Đến tờ {last} không có tờ nào đang chờ in."})
        if bare := [sheet.position for sheet in good if run.stock_id and sheet.stock_sheet_id is None]:
            raise Refused(f"Tờ {bare[0]} chưa được gắn phôi nên chưa in được. Nhập thêm phôi rồi gắn phôi còn thiếu.")
        for sheet in good:
            sheet.state, sheet.settled_at = "printed", at
            if sheet.stock_sheet:
                settle(sheet.stock_sheet, "used", actor=actor, at=at)
        journal.record(
            "print_run.printed", run, actor=actor, at=at, dossier_id=run.decision.dossier_id, number=run.number,
            first=good[0].position, last=good[-1].position,
            serials=[each.stock_sheet.serial for each in good if each.stock_sheet],
        )  # fmt: skip
        if len(good) == len(waiting):
            run.state, run.ended_at = "finished", at
            journal.record(
                "print_run.finished", run, actor=actor, at=at, dossier_id=run.decision.dossier_id, number=run.number
            )
        session.flush()
        return len(good)


def spoil(*, actor: Actor, run_id: int, seen: int, position: int, reason: str, at: datetime) -> None:
    """Write off the sheet at a place, with the reason; in an open run its certificate gets the next sheet.

    Raises Stale, Invalid for a place without a sheet, Refused in a run that was stopped.
    """
    with unit_of_work() as session:
        run = _changeable(actor, run_id, seen)
        if run.state == "stopped":
            raise Refused("Đợt in này đã dừng, các phôi chưa in đã trả về kho. Ghi hỏng ở sổ phôi.")
        sheet = queries.current_sheet(run, position)
        if sheet is None or sheet.state == "spoiled":
            raise Invalid({"position": f"Đợt in không có tờ {position} nào đang chờ in hoặc đã in."})
        if run.stock_id and sheet.stock_sheet is None:
            raise Invalid({"position": f"Tờ {position} chưa được gắn phôi nào nên không có phôi để ghi hỏng."})
        serial = sheet.stock_sheet.serial if sheet.stock_sheet else None
        sheet.state, sheet.reason, sheet.settled_at = "spoiled", reason, at
        if sheet.stock_sheet:
            settle(sheet.stock_sheet, "spoiled", actor=actor, at=at, reason=reason)
        run.version += 1
        if run.state == "open":
            session.flush()
            session.add(
                PrintSheet(
                    run_id=run.id, position=position, attempt=sheet.attempt + 1, nomination_id=sheet.nomination_id
                )
            )
            session.flush()
            _deal(run)
        journal.record(
            "print_run.spoiled", run, actor=actor, at=at, dossier_id=run.decision.dossier_id, number=run.number,
            position=position, serial=serial, reason=reason, serials=_serials(run),
        )  # fmt: skip


def deal(*, actor: Actor, run_id: int, seen: int, at: datetime) -> None:
    """Give the sheets that lack stock some that came in since.  Raises Stale, Refused where there is none."""
    with unit_of_work():
        run = _open(actor, run_id, seen)
        if not _deal(run):
            raise Refused("Trong kho không còn phôi rảnh của loại này. Nhập thêm phôi ở trang Phôi bằng.")
        run.version += 1
        journal.record(
            "print_run.dealt", run, actor=actor, at=at, dossier_id=run.decision.dossier_id, number=run.number,
            serials=_serials(run),
        )  # fmt: skip


def stop(*, actor: Actor, run_id: int, seen: int, reason: str, at: datetime) -> None:
    """End a run before its last sheet; the stock that was not printed on goes back to the cupboard.  Raises Stale."""
    with unit_of_work():
        run = _open(actor, run_id, seen)
        dropped = queries.waiting_sheets(run)
        back = [sheet.stock_sheet.serial for sheet in dropped if sheet.stock_sheet]
        for sheet in dropped:
            if sheet.stock_sheet:
                sheet.stock_sheet.state = "left"
            sheet.state, sheet.stock_sheet, sheet.settled_at = "dropped", None, at
        run.state, run.stop_reason, run.ended_at, run.version = "stopped", reason, at, run.version + 1
        journal.record(
            "print_run.stopped", run, actor=actor, at=at, dossier_id=run.decision.dossier_id, number=run.number,
            reason=reason, returned=back,
        )  # fmt: skip
        for job in queries.jobs_of(run):
            if not job.is_over:
                queue.cancel(job.id, actor=actor, at=at)


def cancel_job(*, actor: Actor, job_id: int, at: datetime) -> Job:
    """Cancel the making of a file.  Raises Refused for one that is over."""
    with unit_of_work():
        permit(actor, Action.PRINTING_MANAGE, subjects.job(job_id))
        return queue.cancel(job_id, actor=actor, at=at)


def _deal(run: PrintRun) -> int:
    """Deal the run's own sheets and, behind them, free ones to its waiting places; returns how many got one anew."""
    if run.stock is None:
        return 0
    session = current_session()
    waiting = queries.waiting_sheets(run)
    own = sorted(sheet.stock_sheet_id for sheet in waiting if sheet.stock_sheet_id)
    pile = [*own, *queries.free_sheets(run.stock)][: len(waiting)]
    if [sheet.stock_sheet_id for sheet in waiting][: len(pile)] == pile and len(own) == len(pile):
        return 0
    for sheet in waiting:  # no two places may hold one sheet, not even on the way
        sheet.stock_sheet_id = None
    session.flush()
    for sheet, dealt in zip(waiting, pile, strict=False):
        sheet.stock_sheet_id = dealt
    for stock_sheet in session.scalars(select(StockSheet).where(StockSheet.id.in_(pile[len(own) :]))):
        stock_sheet.state = "assigned"
    session.flush()
    session.expire_all()
    return len(pile) - len(own)


def _serials(run: PrintRun) -> list[str]:
    """Return the first and the last serial that the run's waiting places hold, and how many there are."""
    held = [sheet.stock_sheet.serial for sheet in queries.waiting_sheets(run) if sheet.stock_sheet]
    return [held[0], held[-1], str(len(held))] if held else []


def _check_lines(lines: list[queries.RecipientLine], again: list[queries.RecipientLine], reason: str) -> None:
    if not lines:
        raise Invalid({"chosen": "Chọn ít nhất một người, tập thể, hộ gia đình."})
    held = [line for line in lines if line.open_run]
    if held:
        raise Invalid({"chosen": f"{held[0].nomination.label} đang nằm trong đợt in số {held[0].open_run} chưa xong."})
    if again and not reason:
        raise Invalid({"reason": f"{again[0].nomination.label} đã có bằng. Ghi lý do in lại, hoặc bỏ chọn."})


def _stock(decision: Decision, stock_id: int | None, count: int) -> Stock | None:
    if stock_id is None:
        return None
    found = {stock.id: (stock, free) for stock, free in queries.stocks_of(decision)}
    if stock_id not in found:
        raise Invalid({"stock_id": "Chọn một loại phôi trong danh sách."})
    stock, free = found[stock_id]
    if free < count:
        said = f"Kho còn {free} phôi “{stock.name}”, cần {count}. Nhập thêm phôi hoặc chọn ít hơn."
        raise Invalid({"stock_id": said})
    return stock


def _open(actor: Actor, run_id: int, seen: int | None = None) -> PrintRun:
    run = _changeable(actor, run_id, seen)
    if run.state != "open":
        raise Refused(f"Đợt in số {run.number} đã {'in xong' if run.state == 'finished' else 'dừng'}.")
    return run


def _changeable(actor: Actor, run_id: int, seen: int | None) -> PrintRun:
    run = queries.find_run(run_id)
    permit(actor, Action.PRINTING_MANAGE, subjects.of_dossier(run.decision.dossier))
    if seen is not None and run.version != seen:
        raise Stale("Người khác vừa ghi phôi hỏng hoặc gắn lại phôi của đợt in này. Tải lại trang để xem thứ tự mới.")
    return run
