from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.unit import Unit

PROPOSALS = {"propose": "Đề nghị khen thưởng", "consider": "Đề nghị Hội đồng cân nhắc", "decline": "Không đề nghị"}


class Appraisal(Base):
    """What the appraiser says of one nomination; the newest counts, older ones stay."""

    __tablename__ = "appraisal"
    __table_args__ = (CheckConstraint("proposal <> 'decline' OR opinion <> ''", name="declining_has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    proposal: Mapped[str] = mapped_column(String(20))
    opinion: Mapped[str] = mapped_column(Text, default="")
    appraised_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    appraised_at: Mapped[datetime]

    appraised_by: Mapped[Account] = relationship()


class Consultation(Base):
    """A question to another office about a dossier (hiệp y), answered or overdue."""

    __tablename__ = "consultation"
    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_has_answer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    question: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    unit: Mapped[Unit] = relationship()
    files: Mapped[list[ConsultationFile]] = relationship(back_populates="consultation", order_by="ConsultationFile.id")


class ConsultationFile(Base):
    """A file that an asked office sent with its answer, kept by its content."""

    __tablename__ = "consultation_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]

    consultation: Mapped[Consultation] = relationship(back_populates="files")
