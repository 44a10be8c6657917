"""Opinions in writing: a session held without a meeting."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
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
