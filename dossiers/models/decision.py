from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.dossier import Dossier, Nomination
from dossiers.models.unit import Unit

# The names that were laid before the signer: what is signed and issued is exactly this list.
decision_line = Table(
    "decision_line",
    Base.metadata,
    Column("decision_id", ForeignKey("decision.id"), primary_key=True),
    Column("nomination_id", ForeignKey("nomination.id"), primary_key=True, index=True),
)


class Decision(Base):
    """The decision on a dossier: drafted, sent back or approved by its signer, issued with its number.

    In a procedure that petitions a higher body the draft is that of the petition, and the decision of that body
    (the Prime Minister, the President) is recorded with its own number.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("dossier_id"),
        UniqueConstraint("unit_id", "symbol", "year", "number"),
        CheckConstraint("state IN ('drafted', 'returned', 'approved', 'issued', 'recorded')", name="state_is_known"),
        CheckConstraint("(state = 'issued') = (number IS NOT NULL)", name="issued_has_number"),
        CheckConstraint("state NOT IN ('issued', 'recorded') OR decided_on IS NOT NULL", name="issued_has_date"),
        CheckConstraint("state NOT IN ('approved', 'issued') OR approved_at IS NOT NULL", name="approved_has_moment"),
        CheckConstraint("state <> 'recorded' OR recorded_number <> ''", name="recorded_has_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    symbol: Mapped[str] = mapped_column(String(40))
    year: Mapped[int | None]
    number: Mapped[int | None]
    recorded_number: Mapped[str] = mapped_column(String(60), default="")
    recorded_body: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signer_name: Mapped[str] = mapped_column(String(100), default="")
    signer_title: Mapped[str] = mapped_column(String(150), default="")
    abstract: Mapped[str] = mapped_column(Text, default="")
    verification_code: Mapped[str] = mapped_column(String(20), unique=True)
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    drafted_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime | None]

    dossier: Mapped[Dossier] = relationship()
    unit: Mapped[Unit] = relationship()
    nominations: Mapped[list[Nomination]] = relationship(secondary=decision_line, order_by="Nomination.position")
    drafted_by: Mapped[Account] = relationship(foreign_keys=[drafted_by_id])
    approved_by: Mapped[Account | None] = relationship(foreign_keys=[approved_by_id])

    @property
    def full_number(self) -> str:
        """The number as it is cited ("05/QĐ-UBND"); empty before it is issued."""
        if self.state == "recorded":
            return self.recorded_number
        return f"{self.number:02d}/{self.symbol}" if self.number else ""

    @property
    def issuing_body(self) -> str:
        """Who decided, as papers cite them ("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên")."""
        if self.state == "recorded":
            return self.recorded_body
        return f"{self.unit.head_title} {self.unit.name}".strip()
