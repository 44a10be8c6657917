from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base

UNIT_KINDS = {
    "province": "Ủy ban nhân dân tỉnh",
    "department": "Sở, ban, ngành",
    "commune": "Ủy ban nhân dân xã, phường",
    "school": "Trường học",
    "hospital": "Cơ sở y tế",
    "enterprise": "Doanh nghiệp, hợp tác xã",
    "mass": "Mặt trận, đoàn thể",
    "party": "Cơ quan Đảng",
    "armed_forces": "Lực lượng vũ trang",
    "office": "Phòng, đơn vị trực thuộc",
}
SUCCESSION_KINDS = {"merged": "Hợp nhất, sáp nhập", "renamed": "Đổi tên, chuyển cấp quản lý", "split": "Chia, tách"}


class Unit(Base):
    """An office or body in the tree of the province.

    `symbol` is its part of a document's symbol ("UBND", "SNV"); `place` stands in the date line; the standing
    body keeps the dossiers that the unit decides (for the province: Sở Nội vụ; else the unit itself).
    """

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("id <> parent_id", name="not_its_own_parent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(250), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    symbol: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(100), default="Thái Nguyên")
    head_name: Mapped[str] = mapped_column(String(100), default="")
    head_title: Mapped[str] = mapped_column(String(100), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    standing_body_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    founded_on: Mapped[date | None]

    parent: Mapped[Unit | None] = relationship(foreign_keys=[parent_id], remote_side=[id])
    standing_body: Mapped[Unit | None] = relationship(foreign_keys=[standing_body_id], remote_side=[id])

    @property
    def keeper(self) -> Unit:
        """The body that keeps the dossiers this unit decides."""
        return self.standing_body or self


class UnitSuccession(Base):
    """That one unit goes on as another: merged into it, renamed, or split, by a dated instrument.

    People's history always follows them; the collective awards of the old unit count for the new one only where
    `passes_awards` says so (a district that was dissolved hands its people on, not its flags).
    """

    __tablename__ = "unit_succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id"),
        CheckConstraint("predecessor_id <> successor_id", name="not_its_own_successor"),
        CheckConstraint("kind IN ('merged', 'renamed', 'split')", name="kind_is_known"),
        CheckConstraint("instrument <> ''", name="has_instrument"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    succeeded_on: Mapped[date]
    instrument: Mapped[str] = mapped_column(String(200))
    passes_awards: Mapped[bool] = mapped_column(default=True)

    predecessor: Mapped[Unit] = relationship(foreign_keys=[predecessor_id])
    successor: Mapped[Unit] = relationship(foreign_keys=[successor_id])
