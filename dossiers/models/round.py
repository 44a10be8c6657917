"""Opinions in writing: a session held without a meeting, and the files that asked offices send with their answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.appraisal import Consultation
from dossiers.models.council import CouncilSession


class WrittenRound(Base):
    """A session without a meeting (lấy ý kiến bằng văn bản): sent to the members, answered by a due day, ended."""

    __tablename__ = "written_round"
    __table_args__ = (
        CheckConstraint("(sent_at IS NULL) = (sent_by_id IS NULL)", name="sent_by_somebody"),
        CheckConstraint("ended_at IS NULL OR sent_at IS NOT NULL", name="ended_was_sent"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), primary_key=True)
    due_on: Mapped[date]
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reminded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    session: Mapped[CouncilSession] = relationship()


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

    consultation: Mapped[Consultation] = relationship()
