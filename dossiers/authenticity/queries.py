"""What has been signed digitally outside, and what awaits it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from dossiers import pdf, storage, subjects
from dossiers.db import current_session
from dossiers.decision.queries import decision_of
from dossiers.models import AwardRecord, Decision, Document, Dossier, SessionCopy, SignedCopy, SigningPackage
from workflow.errors import Missing
from workflow.findings import Finding, Outcome
from workflow.permissions import Action, Actor, decide

PAPER, ISSUED_BY = "quyet_dinh", "issue"
CERTIFICATE = "bang_khen"


@dataclass(frozen=True)
class Signing:
    """An issued decision on its way to a digital signature: its document, the package, the signed copies, newest first.

    `package` is None until it is handed out for the first time.
    """

    decision: Decision
    document: Document
    package: SigningPackage | None

    @property
    def copies(self) -> list[SignedCopy]:
        """The signed files that came back."""
        return self.package.copies if self.package else []

    @property
    def current(self) -> SignedCopy | None:
        """The copy that counts: the newest that no later check found fault with."""
        return next((copy for copy in self.copies if copy.verdict != "failed"), None)


def signing_of(dossier: Dossier) -> Signing | None:
    """Return how far an issued decision is with its digital signature; None where none was issued here."""
    decision = decision_of(dossier)
    document = issued_document(decision) if decision and decision.state == "issued" else None
    if decision is None or document is None:
        return None
    query = select(SigningPackage).where(SigningPackage.document_id == document.id)
    return Signing(decision, document, current_session().scalar(query.options(selectinload(SigningPackage.copies))))


def find_signing(dossier: Dossier) -> Signing:
    """Return how far an issued decision is with its digital signature; raises Missing."""
    found = signing_of(dossier)
    if found is None:
        raise Missing(f"Hồ sơ {dossier.code} chưa có quyết định được phát hành ở đây, nên chưa có gì để ký số.")
    return found


def issued_document(decision: Decision) -> Document | None:
    """Return the decision's document as it was issued, with its number; the newest if it was written again."""
    query = select(Document).where(
        Document.dossier_id == decision.dossier_id, Document.kind == PAPER, Document.step == ISSUED_BY
    )
    return current_session().scalars(query.order_by(Document.id.desc()).limit(1)).first()


def find_signed_copy(signed_copy_id: int) -> SignedCopy:
    """Return a signed copy; raises Missing."""
    found = current_session().get(SignedCopy, signed_copy_id)
    if found is None:
        raise Missing("Không tìm thấy bản ký số này.")
    return found


def findings_in(copy: SignedCopy | SessionCopy) -> list[Finding]:
    """Return what was found in a signed copy when it was last checked."""
    return [Finding(**{**each, "outcome": Outcome(each["outcome"])}) for each in copy.findings]


def hashes_of(decision: Decision) -> set[str]:
    """Return the hashes of what stands for a published decision: it, its certificates, PDF to sign, signed copies."""
    session = current_session()
    issued = and_(Document.kind == PAPER, Document.step == ISSUED_BY)
    papers = select(Document.sha256).where(
        Document.dossier_id == decision.dossier_id, or_(issued, Document.kind == CERTIFICATE)
    )
    packages = select(SigningPackage).where(SigningPackage.decision_id == decision.id)
    found = set(session.scalars(papers))
    for package in session.scalars(packages.options(selectinload(SigningPackage.copies))):
        found.add(package.pdf_sha256)
        found.update(copy.sha256 for copy in package.copies if copy.verdict != "failed")
    return found


def revoked_under(decision: Decision) -> list[str]:
    """Return the names whose awards under a decision were revoked since, as the register has them."""
    query = select(AwardRecord).where(AwardRecord.decision_id == decision.id, AwardRecord.is_revoked)
    return [record.name for record in current_session().scalars(query.order_by(AwardRecord.id))]


def matches(content: bytes, decision: Decision) -> bool:
    """Whether a file is byte for byte one of those that stand for a published decision, or the PDF made of one."""
    sha256 = storage.hash_of(content)
    return not hashes_of(decision).isdisjoint((sha256, pdf.word_of(sha256)))


def copies_with_content(content: bytes, actor: Actor) -> list[SignedCopy]:
    """Return the signed copies that are byte for byte `content`, of those that the person may see."""
    same = select(SignedCopy).where(SignedCopy.sha256 == storage.hash_of(content)).order_by(SignedCopy.id)
    return [
        copy
        for copy in current_session().scalars(same)
        if decide(actor, Action.DOSSIER_VIEW, subjects.of_dossier(copy.package.decision.dossier)).is_allowed
    ]
