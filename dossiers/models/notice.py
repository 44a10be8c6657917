from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.dossier import Dossier, Nomination

# The names that a notice was posted with: what the council, an objection or a split makes of them later does not
# change what was put before the public.
notice_line = Table(
    "notice_line",
    Base.metadata,
    Column("notice_id", ForeignKey("public_notice.id"), primary_key=True),
    Column("nomination_id", ForeignKey("nomination.id"), primary_key=True, index=True),
)


class PublicNotice(Base):
    """The public notice of a dossier; its days can't be shortened once it is posted."""

    __tablename__ = "public_notice"
    __table_args__ = (
        UniqueConstraint("dossier_id"),
        CheckConstraint("last_day >= first_day", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    place: Mapped[str] = mapped_column(String(300))
    posted_at: Mapped[datetime]
    posted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    working_days: Mapped[int]
    reported_at: Mapped[datetime | None]

    dossier: Mapped[Dossier] = relationship()
    nominations: Mapped[list[Nomination]] = relationship(secondary=notice_line, order_by="Nomination.position")
    objections: Mapped[list[Objection]] = relationship(back_populates="notice", order_by="Objection.id")


class Objection(Base):
    """What somebody put forward against a nomination on notice; it holds that nomination until answered.

    `about_name` is the name as the sender wrote it, where it stands not on the notice.  `assigned_to_id` is the
    appraiser who looks into it and answers; None until somebody takes it.
    """

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_has_answer"),
        CheckConstraint("(answered_at IS NULL) = (is_upheld IS NULL)", name="answered_has_outcome"),
        CheckConstraint("(assigned_to_id IS NULL) = (assigned_at IS NULL)", name="assigned_has_moment"),
        CheckConstraint("nomination_id IS NOT NULL OR about_name <> ''", name="is_about_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    about_name: Mapped[str] = mapped_column(String(200), default="")
    receipt_code: Mapped[str] = mapped_column(String(20), unique=True)
    sender_name: Mapped[str] = mapped_column(String(100))
    sender_contact: Mapped[str] = mapped_column(String(200))
    statement: Mapped[str] = mapped_column(Text)
    filename: Mapped[str] = mapped_column(String(255), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    received_at: Mapped[datetime]
    due_on: Mapped[date]
    is_late: Mapped[bool] = mapped_column(default=False)
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    assigned_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    is_upheld: Mapped[bool | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]

    notice: Mapped[PublicNotice] = relationship(back_populates="objections")
    nomination: Mapped[Nomination | None] = relationship()
    assigned_to: Mapped[Account | None] = relationship(foreign_keys=[assigned_to_id])
    answered_by: Mapped[Account | None] = relationship(foreign_keys=[answered_by_id])

    @property
    def about(self) -> str:
        """Whom it is about, as papers and pages name them."""
        return self.nomination.label if self.nomination else self.about_name

    @property
    def dossier(self) -> Dossier:
        """The dossier it concerns: where its nomination is now, else the one on notice."""
        return self.nomination.dossier if self.nomination else self.notice.dossier
