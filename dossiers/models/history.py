from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.unit import Unit

PROVENANCES = {"decision": "Theo quyết định", "typed": "Nhập từ sổ", "declared": "Đơn vị kê khai"}


class AwardRecord(Base):
    """One award that somebody holds, in the register; a revoked one stays but no longer counts."""

    __tablename__ = "award_record"
    __table_args__ = (
        CheckConstraint("kind IN ('individual', 'collective', 'household')", name="kind_is_known"),
        CheckConstraint("provenance IN ('decision', 'typed', 'declared')", name="provenance_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(250), index=True)
    birth_year: Mapped[int | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    award_code: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    decision_number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    issued_by: Mapped[str] = mapped_column(String(200))
    provenance: Mapped[str] = mapped_column(String(20), default="typed")
    is_revoked: Mapped[bool] = mapped_column(default=False)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))

    unit: Mapped[Unit] = relationship()
