from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account


class CorrectionRequest(Base):
    """A return for correction: only its flagged fields may be edited until the unit submits again."""

    __tablename__ = "correction_request"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        Index(
            "uq_correction_request_open",
            "dossier_id",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    round: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]

    requested_by: Mapped[Account] = relationship()
    flags: Mapped[list[CorrectionFlag]] = relationship(back_populates="request", order_by="CorrectionFlag.id")


class CorrectionFlag(Base):
    """One field or component to correct: of a nomination, or of the dossier itself.

    `field` is a field's code ("achievement", "report.results") or `component:<code>`; `answer` says why the unit
    keeps it as it is.
    """

    __tablename__ = "correction_flag"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("correction_request.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))
    field: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")
    is_corrected: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(Text, default="")

    request: Mapped[CorrectionRequest] = relationship(back_populates="flags")
