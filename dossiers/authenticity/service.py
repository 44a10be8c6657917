"""Handing out what is to be signed, keeping what came back signed, checking it again, and answering the public.

Rendering and examining take seconds, so they happen before the transaction, never while others wait for it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from dossiers import clock, journal, pdf, recipients, storage, throttle
from dossiers.access import permit
from dossiers.authenticity import queries
from dossiers.authenticity.packages import archive, name_of
from dossiers.authenticity.queries import Signing
from dossiers.db import unit_of_work
from dossiers.decision.queries import published_by_code
from dossiers.models import SignedCopy, SigningPackage
from dossiers.signatures.check import Checked, check
from dossiers.signatures.words import Expected
from dossiers.subjects import find_dossier, of_dossier
from dossiers.uploads import Upload
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor

CHECKS_AN_HOUR = 30
TOO_MANY = "Đã kiểm tra nhiều tệp từ đường truyền này trong một giờ. Chờ một giờ rồi kiểm tra tiếp."
UNSOUND = "Không nhận được tệp này làm bản ký số của quyết định."


def hand_out(*, actor: Actor, dossier_id: int, at: datetime) -> tuple[str, bytes]:
    """Hand out the package of an issued decision; returns its file name and content.

    The PDF is made once and kept: what comes back is held against exactly these bytes.  The first time, the signer is
    told.  Raises Missing, NotAllowed, NoPdf.
    """
    permit(actor, Action.SIGNED_COPY_KEEP, of_dossier(find_dossier(dossier_id)))
    document = queries.find_signing(find_dossier(dossier_id)).document
    made = pdf.of(document.sha256)
    sha256 = storage.put(made)
    with unit_of_work() as session:
        signing = _signing(actor, dossier_id)
        package = signing.package
        if package is None:
            package = SigningPackage(
                decision_id=signing.decision.id,
                document_id=signing.document.id,
                pdf_sha256=sha256,
                pdf_size=len(made),
                made_by_id=actor.id,
                made_at=at,
            )
            session.add(package)
            session.flush()
            session.refresh(package)
            _tell_signer(signing, actor, at)
        journal.record(
            "decision.package_handed_out",
            signing.decision,
            actor=actor,
            at=at,
            dossier_id=dossier_id,
            document_sha256=signing.document.sha256,
            pdf_sha256=package.pdf_sha256,
        )
        return f"ky-so-{name_of(package)}.zip", archive(package)


def keep_signed_copy(*, actor: Actor, dossier_id: int, upload: Upload, at: datetime) -> SignedCopy:
    """Keep a PDF that was signed outside, bound to its decision, with everything found in it.

    Raises Missing, NotAllowed, Invalid (field `file`: no package yet, or kept already), Refused with every fault.
    """
    permit(actor, Action.SIGNED_COPY_KEEP, of_dossier(find_dossier(dossier_id)))
    given = _given(queries.find_signing(find_dossier(dossier_id)))
    checked = check(upload.content, storage.get(given.pdf_sha256), _expected(given, at))
    if checked.faults:
        raise Refused(UNSOUND, checked.faults)
    sha256 = storage.put(upload.content)
    with unit_of_work() as session:
        package = _given(_signing(actor, dossier_id))
        if earlier := next((copy for copy in package.copies if copy.sha256 == sha256), None):
            raise Invalid(
                {"file": f"Tệp này đã được nhận lúc {earlier.uploaded_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}."}
            )
        copy = SignedCopy(
            package_id=package.id,
            filename=upload.filename,
            sha256=sha256,
            size=len(upload.content),
            uploaded_by_id=actor.id,
            uploaded_at=at,
        )
        _note(copy, checked, at)
        session.add(copy)
        _record("decision.signed_copy_kept", copy, package, actor, at)
        return copy


def recheck(*, actor: Actor, signed_copy_id: int, at: datetime) -> SignedCopy:
    """Check a kept copy again, with the certificates and revocations of today.  Raises Missing, NotAllowed, Refused.

    It is judged as of the day it was uploaded: since then the journal vouches that it existed, so that a certificate
    that has expired in the meantime does no harm.
    """
    found = queries.find_signed_copy(signed_copy_id)
    permit(actor, Action.SIGNED_COPY_KEEP, of_dossier(found.package.decision.dossier))
    given = storage.get(found.package.pdf_sha256)
    checked = check(storage.get(found.sha256), given, _expected(found.package, found.uploaded_at))
    with unit_of_work():
        copy = queries.find_signed_copy(signed_copy_id)
        permit(actor, Action.SIGNED_COPY_KEEP, of_dossier(copy.package.decision.dossier))
        _note(copy, checked, at)
        _record("decision.signed_copy_rechecked", copy, copy.package, actor, at)
        return copy


def check_for_public(*, code: str, content: bytes, sender: str, at: datetime) -> bool:
    """Say whether a file is one of those that stand for a published decision; open to everybody, counted by sender.

    Raises Missing, Refused (too many).
    """
    with unit_of_work():
        throttle.count(sender, limit=CHECKS_AN_HOUR, window=timedelta(hours=1), at=at, message=TOO_MANY)
        return queries.matches(content, published_by_code(code))


def _signing(actor: Actor, dossier_id: int) -> Signing:
    dossier = find_dossier(dossier_id)
    permit(actor, Action.SIGNED_COPY_KEEP, of_dossier(dossier))
    return queries.find_signing(dossier)


def _given(signing: Signing) -> SigningPackage:
    if signing.package is None:
        raise Invalid(
            {"file": "Chưa tải gói ký số lần nào, nên không có bản PDF để đối chiếu. Tải gói, ký, rồi tải lên."}
        )
    return signing.package


def _expected(package: SigningPackage, at: datetime) -> Expected:
    return Expected(package.decision.signer_name, at)


def _note(copy: SignedCopy, checked: Checked, at: datetime) -> None:
    copy.verdict, copy.checked_at = checked.verdict, at
    copy.findings = [asdict(finding) for finding in checked.findings]
    copy.signatures = list(checked.signatures)


def _record(action: str, copy: SignedCopy, package: SigningPackage, actor: Actor, at: datetime) -> None:
    journal.record(
        action,
        copy,
        actor=actor,
        at=at,
        dossier_id=package.decision.dossier_id,
        sha256=copy.sha256,
        pdf_sha256=package.pdf_sha256,
        verdict=copy.verdict,
    )


def _tell_signer(signing: Signing, actor: Actor, at: datetime) -> None:
    decision = signing.decision
    signer = {decision.signer_id} if decision.signer_id and decision.signer_id != actor.id else set()
    recipients.announce(
        decision.dossier,
        signer,
        kind="decision.package_handed_out",
        subject=f"Quyết định số {decision.full_number} chờ ký số",
        url=f"/ho-so/{decision.dossier_id}/ban-ky-so",
        at=at,
    )
