"""What an office signs digitally outside: the PDF that was handed out, and the signed files that came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dossiers.db import Base
from dossiers.models.accounts import Account
from dossiers.models.decision import Decision
from dossiers.models.document import Document


class SigningPackage(Base):
    """The PDF of an issued decision as it was handed out to be signed, kept by its content; one for each document."""

    __tablename__ = "signing_package"
    __table_args__ = (UniqueConstraint("document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    pdf_size: Mapped[int]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    decision: Mapped[Decision] = relationship()
    document: Mapped[Document] = relationship()
    made_by: Mapped[Account] = relationship()
    copies: Mapped[list[SignedCopy]] = relationship(back_populates="package", order_by="SignedCopy.id.desc()")


class SignedCopy(Base):
    """A PDF that came back signed, with what was found in it when it was last checked.

    `verdict`: `trusted`, `unchecked` (whole, but the certificates' chain could not be checked) or `failed` (a later
    check found a fault; a file that fails at once is never kept).  `findings` and `signatures` are plain data.
    """

    __tablename__ = "signed_copy"
    __table_args__ = (
        UniqueConstraint("package_id", "sha256"),
        CheckConstraint("verdict IN ('trusted', 'unchecked', 'failed')", name="verdict_is_known"),
        CheckConstraint("checked_at >= uploaded_at", name="checked_since_upload"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("signing_package.id"))
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(20))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    checked_at: Mapped[datetime]

    package: Mapped[SigningPackage] = relationship(back_populates="copies")
    uploaded_by: Mapped[Account] = relationship()


class SessionCopy(Base):
    """A signed copy of a session's paper: the scan of what was signed with a pen, or a PDF signed digitally.

    `verdict` of a scan is `scanned`, which claims nothing; of a digital one as for a signed copy.
    """

    __tablename__ = "session_copy"
    __table_args__ = (
        UniqueConstraint("document_id", "sha256"),
        CheckConstraint("verdict IN ('scanned', 'trusted', 'unchecked')", name="verdict_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(20))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]

    document: Mapped[Document] = relationship()
    uploaded_by: Mapped[Account] = relationship()
