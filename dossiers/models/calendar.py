"""What an administrator corrected in the shipped calendar of working days; nothing here is edited or deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account


class CalendarCorrection(Base):
    """What one day is from now on, by which document and why; of several for a day the newest counts.

    An `ordinary` day follows the week's pattern again, whatever was written of it before.
    """

    __tablename__ = "calendar_correction"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('holiday', 'compensation', 'swapped_off', 'swapped_work', 'ordinary')", name="kind_is_known"
        ),
        CheckConstraint("document_number <> '' AND reason <> ''", name="has_document_and_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    document_number: Mapped[str] = mapped_column(String(100))
    document_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    made_by: Mapped[Account] = relationship()

    @property
    def document(self) -> str:
        """The document as pages cite it."""
        return f"{self.document_number} ngày {self.document_on:%d/%m/%Y}"


class CalendarYearStatement(Base):
    """That the plan of a year is official or only expected, by which document; the newest for a year counts."""

    __tablename__ = "calendar_year_statement"
    __table_args__ = (CheckConstraint("document_number <> '' AND reason <> ''", name="has_document_and_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    is_official: Mapped[bool]
    document_number: Mapped[str] = mapped_column(String(100))
    document_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    made_by: Mapped[Account] = relationship()

    @property
    def document(self) -> str:
        """The document as pages cite it."""
        return f"{self.document_number} ngày {self.document_on:%d/%m/%Y}"
