"""An issued decision, and a cupboard of stock to print its certificates on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.certificates import queries, runs, stock_service
from dossiers.certificates.stock_service import Delivery
from dossiers.db import current_session
from dossiers.models import Decision, PrintRun, Stock
from tests.decision_world import OVER, World, a_world, issue, propose, sign
from tests.factories import as_actor
from workflow.permissions import Actor

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Ma Văn Chung", "Nông Thị Dung")


@dataclass
class Desk:
    """The people, the decision and the stock, by id."""

    world: World
    stock_id: int

    @property
    def clerk(self) -> Actor:
        return as_actor(self.world.office)

    @property
    def decision(self) -> Decision:
        return queries.issued_decision(self.world.dossier)

    @property
    def stock(self) -> Stock:
        fresh()
        return queries.find_stock(self.stock_id)

    def account(self) -> tuple[int, int, int, int]:
        """Received, used, spoiled, left; and nothing unaccounted for."""
        count = queries.account(self.stock)
        assert count.is_whole
        return count.received, count.used, count.spoiled, count.left

    def lines(self) -> list[int]:
        return [line.id for line in self.decision.nominations]

    def begin(self, ids: list[int] | None = None, *, reason: str = "", on_stock: bool = True) -> PrintRun:
        return runs.begin(
            actor=self.clerk,
            dossier_id=self.world.dossier_id,
            stock_id=self.stock_id if on_stock else None,
            nomination_ids=self.lines() if ids is None else ids,
            reason=reason,
            at=OVER,
        )

    def dealt(self, run_id: int) -> list[tuple[int, str, str]]:
        """Position, serial and state of every sheet of a run, in order."""
        fresh()
        sheets = reversed(queries.sheets_of(queries.find_run(run_id)))
        return sorted(
            (each.position, each.stock_sheet.serial if each.stock_sheet else "", each.state) for each in sheets
        )

    def seen(self, run_id: int) -> int:
        fresh()
        return queries.find_run(run_id).version


def fresh() -> None:
    current_session().rollback()
    current_session().expire_all()


def a_desk(*names: str, sheets: int = 6) -> Desk:
    """A decision on `names`, issued, and `sheets` sheets of stock."""
    world = a_world(
        *(names or NAMES), state="before_decision", procedure="tinh_don_gian", ground="DOT_XUAT", outcome="pending"
    )
    propose(world)
    sign(world)
    issue(world)
    clerk = as_actor(world.office)
    stock = stock_service.create_stock(
        actor=clerk, unit_id=world.province.id, name="Phôi A3", width=4200, height=2970, at=OVER
    )
    desk = Desk(world, stock.id)
    if sheets:
        receive(desk, 1, sheets)
    return desk


def receive(desk: Desk, first: int, last: int) -> None:
    stock_service.receive(
        actor=desk.clerk,
        stock_id=desk.stock_id,
        delivery=Delivery("BK", first, last, 3, date(2026, 12, 1), "Phiếu xuất 15"),
        at=OVER,
    )
