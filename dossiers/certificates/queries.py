"""What the pages of stock and print runs show; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from dossiers import subjects
from dossiers.db import current_session
from dossiers.decision.queries import decision_of
from dossiers.models import (
    Decision,
    Document,
    Dossier,
    Job,
    Nomination,
    PrintRun,
    PrintSheet,
    Stock,
    StockReceipt,
    StockSheet,
    Unit,
)
from workflow.errors import Missing
from workflow.permissions import Action, Actor, decide
from workflow.roles import Role

T = TypeVar("T")
PAGE = 100
KIND = "bang_khen"


@dataclass(frozen=True)
class Count:
    """The account of a stock: what came in is what was used, what was spoiled and what is left, or something is lost.

    `left` counts the `assigned`, which lie beside the printer of an open run.
    """

    received: int
    used: int
    spoiled: int
    left: int
    assigned: int

    @property
    def is_whole(self) -> bool:
        """Whether every sheet that came in is accounted for."""
        return self.received == self.used + self.spoiled + self.left


@dataclass(frozen=True)
class RunLine:
    """A run with how far it is."""

    run: PrintRun
    printed: int
    waiting: int
    spoiled: int

    @property
    def total(self) -> int:
        """How many certificates the run makes."""
        return self.printed + self.waiting


@dataclass(frozen=True)
class RecipientLine:
    """A recipient of a decision: how many good certificates were printed, and the open run that holds the name."""

    nomination: Nomination
    printed: int
    open_run: int | None


def find_stock(stock_id: int) -> Stock:
    """Return a kind of stock; raises Missing."""
    return _found(current_session().get(Stock, stock_id), "loại phôi")


def find_run(run_id: int) -> PrintRun:
    """Return a print run; raises Missing."""
    return _found(current_session().get(PrintRun, run_id), "đợt in")


def _found(thing: T | None, what: str) -> T:
    if thing is None:
        raise Missing(f"Không tìm thấy {what} này.")
    return thing


def issued_decision(dossier: Dossier) -> Decision:
    """Return the decision whose certificates are printed; raises Missing where none was issued here."""
    found = decision_of(dossier)
    if found is None or found.state != "issued":
        raise Missing(f"Hồ sơ {dossier.code} chưa có quyết định được phát hành ở đây, nên chưa có bằng để in.")
    return found


def stocks_for(actor: Actor, action: Action = Action.STOCK_VIEW) -> list[tuple[Stock, Count]]:
    """Return the stock that a person may see, with its account."""
    query = select(Stock).options(joinedload(Stock.unit)).order_by(Stock.unit_id, Stock.name)
    seen = [
        stock
        for stock in current_session().scalars(query)
        if decide(actor, action, subjects.of_stock_at(stock.unit)).is_allowed
    ]
    return [(stock, account(stock)) for stock in seen]


def units_for_stock(actor: Actor) -> list[Unit]:
    """Return the units whose stock a person may keep."""
    own = actor.units_as((Role.OFFICE_CLERK, Role.ADMINISTRATOR))
    query = select(Unit).where(Unit.is_active, or_(Unit.id.in_(own), Unit.standing_body_id.in_(own)))
    return [
        unit
        for unit in current_session().scalars(query.order_by(Unit.name))
        if decide(actor, Action.STOCK_MANAGE, subjects.of_stock_at(unit)).is_allowed
    ]


def stocks_of(decision: Decision) -> list[tuple[Stock, int]]:
    """Return the stock that a decision's unit may print on, with how many sheets are free."""
    query = select(Stock).where(Stock.unit_id == decision.unit_id).order_by(Stock.name)
    return [(stock, len(free_sheets(stock))) for stock in current_session().scalars(query)]


def account(stock: Stock) -> Count:
    """Return the account of a stock: deliveries on one side, the rows of its sheets on the other."""
    session = current_session()
    received = select(func.coalesce(func.sum(StockReceipt.last - StockReceipt.first + 1), 0))
    states = select(StockSheet.state, func.count()).where(StockSheet.stock_id == stock.id).group_by(StockSheet.state)
    by_state: dict[str, int] = {state: count for state, count in session.execute(states)}
    assigned = by_state.get("assigned", 0)
    return Count(
        received=session.scalar(received.where(StockReceipt.stock_id == stock.id)) or 0,
        used=by_state.get("used", 0),
        spoiled=by_state.get("spoiled", 0),
        left=by_state.get("left", 0) + assigned,
        assigned=assigned,
    )


def free_sheets(stock: Stock) -> list[int]:
    """Return the ids of the sheets that no run holds, in the order in which they came in."""
    query = select(StockSheet.id).where(StockSheet.stock_id == stock.id, StockSheet.state == "left")
    return list(current_session().scalars(query.order_by(StockSheet.id)))


def receipts_of(stock: Stock) -> list[StockReceipt]:
    """Return the deliveries of a stock, newest first."""
    query = select(StockReceipt).where(StockReceipt.stock_id == stock.id).options(joinedload(StockReceipt.received_by))
    return list(current_session().scalars(query.order_by(StockReceipt.id.desc())))


def spoiled_of(stock: Stock) -> list[StockSheet]:
    """Return the sheets of a stock that were written off, newest first."""
    query = select(StockSheet).where(StockSheet.stock_id == stock.id, StockSheet.state == "spoiled")
    return list(
        current_session().scalars(
            query.options(joinedload(StockSheet.settled_by)).order_by(StockSheet.settled_at.desc())
        )
    )


def sheets_with_use(stock: Stock) -> list[tuple[StockSheet, PrintSheet | None]]:
    """Return every sheet of a stock with the certificate that it was for, in the order of the register."""
    query = (
        select(StockSheet, PrintSheet)
        .outerjoin(PrintSheet, PrintSheet.stock_sheet_id == StockSheet.id)
        .where(StockSheet.stock_id == stock.id)
        .options(
            joinedload(StockSheet.settled_by),
            joinedload(PrintSheet.nomination),
            joinedload(PrintSheet.run).joinedload(PrintRun.decision),
        )
        .order_by(StockSheet.id)
    )
    return [(sheet, use) for sheet, use in current_session().execute(query)]


def runs_of(decision: Decision) -> list[RunLine]:
    """Return the print runs of a decision, newest first."""
    query = select(PrintRun).where(PrintRun.decision_id == decision.id).options(joinedload(PrintRun.begun_by))
    return [line_of(run) for run in current_session().scalars(query.order_by(PrintRun.number.desc()))]


def line_of(run: PrintRun) -> RunLine:
    """Return a run with how far it is."""
    states = select(PrintSheet.state, func.count()).where(PrintSheet.run_id == run.id).group_by(PrintSheet.state)
    counts: dict[str, int] = {state: count for state, count in current_session().execute(states)}
    return RunLine(run, counts.get("printed", 0), counts.get("assigned", 0), counts.get("spoiled", 0))


def recipients_of(decision: Decision) -> list[RecipientLine]:
    """Return the recipients of a decision in its order, with what was printed for each."""
    session = current_session()
    printed: dict[int, int] = {}
    held: dict[int, int] = {}
    query = select(PrintSheet.nomination_id, PrintSheet.state, PrintRun.number).join(PrintRun)
    for nomination_id, state, number in session.execute(query.where(PrintRun.decision_id == decision.id)):
        if state == "printed":
            printed[nomination_id] = printed.get(nomination_id, 0) + 1
        elif state == "assigned":
            held[nomination_id] = number
    return [RecipientLine(line, printed.get(line.id, 0), held.get(line.id)) for line in decision.nominations]


def sheets_of(run: PrintRun, first: int = 1) -> list[PrintSheet]:
    """Return a page of a run's sheets from position `first` on, the last attempt at each place before earlier ones."""
    query = (
        select(PrintSheet)
        .where(PrintSheet.run_id == run.id, PrintSheet.position >= first, PrintSheet.position < first + PAGE)
        .options(joinedload(PrintSheet.nomination), joinedload(PrintSheet.stock_sheet))
        .order_by(PrintSheet.position, PrintSheet.attempt.desc())
    )
    return list(current_session().scalars(query))


def current_sheet(run: PrintRun, position: int) -> PrintSheet | None:
    """Return the last attempt at a place of a run."""
    query = select(PrintSheet).where(PrintSheet.run_id == run.id, PrintSheet.position == position)
    return current_session().scalars(query.order_by(PrintSheet.attempt.desc()).limit(1)).first()


def waiting_sheets(run: PrintRun, first: int = 1) -> list[PrintSheet]:
    """Return the sheets of a run that are still to be printed, in their order."""
    query = select(PrintSheet).where(
        PrintSheet.run_id == run.id, PrintSheet.state == "assigned", PrintSheet.position >= first
    )
    query = query.options(joinedload(PrintSheet.stock_sheet)).order_by(PrintSheet.position)
    return list(current_session().scalars(query))


def jobs_of(run: PrintRun) -> list[Job]:
    """Return the jobs of a run, newest first."""
    query = select(Job).where(Job.dossier_id == run.decision.dossier_id, Job.kind == "certificates.sheets")
    jobs = current_session().scalars(query.options(joinedload(Job.asked_by)).order_by(Job.id.desc()))
    return [job for job in jobs if job.arguments.get("run_id") == run.id]


def register_numbers(decision: Decision) -> dict[int, str]:
    """Return the number in the register that each recipient's certificate got when the decision was issued."""
    query = select(Document.nomination_id, Document.number).where(
        Document.dossier_id == decision.dossier_id, Document.kind == KIND
    )
    written = current_session().execute(query.order_by(Document.id))  # one that was written again comes last
    return {nomination_id: number for nomination_id, number in written if nomination_id}
