"""Signed copies of a session's papers: scans of what was signed with a pen, and PDF files signed digitally.

A scan proves nothing by itself; it is bound to its paper by its hash in the journal.  A digital signature is
examined before the transaction, since that takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers import clock, journal, pdf, storage, subjects
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import CouncilSession, Document, SessionCopy
from dossiers.signatures import check as signing
from dossiers.signatures.words import Expected
from dossiers.uploads import Upload
from workflow.errors import Invalid, Missing, Refused
from workflow.findings import Finding, Outcome
from workflow.permissions import Action, Actor, Subject

SIGNED_INSIDE = b"/ByteRange"
KINDS = ("application/pdf", "image/png", "image/jpeg")
UNSOUND = "Không nhận được tệp này: chữ ký số trong tệp không còn nguyên vẹn."
OTHER_PAGES = (
    "Các trang không giống hệt bản PDF mà hệ thống lập từ văn bản này; người giữ hồ sơ đối chiếu nội dung hai bản."
)
_NOT_ASKED = ("signer", "both")  # several people sign minutes, in whatever order


@dataclass(frozen=True)
class Judged:
    """What was found in an uploaded file; a scan has neither findings nor signatures."""

    verdict: str = "scanned"
    findings: tuple[Finding, ...] = ()
    signatures: tuple[dict[str, object], ...] = ()


def keep(*, actor: Actor, session_id: int, document_id: int, upload: Upload, at: datetime) -> SessionCopy:
    """Keep a signed copy of one of a session's papers.

    Raises NotAllowed (not the secretary nor the office clerk, or recused from one of the items), Missing, Invalid
    (field `file`: not a PDF or picture, or kept already), Refused (a digital signature that does not hold).
    """
    document = paper_of(session_id, document_id)
    permit(actor, Action.MINUTES_KEEP, subjects.of_session_paper(subjects.find_session(session_id)))
    if upload.media_type not in KINDS:
        raise Invalid({"file": "Chỉ nhận tệp PDF, PNG hoặc JPEG của bản đã ký."})
    judged = _judged(upload, document, at)
    sha256 = storage.put(upload.content)
    with unit_of_work() as session:
        document = paper_of(session_id, document_id)
        permit(actor, Action.MINUTES_KEEP, subjects.of_session_paper(subjects.find_session(session_id)))
        for earlier in copies_of([document]).get(document.id, []):
            if earlier.sha256 == sha256:
                moment = earlier.uploaded_at.astimezone(clock.VIETNAM)
                raise Invalid({"file": f"Tệp này đã được nhận lúc {moment:%H:%M %d/%m/%Y}."})
        copy = SessionCopy(
            document_id=document.id,
            filename=upload.filename,
            media_type=upload.media_type,
            sha256=sha256,
            size=len(upload.content),
            verdict=judged.verdict,
            findings=[asdict(finding) for finding in judged.findings],
            signatures=list(judged.signatures),
            uploaded_by_id=actor.id,
            uploaded_at=at,
        )
        session.add(copy)
        journal.record(
            "document.signed_copy_kept",
            copy,
            actor=actor,
            at=at,
            document_id=document.id,
            session=session_id,
            sha256=sha256,
            document_sha256=document.sha256,
            verdict=judged.verdict,
        )
        return copy


def papers_of(held: CouncilSession) -> list[Document]:
    """Return a session's papers, the newest first."""
    query = select(Document).where(Document.session_id == held.id)
    return list(current_session().scalars(query.order_by(Document.id.desc())))


def copies_of(documents: Iterable[Document]) -> dict[int, list[SessionCopy]]:
    """Return the signed copies of papers, by paper, the newest first."""
    ids = [document.id for document in documents]
    query = select(SessionCopy).where(SessionCopy.document_id.in_(ids)).options(joinedload(SessionCopy.uploaded_by))
    found: dict[int, list[SessionCopy]] = {}
    for copy in current_session().scalars(query.order_by(SessionCopy.id.desc())):
        found.setdefault(copy.document_id, []).append(copy)
    return found


def paper_of(session_id: int, document_id: int) -> Document:
    """Return a paper of this very session; raises Missing."""
    document = current_session().get(Document, document_id)
    if document is None or document.session_id != session_id:
        raise Missing("Không tìm thấy văn bản này của phiên họp.")
    return document


def find(session_copy_id: int) -> SessionCopy:
    """Return a signed copy; raises Missing."""
    copy = current_session().get(SessionCopy, session_copy_id)
    if copy is None:
        raise Missing("Không tìm thấy bản đã ký này.")
    return copy


def of_papers(session_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a session's papers: whoever is recused from one item reads none."""
    return subjects.of_session_paper(subjects.find_session(session_id))


def of_copy(session_copy_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a signed copy: that of its paper."""
    return subjects.of_document(find(session_copy_id).document)


def _judged(upload: Upload, document: Document, at: datetime) -> Judged:
    if SIGNED_INSIDE not in upload.content or upload.media_type != "application/pdf" or signing.lacking():
        return Judged()
    given = b"" if pdf.lacking() else pdf.of(document.sha256)
    checked = signing.check(upload.content, given, Expected("", at))
    findings = tuple(_softened(each) for each in checked.findings if each.rule not in _NOT_ASKED)
    if faults := [each for each in findings if each.outcome is Outcome.NOT_MET]:
        raise Refused(UNSOUND, faults)
    chains = [each for each in findings if each.rule == "chain"]
    is_trusted = bool(chains) and all(chain.is_met for chain in chains)
    return Judged("trusted" if is_trusted else "unchecked", findings, checked.signatures)


def _softened(finding: Finding) -> Finding:
    """Minutes are often printed anew before they are signed: other pages are something to look at, not a fault."""
    if finding.rule != "origin" or finding.is_met:
        return finding
    return replace(finding, outcome=Outcome.JUDGEMENT, reason=OTHER_PAGES, remedy="")
