"""The aggregate that every step shares: a dossier, its nominations and its attachments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.unit import Unit

RECIPIENT_KINDS = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
OUTCOMES = {
    "pending": "Đang xét",
    "passed": "Hội đồng thông qua",
    "not_passed": "Hội đồng không thông qua",
    "deferred": "Hoãn xét",
    "withdrawn": "Đã rút",
    "refused": "Không đề nghị",
    "granted": "Được khen thưởng",
}


class Campaign(Base):
    """A named emulation movement (phong trào thi đua) that a dossier may belong to."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300), unique=True)
    scope: Mapped[str] = mapped_column(String(100))
    from_year: Mapped[int | None]
    until_year: Mapped[int | None]


class Dossier(Base):
    """One petition of one unit for one award and one ground, with one to many nominations.

    `decider_unit_id` is the unit whose head decides or petitions higher; its keeper appraises. `state` is
    written by `dossiers.advance` alone, and `version` counts every change, so that two people who act on the
    same page can't both win. The law and the procedure are fixed on the day of reception and kept; `law_chosen_on`
    is the first day of a newer law that an appraiser applied because it is more favourable, and `law_reason` why.

    `review` holds the unit's own review meeting, for its minutes (see dossiers.review_minutes). `due_on` is the
    day by which the work in this state is to be done; while the clock is stopped, `paused_on` is the day since when.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name="left_draft_was_submitted"),
        CheckConstraint(
            "state NOT IN ('under_appraisal', 'before_council') OR received_on IS NOT NULL",
            name="appraised_was_received",
        ),
        CheckConstraint("(state LIKE 'held%') = (hold_reason <> '')", name="hold_has_reason"),
        CheckConstraint("(law_chosen_on IS NULL) = (law_reason = '')", name="chosen_law_has_reason"),
        CheckConstraint(
            "law_chosen_on IS NULL OR (received_on IS NOT NULL AND law_chosen_on > received_on)",
            name="chosen_law_is_newer",
        ),
        CheckConstraint("version > 0", name="version_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    decider_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    award_code: Mapped[str] = mapped_column(String(20), index=True)
    ground: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    procedure: Mapped[str] = mapped_column(String(40))
    procedure_version: Mapped[str] = mapped_column(String(64))
    law_version: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(30), index=True)
    hold_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(Text, default="")
    request: Mapped[str] = mapped_column(Text, default="")
    petition_number: Mapped[str] = mapped_column(String(60), default="")
    petition_on: Mapped[date | None]
    review: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    party_opinion_number: Mapped[str] = mapped_column(String(60), default="")
    party_opinion: Mapped[str] = mapped_column(Text, default="")
    party_opinion_on: Mapped[date | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    appraiser_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    received_on: Mapped[date | None]
    law_chosen_on: Mapped[date | None]
    law_reason: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    paused_on: Mapped[date | None]
    correction_rounds: Mapped[int] = mapped_column(default=0)
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"))

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    decider_unit: Mapped[Unit] = relationship(foreign_keys=[decider_unit_id])
    campaign: Mapped[Campaign | None] = relationship()
    created_by: Mapped[Account] = relationship(foreign_keys=[created_by_id])
    submitted_by: Mapped[Account | None] = relationship(foreign_keys=[submitted_by_id])
    appraiser: Mapped[Account | None] = relationship(foreign_keys=[appraiser_id])
    nominations: Mapped[list[Nomination]] = relationship(
        back_populates="dossier", order_by="Nomination.position", cascade="all, delete-orphan"
    )
    attachments: Mapped[list[Attachment]] = relationship(
        back_populates="dossier", order_by="Attachment.id", cascade="all, delete-orphan"
    )
    waived_components: Mapped[list[WaivedComponent]] = relationship(cascade="all, delete-orphan")

    @property
    def law_day(self) -> date | None:
        """The day whose law judges the dossier: that of reception, unless a newer law was chosen; None before."""
        return self.law_chosen_on or self.received_on

    @property
    def live_nominations(self) -> list[Nomination]:
        """The nominations that go on with the dossier, or were granted with it."""
        return [line for line in self.nominations if line.outcome in ("pending", "passed", "granted")]


class Nomination(Base):
    """One line of a dossier: a person, a collective or a household proposed for the award.

    `report` holds the text fields of the achievement report (see dossiers.nomination_fields); `evidence` what the
    eligibility check reads, in the shape of a case's candidate (see the eligibility command); `review_votes` the
    count of the unit's own meeting (`yes`, `no`, `abstain`). `award_code` differs from the dossier's only after
    the council lowered it.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint("kind IN ('individual', 'collective', 'household')", name="kind_is_known"),
        CheckConstraint("outcome NOT IN ('not_passed', 'refused') OR outcome_reason <> ''", name="refusal_has_reason"),
        UniqueConstraint("dossier_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    honorific: Mapped[str] = mapped_column(String(10), default="")
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(250), index=True)
    gender: Mapped[str] = mapped_column(String(5), default="")
    birth_year: Mapped[int | None]
    post: Mapped[str] = mapped_column(String(200), default="")
    workplace: Mapped[str] = mapped_column(String(200), default="")
    achievement: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    review_votes: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    award_code: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20), default="pending")
    outcome_reason: Mapped[str] = mapped_column(Text, default="")
    hold_reason: Mapped[str] = mapped_column(Text, default="")

    dossier: Mapped[Dossier] = relationship(back_populates="nominations")
    attachments: Mapped[list[Attachment]] = relationship(
        back_populates="nomination", order_by="Attachment.id", cascade="all, delete-orphan"
    )
    initiative_uses: Mapped[list[InitiativeUse]] = relationship(
        back_populates="nomination", order_by="InitiativeUse.id", cascade="all, delete-orphan"
    )

    @property
    def label(self) -> str:
        """The name with its honorific, as papers print it."""
        return f"{self.honorific} {self.name}".strip()


class InitiativeUse(Base):
    """That a nomination rests on an initiative: its title without marks, to find the same one elsewhere."""

    __tablename__ = "initiative_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    search_key: Mapped[str] = mapped_column(String(600), index=True)

    nomination: Mapped[Nomination] = relationship(back_populates="initiative_uses")


class Attachment(Base):
    """A file that the unit added: evidence of a nomination, or a component of the dossier."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    component: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]

    dossier: Mapped[Dossier] = relationship(back_populates="attachments")
    nomination: Mapped[Nomination | None] = relationship(back_populates="attachments")


class WaivedComponent(Base):
    """A component that an appraiser accepted as not needed, and why."""

    __tablename__ = "waived_component"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    component: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    waived_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    waived_at: Mapped[datetime]
