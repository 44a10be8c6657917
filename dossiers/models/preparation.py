"""Before a session: what the invited answered, what members have read and noted, and what they ask."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.council import CouncilSession
from dossiers.models.dossier import Nomination

REPLIES = {"coming": "Dự họp", "absent": "Vắng mặt", "written": "Vắng mặt, gửi ý kiến bằng văn bản"}


class InvitationReply(Base):
    """What a member answered to the invitation, for the day that it named; a changed day asks again."""

    __tablename__ = "invitation_reply"
    __table_args__ = (
        CheckConstraint("reply IN ('coming', 'absent', 'written')", name="reply_is_known"),
        CheckConstraint("reply = 'coming' OR reason <> ''", name="absence_has_reason"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    for_day: Mapped[date]
    reply: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")
    replied_at: Mapped[datetime]


class Reading(Base):
    """What one member made of one nomination: read or not, and a note that only they see."""

    __tablename__ = "reading"

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    read_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")


class MemberQuestion(Base):
    """What a member asks about a nomination before the session; the secretary or the appraiser answers."""

    __tablename__ = "member_question"
    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_has_answer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    session: Mapped[CouncilSession] = relationship()
    nomination: Mapped[Nomination] = relationship()
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Account | None] = relationship(foreign_keys=[answered_by_id])
