"""Pre-printed stock with its serials, and a print run that is over: one sheet jammed, all certificates good."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from dossiers import clock
from dossiers.accounts.login import actor_of
from dossiers.certificates import prize_service, queries, runs, stock_service
from dossiers.certificates.stock_service import Delivery
from dossiers.db import current_session
from dossiers.demonstration.province import Province
from dossiers.jobs import runner
from dossiers.models import Decision
from workflow.permissions import Actor

NAME = "Bằng khen Chủ tịch UBND tỉnh, khổ A3"
SIZE = (4200, 2970)
SHEETS = 60
JAMMED = 2


def play(province: Province, at: datetime) -> None:
    """Fill the cupboard, print what one decision of the province awards, and leave the file that was printed."""
    clerk = actor_of(province.people.by_login["vanthu"])
    came = at - timedelta(hours=2)
    stock = stock_service.create_stock(
        actor=clerk, unit_id=province.root.id, name=NAME, width=SIZE[0], height=SIZE[1], at=came
    )
    day = clock.day_of(came)
    delivery = Delivery("BK", 1, SHEETS, 6, day, "Phiếu xuất kho số 15 của Ban Thi đua - Khen thưởng Trung ương")
    stock_service.receive(actor=clerk, stock_id=stock.id, delivery=delivery, at=came)
    decision = _most_awarded(province)
    lines = [each.id for each in decision.nominations]
    dossier_id = decision.dossier_id
    run_id = runs.begin(
        actor=clerk, dossier_id=dossier_id, stock_id=stock.id, nomination_ids=lines, reason="", at=came
    ).id
    _file(clerk, run_id, 1, came)
    if len(lines) >= JAMMED:
        runs.confirm(actor=clerk, run_id=run_id, seen=1, last=JAMMED - 1, at=came)
        runs.spoil(actor=clerk, run_id=run_id, seen=1, position=JAMMED, reason="Kẹt giấy, rách góc phôi", at=came)
        _file(clerk, run_id, JAMMED, came)
    seen = queries.find_run(run_id).version
    runs.confirm(actor=clerk, run_id=run_id, seen=seen, last=len(lines), at=came)
    prize_service.write_list(actor=clerk, dossier_id=dossier_id, at=came)


def _file(clerk: Actor, run_id: int, first: int, at: datetime) -> None:
    runs.ask_for_file(actor=clerk, run_id=run_id, first=first, at=at)
    runner.work_off(runner.worker_name())


def _most_awarded(province: Province) -> Decision:
    issued = current_session().scalars(
        select(Decision).where(Decision.state == "issued", Decision.unit_id == province.root.id).order_by(Decision.id)
    )
    return max(issued, key=lambda decision: len(decision.nominations))
