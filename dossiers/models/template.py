from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.unit import Unit


class OfficeTemplate(Base):
    """A unit's own version of the Word template of one kind of paper; its file passed the check before it was stored.

    In use from `from_on` on, for the papers that the unit issues (with `covers_below` also for those of the units
    below it that have none of their own).  The version that began last speaks; `until_on` is its last day, and after
    it the shipped template is used again.  One that ended before it began was never in use.
    """

    __tablename__ = "office_template"
    __table_args__ = (
        UniqueConstraint("unit_id", "kind", "number"),
        CheckConstraint(
            "(from_on IS NULL) = (activated_at IS NULL) AND (from_on IS NULL) = (activated_by_id IS NULL)"
            " AND (from_on IS NULL) = (activation_reason = '')",
            name="in_use_by_somebody_with_reason",
        ),
        CheckConstraint(
            "(until_on IS NULL) = (ended_at IS NULL) AND (until_on IS NULL) = (ended_by_id IS NULL)"
            " AND (until_on IS NULL) = (end_reason = '')",
            name="ended_by_somebody_with_reason",
        ),
        CheckConstraint("until_on IS NULL OR from_on IS NOT NULL", name="ended_after_use"),
        CheckConstraint("from_on IS NOT NULL OR NOT covers_below", name="covers_below_only_in_use"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    note: Mapped[str] = mapped_column(String(300))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    from_on: Mapped[date | None]
    covers_below: Mapped[bool] = mapped_column(default=False)
    activation_reason: Mapped[str] = mapped_column(Text, default="")
    activated_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    activated_at: Mapped[datetime | None]
    until_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship()
    uploaded_by: Mapped[Account] = relationship(foreign_keys=[uploaded_by_id])
    activated_by: Mapped[Account | None] = relationship(foreign_keys=[activated_by_id])
    ended_by: Mapped[Account | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def was_withdrawn(self) -> bool:
        """Whether it was taken back before its first day."""
        return self.from_on is not None and self.until_on is not None and self.until_on < self.from_on
