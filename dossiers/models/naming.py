"""Asking the person concerned whether a name is spelt as it should be printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.dossier import Nomination

NAME_CHECK_STATES = {
    "open": "Chờ xác nhận",
    "replaced": "Đã thay bằng liên kết mới",
    "confirmed": "Đã xác nhận đúng",
    "proposed": "Đề nghị sửa, chờ thẩm định",
    "accepted": "Đã chấp nhận sửa",
    "declined": "Không chấp nhận sửa",
}


class NameCheck(Base):
    """One link, for one answer, on which a nominee sees the name as it will be printed and nothing else.

    `asked_name` is the name as it stood then; `proposed_name` how the nominee would have it, which changes nothing
    until an appraiser accepts it.  Only the hash of the link's token is kept.
    """

    __tablename__ = "name_check"
    __table_args__ = (
        CheckConstraint(
            "state IN ('open', 'replaced', 'confirmed', 'proposed', 'accepted', 'declined')", name="state_is_known"
        ),
        CheckConstraint("(state IN ('open', 'replaced')) = (answered_at IS NULL)", name="answered_has_moment"),
        CheckConstraint(
            "(state IN ('proposed', 'accepted', 'declined')) = (proposed_name <> '')", name="proposal_has_name"
        ),
        CheckConstraint(
            "(state IN ('accepted', 'declined')) = (settled_at IS NOT NULL)"
            " AND (settled_at IS NULL) = (settled_by_id IS NULL) AND (settled_at IS NULL) = (reason = '')",
            name="settled_by_somebody_with_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_name: Mapped[str] = mapped_column(String(200))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default="open")
    proposed_name: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]

    nomination: Mapped[Nomination] = relationship()
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    settled_by: Mapped[Account | None] = relationship(foreign_keys=[settled_by_id])
