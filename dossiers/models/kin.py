"""What council members declare once: relatives and interests; and the nominations that bear such a name."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.dossier import Nomination
from dossiers.models.vote import AgendaItem

RELATIONS = {
    "spouse": "Vợ, chồng",
    "parent": "Cha, mẹ",
    "child": "Con",
    "sibling": "Anh, chị, em ruột",
    "in_law": "Người thân bên vợ, bên chồng",
    "other": "Người thân khác",
    "interest": "Tổ chức, cá nhân có lợi ích liên quan",
}


class DeclaredKin(Base):
    """A relative or an interest of a member, for a time; read by nobody but the member, ended and never deleted."""

    __tablename__ = "declared_kin"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_start"),
        CheckConstraint("search_key <> ''", name="has_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(250))
    search_key: Mapped[str] = mapped_column(String(250), index=True)
    birth_year: Mapped[int | None]
    workplace: Mapped[str] = mapped_column(String(300), default="")
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    declared_at: Mapped[datetime]


class KinMatch(Base):
    """A nomination on an agenda that bears a declared name: the member says whether it is the same person."""

    __tablename__ = "kin_match"
    __table_args__ = (
        UniqueConstraint("item_id", "kin_id", "nomination_id"),
        CheckConstraint("state IN ('proposed', 'same', 'other')", name="state_is_known"),
        CheckConstraint("(state = 'proposed') = (answered_at IS NULL)", name="answered_has_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kin_id: Mapped[int] = mapped_column(ForeignKey("declared_kin.id"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    answered_at: Mapped[datetime | None]

    item: Mapped[AgendaItem] = relationship()
    kin: Mapped[DeclaredKin] = relationship()
    nomination: Mapped[Nomination] = relationship()
