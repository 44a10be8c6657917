"""The job that makes the certificates of a print run into one file: batch by batch, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dossiers import storage
from dossiers.certificates import queries
from dossiers.certificates.runs import SHEETS
from dossiers.db import current_session
from dossiers.documents import merged, stock
from dossiers.documents.decision import Certificate
from dossiers.documents.stock_layout import FilledSheet, Layout
from dossiers.jobs.queue import Made
from dossiers.jobs.runner import Ticket, handles
from dossiers.models import Decision, Nomination, PrintRun
from dossiers.papers.certificates import record_of
from dossiers.papers.template_choice import TemplateChoice
from workflow.errors import Refused

BATCH = 50
MOST_NAMED = 12


@dataclass(frozen=True)
class Line:
    """One sheet to make: the place in the run, the recipient, the number in the register, the serial of the paper."""

    position: int
    nomination_id: int
    number: str
    serial: str


@dataclass(frozen=True)
class Plan:
    """A run as plain values, which outlive the transactions in which the worker reports."""

    decision_id: int
    title: str
    filename: str
    lines: tuple[Line, ...]
    layout: Layout | None
    template: bytes


@handles(SHEETS)
def make(ticket: Ticket) -> Made:
    """Make the file of a run's sheets that are still to be printed, from a place on.

    Raises Refused where nothing is left to print, or where the template can't be merged.
    """
    plan = plan_of(queries.find_run(ticket.arguments["run_id"]), ticket.arguments["first"])
    if not plan.lines:
        raise Refused("Không còn tờ nào chờ in từ chỗ được yêu cầu.")
    ticket.report(0, len(plan.lines))
    tight: list[str] = []
    sha256, size = storage.put_written(lambda out: write(plan, out, ticket, tight))
    told = f"{len(plan.lines)} tờ, từ tờ {plan.lines[0].position} đến tờ {plan.lines[-1].position}."
    if tight:
        more = f" và {len(tight) - MOST_NAMED} chỗ khác" if len(tight) > MOST_NAMED else ""
        told += f" Chữ không vừa chỗ ở {'; '.join(tight[:MOST_NAMED])}{more}: xem trước khi in."
    return Made(sha256, size, plan.filename, told)


def plan_of(run: PrintRun, first: int) -> Plan:
    """Return what the file of a run from place `first` on is made of."""
    decision, layout = run.decision, layout_of(run)
    numbers = queries.register_numbers(decision)
    lines = tuple(
        Line(
            sheet.position,
            sheet.nomination_id,
            numbers.get(sheet.nomination_id, ""),
            sheet.stock_sheet.serial if sheet.stock_sheet else "",
        )
        for sheet in queries.waiting_sheets(run, first)
        if sheet.stock_sheet or not run.stock_id
    )
    template = b""
    if layout is None and decision.decided_on:
        template = TemplateChoice(queries.KIND, decision.decided_on).template_for(decision.unit).content
    stem = f"bang-{decision.number}-{decision.year}-dot-{run.number}"
    return Plan(
        decision.id,
        f"Bằng theo Quyết định {decision.full_number}, đợt in {run.number}",
        f"{stem}-tu-to-{lines[0].position if lines else first}.docx",
        lines,
        layout,
        template,
    )


def layout_of(run: PrintRun) -> Layout | None:
    """Return where things stand on a run's stock: places of when it began, offset of today; None for plain paper."""
    if run.stock is None:
        return None
    kept = run.stock
    return Layout.of(
        {
            "width": kept.width, "height": kept.height, "offset_x": kept.offset_x, "offset_y": kept.offset_y,
            "places": run.places or kept.places,
        }
    )  # fmt: skip


def write(plan: Plan, out: BinaryIO, ticket: Ticket | None = None, tight: list[str] | None = None) -> int:
    """Write the sheets of a plan into `out`; what does not fit its place is noted in `tight`.

    Raises Stopped where the job was cancelled meanwhile.
    """

    def told(number: int) -> None:
        if ticket:
            ticket.report(number, len(plan.lines))

    if plan.layout is None:
        records = (certificate for _line, certificate in _certificates(plan))
        return merged.merge(queries.KIND, records, out, template=plan.template, told=told)
    return stock.print_sheets(
        plan.layout, _filled(plan, plan.layout, [] if tight is None else tight), out, title=plan.title, told=told
    )


def _filled(plan: Plan, layout: Layout, tight: list[str]) -> Iterator[FilledSheet]:
    for line, certificate in _certificates(plan):
        sheet = FilledSheet(certificate, line.serial)
        tight.extend(f"tờ {line.position} ({label})" for label in stock.overflowing(layout, sheet))
        yield sheet


def _certificates(plan: Plan) -> Iterator[tuple[Line, Certificate]]:
    session = current_session()
    for begin in range(0, len(plan.lines), BATCH):
        batch = plan.lines[begin : begin + BATCH]
        decision = session.get_one(Decision, plan.decision_id)
        ready = [
            (line, record_of(decision, session.get_one(Nomination, line.nomination_id), line.number)) for line in batch
        ]
        yield from ready
