"""Certificates on paper: kinds of pre-printed stock, every sheet of it by its serial number, and the print runs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.decision import Decision
from dossiers.models.dossier import Nomination
from dossiers.models.unit import Unit


class Stock(Base):
    """A kind of pre-printed paper (phôi) of a unit, with where things stand on it.

    Lengths are tenths of a millimetre; `places` is plain data of `documents.stock_layout.Place`.
    """

    __tablename__ = "stock"
    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        CheckConstraint("width BETWEEN 500 AND 6000 AND height BETWEEN 500 AND 6000", name="size_is_possible"),
        CheckConstraint("offset_x BETWEEN -500 AND 500 AND offset_y BETWEEN -500 AND 500", name="offset_is_possible"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    width: Mapped[int]
    height: Mapped[int]
    offset_x: Mapped[int] = mapped_column(default=0)
    offset_y: Mapped[int] = mapped_column(default=0)
    places: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship()
    created_by: Mapped[Account] = relationship()


class StockReceipt(Base):
    """A delivery of stock: a run of serial numbers that came in at once."""

    __tablename__ = "stock_receipt"
    __table_args__ = (
        CheckConstraint("first > 0 AND last >= first", name="numbers_ascend"),
        CheckConstraint("digits BETWEEN 1 AND 9", name="digits_are_possible"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stock_id: Mapped[int] = mapped_column(ForeignKey("stock.id"), index=True)
    prefix: Mapped[str] = mapped_column(String(20), default="")
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int]
    received_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(200), default="")
    received_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    stock: Mapped[Stock] = relationship()
    received_by: Mapped[Account] = relationship()

    @property
    def count(self) -> int:
        """How many sheets came in."""
        return self.last - self.first + 1

    def serial(self, number: int) -> str:
        """Return a serial as it is printed on the sheet ("BK 000123")."""
        return f"{self.prefix} {number:0{self.digits}d}".strip()


class StockSheet(Base):
    """One sheet of stock, never deleted: left in the cupboard, assigned to a run, used, or spoiled with a reason."""

    __tablename__ = "stock_sheet"
    __table_args__ = (
        UniqueConstraint("stock_id", "serial"),
        CheckConstraint("state IN ('left', 'assigned', 'used', 'spoiled')", name="state_is_known"),
        CheckConstraint("(state = 'spoiled') = (reason <> '')", name="spoiled_has_reason"),
        CheckConstraint("(state IN ('used', 'spoiled')) = (settled_at IS NOT NULL)", name="settled_has_moment"),
        CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", name="settled_by_somebody"),
        Index("ix_stock_sheet_stock_id_state_id", "stock_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stock_id: Mapped[int] = mapped_column(ForeignKey("stock.id"))
    receipt_id: Mapped[int] = mapped_column(ForeignKey("stock_receipt.id"), index=True)
    serial: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default="left")
    reason: Mapped[str] = mapped_column(String(500), default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]

    stock: Mapped[Stock] = relationship()
    settled_by: Mapped[Account | None] = relationship()


class PrintRun(Base):
    """Printing the certificates of an issued decision, on stock or (without one) as full pages on plain paper.

    A run for recipients who have a certificate already says why.  `places` are those of the
    stock when the run began; the printer's offset is always today's.
    """

    __tablename__ = "print_run"
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        CheckConstraint("state IN ('open', 'finished', 'stopped')", name="state_is_known"),
        CheckConstraint("is_reprint = (reason <> '')", name="reprint_has_reason"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_has_moment"),
        CheckConstraint("(state = 'stopped') = (stop_reason <> '')", name="stopped_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    number: Mapped[int]
    stock_id: Mapped[int | None] = mapped_column(ForeignKey("stock.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="open")
    is_reprint: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(500), default="")
    stop_reason: Mapped[str] = mapped_column(String(500), default="")
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship()
    stock: Mapped[Stock | None] = relationship()
    begun_by: Mapped[Account] = relationship()


class PrintSheet(Base):
    """One certificate of a run: the recipient at a place of the list, and the sheet of stock that it goes on.

    A spoiled sheet stays, with its reason; the next attempt at the same place follows it.  `assigned` without a sheet
    waits for stock to come in.
    """

    __tablename__ = "print_sheet"
    __table_args__ = (
        UniqueConstraint("run_id", "position", "attempt"),
        UniqueConstraint("stock_sheet_id"),
        CheckConstraint("state IN ('assigned', 'printed', 'spoiled', 'dropped')", name="state_is_known"),
        CheckConstraint("(state = 'spoiled') = (reason <> '')", name="spoiled_has_reason"),
        CheckConstraint("(state = 'assigned') = (settled_at IS NULL)", name="settled_has_moment"),
        CheckConstraint("state <> 'dropped' OR stock_sheet_id IS NULL", name="dropped_gives_back"),
        CheckConstraint("position > 0 AND attempt > 0", name="counted_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"))
    position: Mapped[int]
    attempt: Mapped[int] = mapped_column(default=1)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    stock_sheet_id: Mapped[int | None] = mapped_column(ForeignKey("stock_sheet.id"))
    state: Mapped[str] = mapped_column(String(20), default="assigned")
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None]

    run: Mapped[PrintRun] = relationship()
    nomination: Mapped[Nomination] = relationship()
    stock_sheet: Mapped[StockSheet | None] = relationship()
