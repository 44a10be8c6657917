from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.unit import Unit

SEATS = {
    "chair": "Chủ tịch Hội đồng",
    "vice_chair": "Phó Chủ tịch Hội đồng",
    "member": "Ủy viên",
    "secretary": "Ủy viên, Thư ký Hội đồng",
}
PRESENCES = {"absent": "Vắng mặt", "present": "Có mặt", "written": "Ý kiến bằng văn bản"}


class Council(Base):
    """A Hội đồng Thi đua - Khen thưởng of a unit, with its establishing decision."""

    __tablename__ = "council"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    established_by: Mapped[str] = mapped_column(String(100))
    established_on: Mapped[date]
    until_on: Mapped[date | None]

    unit: Mapped[Unit] = relationship()
    members: Mapped[list[CouncilMember]] = relationship(back_populates="council", order_by="CouncilMember.position")

    def roster_on(self, day: date) -> list[CouncilMember]:
        """Return the members in office on `day`, in protocol order."""
        return [m for m in self.members if m.from_on <= day and (m.until_on is None or day <= m.until_on)]


class CouncilMember(Base):
    """A seat of a person in a council for a time, by a dated decision."""

    __tablename__ = "council_member"
    __table_args__ = (CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    seat: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    ended_by: Mapped[str] = mapped_column(String(100), default="")

    council: Mapped[Council] = relationship(back_populates="members")
    account: Mapped[Account] = relationship()


class CouncilChange(Base):
    """A decision that changed who sits in a council from a day on; the seats name it by its number."""

    __tablename__ = "council_change"
    __table_args__ = (UniqueConstraint("council_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    number: Mapped[str] = mapped_column(String(100))
    decided_on: Mapped[date]
    effective_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    recorded_by: Mapped[Account] = relationship()


class CouncilSession(Base):
    """A session of a council: being prepared, open, or closed for good."""

    __tablename__ = "council_session"
    __table_args__ = (
        CheckConstraint("state IN ('preparing', 'open', 'closed')", name="state_is_known"),
        CheckConstraint("state = 'preparing' OR opened_at IS NOT NULL", name="open_was_opened"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5), default="08:00")
    place: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20), default="preparing")
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    conclusion: Mapped[str] = mapped_column(Text, default="")
    opinions_due_on: Mapped[date | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    council: Mapped[Council] = relationship()
    members: Mapped[list[SessionMember]] = relationship(back_populates="session", order_by="SessionMember.position")
    corrections: Mapped[list[SessionCorrection]] = relationship(order_by="SessionCorrection.id")

    def presiding(self, recused: Collection[int] = ()) -> SessionMember | None:
        """Return who leads: the chair, else a vice-chair, else the next member, if present and not recused.

        `recused` are accounts.  Before attendance is taken the first of them leads.
        """
        ranked = sorted(self.members, key=lambda member: (list(SEATS).index(member.seat), member.position))
        free = [member for member in ranked if member.account_id not in recused]
        return next((member for member in free if member.presence == "present"), free[0] if free else None)


class SessionMember(Base):
    """One seat of the roster on the session's day, and whether the member is there.

    The roster is copied when the session is opened, so a later change of the council never changes a count.
    """

    __tablename__ = "session_member"
    __table_args__ = (
        UniqueConstraint("session_id", "account_id"),
        CheckConstraint("presence IN ('absent', 'present', 'written')", name="presence_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    seat: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    presence: Mapped[str] = mapped_column(String(10), default="absent")
    absence_reason: Mapped[str] = mapped_column(String(300), default="")
    is_teller: Mapped[bool] = mapped_column(default=False)

    session: Mapped[CouncilSession] = relationship(back_populates="members")
    account: Mapped[Account] = relationship()


class SessionCorrection(Base):
    """A dated record that corrects what the papers of a closed session say; the votes themselves never change."""

    __tablename__ = "session_correction"
    __table_args__ = (CheckConstraint("statement <> '' AND reason <> ''", name="says_what_and_why"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    statement: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)

    recorded_by: Mapped[Account] = relationship()
