"""Ballots: who voted (turnout) is kept apart from what was voted (vote slips) wherever the ballot is secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.council import CouncilSession, SessionMember
from dossiers.models.dossier import Dossier, Nomination

CHOICES = {"yes": "Đồng ý", "no": "Không đồng ý", "abstain": "Không có ý kiến"}


class AgendaItem(Base):
    """A dossier on a session's agenda, voted openly or in secret, nomination by nomination."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("session_id", "dossier_id"),
        CheckConstraint("state IN ('waiting', 'open', 'closed', 'deferred')", name="state_is_known"),
        CheckConstraint("state IN ('waiting', 'deferred') OR opened_at IS NOT NULL", name="open_was_opened"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
        CheckConstraint("quota IS NULL OR quota > 0", name="quota_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    position: Mapped[int]
    is_secret: Mapped[bool]
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    quota: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    discussion: Mapped[str] = mapped_column(Text, default="")
    conclusion: Mapped[str] = mapped_column(Text, default="")

    session: Mapped[CouncilSession] = relationship()
    dossier: Mapped[Dossier] = relationship()
    ballots: Mapped[list[Ballot]] = relationship(back_populates="item", order_by="Ballot.id")
    recusals: Mapped[list[Recusal]] = relationship(back_populates="item")


class Recusal(Base):
    """A member who takes no part in an item, and why; still on the roster."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("item_id", "member_id"), CheckConstraint("ground <> ''", name="has_ground"))

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("session_member.id"))
    ground: Mapped[str] = mapped_column(String(300))

    item: Mapped[AgendaItem] = relationship(back_populates="recusals")
    member: Mapped[SessionMember] = relationship()


class Ballot(Base):
    """The vote on one nomination for one award; after closing the database itself refuses any change.

    `round` 2 is a second vote after discussion, which the chair ordered for `ordered_because`; both are kept.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("item_id", "nomination_id", "award_code", "round"),
        CheckConstraint("round = 1 OR ordered_because <> ''", name="second_vote_has_reason"),
        CheckConstraint("(closed_at IS NULL) = (is_passed IS NULL)", name="closed_has_result"),
        CheckConstraint("yes + no + abstain + invalid <= present + written", name="no_more_votes_than_voters"),
        CheckConstraint("present + written <= roster", name="no_more_voters_than_seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    award_code: Mapped[str] = mapped_column(String(20))
    round: Mapped[int] = mapped_column(default=1)
    ordered_because: Mapped[str] = mapped_column(Text, default="")
    is_secret: Mapped[bool]
    roster: Mapped[int] = mapped_column(default=0)
    present: Mapped[int] = mapped_column(default=0)
    written: Mapped[int] = mapped_column(default=0)
    yes: Mapped[int] = mapped_column(default=0)
    no: Mapped[int] = mapped_column(default=0)
    abstain: Mapped[int] = mapped_column(default=0)
    invalid: Mapped[int] = mapped_column(default=0)
    needed: Mapped[int] = mapped_column(default=0)
    share: Mapped[str] = mapped_column(String(10), default="")
    is_passed: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    citation: Mapped[str] = mapped_column(String(300), default="")
    closed_at: Mapped[datetime | None]

    item: Mapped[AgendaItem] = relationship(back_populates="ballots")
    nomination: Mapped[Nomination] = relationship()


class Turnout(Base):
    """That a member voted on a ballot: once, from a device or on a paper slip that the tellers count."""

    __tablename__ = "turnout"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("session_member.id"), primary_key=True)
    is_paper: Mapped[bool] = mapped_column(default=False)


class PaperCount(Base):
    """What one teller counted of a ballot's paper slips; the ballot closes only when two tellers agree."""

    __tablename__ = "paper_count"
    __table_args__ = (
        CheckConstraint("yes >= 0 AND no >= 0 AND abstain >= 0 AND invalid >= 0", name="counts_are_not_negative"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    teller_id: Mapped[int] = mapped_column(ForeignKey("session_member.id"), primary_key=True)
    yes: Mapped[int]
    no: Mapped[int]
    abstain: Mapped[int]
    invalid: Mapped[int]

    teller: Mapped[SessionMember] = relationship()


class OpenVote(Base):
    """What a member voted on an open ballot: a signed row."""

    __tablename__ = "open_vote"
    __table_args__ = (CheckConstraint("choice IN ('yes', 'no', 'abstain')", name="choice_is_known"),)

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("session_member.id"), primary_key=True)
    choice: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]

    member: Mapped[SessionMember] = relationship()


class PaperOpinion(Base):
    """The scan of an absent member's signed opinion on paper, from which the secretary entered their votes."""

    __tablename__ = "paper_opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("session_member.id"), index=True)
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]

    item: Mapped[AgendaItem] = relationship()
    member: Mapped[SessionMember] = relationship()


class BallotKey(Base):
    """The key pair with which an item's secret votes are sealed; gone once they are opened.

    `private_key` is itself encrypted with a key of the instance that no database holds.
    """

    __tablename__ = "ballot_key"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    private_key: Mapped[bytes] = mapped_column(LargeBinary)


class SealedSheet(Base):
    """What somebody voted on the open secret ballots of an item, sealed until the count: no voter, no moment."""

    __tablename__ = "sealed_sheet"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class VoteSlip(Base):
    """What somebody voted on a counted secret ballot: the name on the voter's receipt, no voter, no moment."""

    __tablename__ = "vote_slip"
    __table_args__ = (
        CheckConstraint("choice IN ('yes', 'no', 'abstain')", name="choice_is_known"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), index=True)
    choice: Mapped[str] = mapped_column(String(10))
