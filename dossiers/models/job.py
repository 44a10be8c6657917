"""Work that takes longer than a page may: asked for, taken by one worker, finished, given up or cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account

ENDED = ("done", "failed", "cancelled")


class Job(Base):
    """One piece of background work, with what its worker last said.

    `kind` names the code that does it, `arguments` what it is about; `worker` is who works on it and `beat_at` when
    it was last heard of.  `total` is 0 until it is known.  `message` tells people how it ended.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name="state_is_known"),
        CheckConstraint("(state = 'running') = (worker IS NOT NULL)", name="running_has_worker"),
        CheckConstraint("state <> 'running' OR beat_at IS NOT NULL", name="running_was_heard_of"),
        CheckConstraint("(state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name="ended_has_moment"),
        CheckConstraint("state <> 'failed' OR message <> ''", name="failed_says_why"),
        CheckConstraint("state <> 'done' OR sha256 IS NOT NULL", name="done_has_file"),
        CheckConstraint("state <> 'cancelled' OR cancelled_by_id IS NOT NULL", name="cancelled_by_somebody"),
        CheckConstraint("done >= 0 AND (total = 0 OR done <= total)", name="not_more_than_all"),
        CheckConstraint(
            "attempts >= 0 AND (state = 'waiting' OR attempts > 0 OR state = 'cancelled')", name="was_tried"
        ),
        Index("ix_job_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    title: Mapped[str] = mapped_column(String(300))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(80))
    beat_at: Mapped[datetime | None]
    message: Mapped[str] = mapped_column(Text, default="")
    filename: Mapped[str] = mapped_column(String(255), default="")
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]

    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    cancelled_by: Mapped[Account | None] = relationship(foreign_keys=[cancelled_by_id])

    @property
    def is_over(self) -> bool:
        """Whether nobody will work on it any more."""
        return self.state in ENDED
