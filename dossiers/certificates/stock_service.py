"""Pre-printed stock: its layout, what the printer shifts, and every sheet by its serial number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dossiers import clock, journal, subjects
from dossiers.access import permit
from dossiers.certificates.queries import find_stock
from dossiers.db import unit_of_work
from dossiers.documents.stock_layout import example
from dossiers.models import Stock, StockReceipt, StockSheet, Unit
from workflow.errors import Invalid, Stale
from workflow.permissions import Action, Actor

MOST_SHEETS = 20_000  # of one delivery


@dataclass(frozen=True)
class Delivery:
    """What came in: serials from `first` to `last`, padded to `digits`, behind a prefix."""

    prefix: str
    first: int
    last: int
    digits: int
    received_on: date
    source: str


def create_stock(*, actor: Actor, unit_id: int, name: str, width: int, height: int, at: datetime) -> Stock:
    """Begin a kind of stock with a first layout; lengths in tenths of a millimetre.

    Raises Invalid for a name that the unit uses already.
    """
    with unit_of_work() as session:
        unit = session.get(Unit, unit_id)
        if unit is None:
            raise Invalid({"unit_id": "Chọn một đơn vị trong danh sách."})
        permit(actor, Action.STOCK_MANAGE, subjects.of_stock_at(unit))
        if session.scalar(select(Stock.id).where(Stock.unit_id == unit_id, Stock.name == name)):
            raise Invalid({"name": f"{unit.name} đã có loại phôi mang tên này."})
        places = [vars(place) for place in example(width, height)]
        stock = Stock(
            unit_id=unit_id, name=name, width=width, height=height, places=places, created_by_id=actor.id, created_at=at
        )
        session.add(stock)
        journal.record(
            "stock.created", stock, actor=actor, at=at, name=name, unit=unit.name, width=width, height=height
        )
        return stock


def place_fields(*, actor: Actor, stock_id: int, seen: int, places: list[dict[str, Any]], at: datetime) -> None:
    """Say where things stand on the stock; print runs that began keep theirs.  Raises Stale."""
    with unit_of_work():
        stock = _changeable(actor, stock_id, seen)
        stock.places, stock.version = places, stock.version + 1
        journal.record("stock.places_set", stock, actor=actor, at=at, name=stock.name, places=places)


def shift(*, actor: Actor, stock_id: int, seen: int, offset_x: int, offset_y: int, at: datetime) -> None:
    """Say what is added to every position, in tenths of a millimetre, so that the printer hits it.  Raises Stale."""
    with unit_of_work():
        stock = _changeable(actor, stock_id, seen)
        journal.record(
            "stock.shifted", stock, actor=actor, at=at, name=stock.name, x=offset_x, y=offset_y,
            before_x=stock.offset_x, before_y=stock.offset_y,
        )  # fmt: skip
        stock.offset_x, stock.offset_y, stock.version = offset_x, offset_y, stock.version + 1


def receive(*, actor: Actor, stock_id: int, delivery: Delivery, at: datetime) -> StockReceipt:
    """Enter a delivery, a row for each sheet.  Raises Invalid for numbers that can't be, or that came in before."""
    with unit_of_work() as session:
        stock = find_stock(stock_id)
        permit(actor, Action.STOCK_MANAGE, subjects.of_stock_at(stock.unit))
        _check(delivery, at)
        receipt = StockReceipt(stock_id=stock.id, received_by_id=actor.id, recorded_at=at, **vars(delivery))
        serials = [receipt.serial(number) for number in range(delivery.first, delivery.last + 1)]
        session.add(receipt)
        session.flush()
        try:
            session.execute(
                StockSheet.__table__.insert(),  # type: ignore[attr-defined]
                [
                    {"stock_id": stock.id, "receipt_id": receipt.id, "serial": serial, "state": "left", "reason": ""}
                    for serial in serials
                ],
            )
        except IntegrityError as fault:
            said = "Có số phôi trong khoảng này đã nhập kho trước đây. Kiểm tra lại số đầu, số cuối."
            raise Invalid({"first": said}) from fault
        journal.record(
            "stock.received", receipt, actor=actor, at=at, name=stock.name, first=serials[0], last=serials[-1],
            count=receipt.count, source=delivery.source,
        )  # fmt: skip
        return receipt


def spoil(*, actor: Actor, stock_id: int, serials: list[str], reason: str, at: datetime) -> int:
    """Write off sheets that lie in the cupboard; returns how many.  Raises Invalid naming what is no such sheet.

    A sheet of a print run is written off there, so that the recipient gets another.
    """
    with unit_of_work() as session:
        stock = find_stock(stock_id)
        permit(actor, Action.STOCK_MANAGE, subjects.of_stock_at(stock.unit))
        wanted = list(dict.fromkeys(serials))
        query = select(StockSheet).where(StockSheet.stock_id == stock.id, StockSheet.serial.in_(wanted))
        found = {sheet.serial: sheet for sheet in session.scalars(query)}
        if faults := [_fault(serial, found.get(serial)) for serial in wanted if _fault(serial, found.get(serial))]:
            raise Invalid({"serials": " ".join(faults[:5])})
        for sheet in found.values():
            settle(sheet, "spoiled", actor=actor, at=at, reason=reason)
        journal.record(
            "stock.spoiled", stock, actor=actor, at=at, name=stock.name, serials=wanted, reason=reason
        )  # fmt: skip
        return len(found)


def settle(sheet: StockSheet, state: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Say that a sheet is used or spoiled, inside the caller's unit of work."""
    sheet.state, sheet.reason, sheet.settled_by_id, sheet.settled_at = state, reason, actor.id, at


def _changeable(actor: Actor, stock_id: int, seen: int) -> Stock:
    stock = find_stock(stock_id)
    permit(actor, Action.STOCK_MANAGE, subjects.of_stock_at(stock.unit))
    if stock.version != seen:
        raise Stale("Người khác vừa sửa loại phôi này. Tải lại trang để xem, rồi sửa lại nếu cần.")
    return stock


def _check(delivery: Delivery, at: datetime) -> None:
    count = delivery.last - delivery.first + 1
    if count < 1:
        raise Invalid({"last": "Số cuối phải từ số đầu trở lên."})
    if count > MOST_SHEETS:
        raise Invalid({"last": f"Mỗi lần nhập tối đa {MOST_SHEETS} phôi; khoảng này có {count}."})
    if len(str(delivery.last)) > delivery.digits:
        raise Invalid({"digits": f"Số cuối {delivery.last} dài hơn {delivery.digits} chữ số."})
    if delivery.received_on > clock.day_of(at):
        raise Invalid({"received_on": "Ngày nhập kho không được ở tương lai."})


def _fault(serial: str, sheet: StockSheet | None) -> str:
    if sheet is None:
        return f"Kho không có phôi số {serial}."
    said = {
        "assigned": "đang gắn với một đợt in; ghi hỏng ở trang của đợt in",
        "used": "đã in thành bằng; ghi hỏng ở trang của đợt in",
        "spoiled": "đã ghi hỏng trước đây",
    }.get(sheet.state)
    return f"Phôi số {serial} {said}." if said else ""
