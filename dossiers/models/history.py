"""The register of awards: what somebody holds, where each entry came from, and everything that was changed in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.unit import Unit

PROVENANCES = {"decision": "Theo quyết định", "typed": "Nhập từ sổ", "declared": "Đơn vị kê khai"}
REVOCATION_GROUNDS = {
    "a": "Gian dối trong kê khai thành tích (điểm a)",
    "b": "Cung cấp thông tin sai sự thật, giấy tờ giả (điểm b)",
    "c": "Thẩm định, xét, đề nghị khen thưởng trái quy định (điểm c)",
    "d": "Có kết luận, bản án về vi phạm trong thời gian tính thành tích (điểm d)",
}


class AwardImport(Base):
    """An Excel file whose rows were entered, all in one go; the file itself is kept by its content."""

    __tablename__ = "award_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    added: Mapped[int]
    known: Mapped[int]
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime]

    confirmed_by: Mapped[Account] = relationship()


class AwardRecord(Base):
    """One award that somebody holds, in the register; a revoked one stays but no longer counts.

    `identity_hash` stands for an identity number that is itself never stored (see dossiers.register.identity).
    `row_key` is the row as it was imported: it recognises the row again even after the record was corrected.
    `unit_id` is the unit of that time, which may have been merged or renamed since (see UnitSuccession).
    """

    __tablename__ = "award_record"
    __table_args__ = (
        CheckConstraint("kind IN ('individual', 'collective', 'household')", name="kind_is_known"),
        CheckConstraint("provenance IN ('decision', 'typed', 'declared')", name="provenance_is_known"),
        CheckConstraint("revocation_ground IN ('', 'a', 'b', 'c', 'd')", name="revocation_ground_is_known"),
        CheckConstraint("is_revoked OR revocation_ground = ''", name="only_revoked_has_ground"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(250), index=True)
    birth_year: Mapped[int | None]
    identity_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    award_code: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    decision_number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    issued_by: Mapped[str] = mapped_column(String(200))
    provenance: Mapped[str] = mapped_column(String(20), default="typed")
    is_revoked: Mapped[bool] = mapped_column(default=False)
    revocation_ground: Mapped[str] = mapped_column(String(1), default="")
    revocation_number: Mapped[str] = mapped_column(String(60), default="")
    revoked_on: Mapped[date | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("award_import.id"), index=True)
    row_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    unit: Mapped[Unit] = relationship()
    source: Mapped[AwardImport | None] = relationship()
    changes: Mapped[list[AwardRecordChange]] = relationship(back_populates="record", order_by="AwardRecordChange.id")


class AwardRecordChange(Base):
    """One correction, revocation or restoration of a record: what it said before and after, why and by whom.

    `before` and `after` hold only the columns that changed (days as ISO text); never edited, never deleted.
    """

    __tablename__ = "award_record_change"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("award_record.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]

    record: Mapped[AwardRecord] = relationship(back_populates="changes")
    changed_by: Mapped[Account] = relationship()


class HolderMatch(Base):
    """What a person decided: whoever bears this name and birth year at two units is one and the same, or is not.

    It speaks of names and units and not of single records, so that a later award of either finds the other's.
    An undone decision stays as its own trail.
    """

    __tablename__ = "holder_match"
    __table_args__ = (
        CheckConstraint("first_unit_id < second_unit_id", name="units_in_order"),
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_by_somebody"),
        Index(
            "uq_holder_match_in_force",
            "kind",
            "search_key",
            "birth_year",
            "first_unit_id",
            "second_unit_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(250), index=True)
    birth_year: Mapped[int]
    first_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    second_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    is_same: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]

    first_unit: Mapped[Unit] = relationship(foreign_keys=[first_unit_id])
    second_unit: Mapped[Unit] = relationship(foreign_keys=[second_unit_id])
    decided_by: Mapped[Account] = relationship(foreign_keys=[decided_by_id])
    undone_by: Mapped[Account | None] = relationship(foreign_keys=[undone_by_id])
