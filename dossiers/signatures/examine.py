"""What pyHanko finds in a signed PDF, as plain facts; the only module that knows pyHanko.

It runs as a process of its own (`python -m dossiers.signatures.examine`), so that a hostile file costs that process and
its time limit, and nothing else: a JSON request on standard input, a JSON answer on standard output.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import PdfSignatureStatus, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from dossiers.signatures.pages import same_pages

# Offices' certificates bear either; what matters is that they are for signing.
SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)


@dataclass(frozen=True)
class Trust:
    """The operator's folder: certificates that chains may end in, others that they may pass, and revocations."""

    anchors: tuple[x509.Certificate, ...]
    passed: tuple[x509.Certificate, ...]
    revocations: tuple[crl.CertificateList, ...]
    unreadable: tuple[str, ...]

    def context(self, signature: EmbeddedPdfSignature, moment: datetime, *, strictly: bool) -> ValidationContext:
        """Return what a signature is validated with: the folder, and what the file itself brings; nothing is fetched.

        A certificate whose revocation is unknown passes, unless `strictly`.
        """
        crls, answers = _archived(signature)
        kept: dict[str, Any] = {
            "trust_roots": list(self.anchors),
            "other_certs": [*self.passed, *signature.other_embedded_certs],
            "crls": [*self.revocations, *crls],
            "ocsps": answers,
            "moment": moment,
            "retroactive_revinfo": True,  # a list published later tells of the time of signing too
            "allow_fetching": False,
            "revocation_mode": "require" if strictly else "soft-fail",
        }
        try:
            return DocumentSecurityStore.read_dss(signature.reader).as_validation_context(kept)
        except NoDSSFoundError:
            return ValidationContext(**kept)


def read_trust(folder: Path) -> Trust:
    """Read `*.pem`, `*.crt`, `*.cer` and `*.crl` of a folder; self-signed certificates are what chains may end in."""
    certificates: list[x509.Certificate] = []
    revocations: list[crl.CertificateList] = []
    unreadable: list[str] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            if path.suffix.lower() in (".pem", ".crt", ".cer"):
                certificates += [_loaded(x509.Certificate, each) for each in _objects(path.read_bytes())]
            elif path.suffix.lower() == ".crl":
                revocations += [_loaded(crl.CertificateList, each) for each in _objects(path.read_bytes())]
        except (ValueError, OSError):
            unreadable.append(path.name)
    anchors = tuple(each for each in certificates if each.self_signed in ("yes", "maybe"))
    passed = tuple(each for each in certificates if each not in anchors)
    return Trust(anchors, passed, tuple(revocations), tuple(unreadable))


def _objects(content: bytes) -> Iterator[bytes]:
    if pem.detect(content):
        yield from (der for _kind, _headers, der in pem.unarmor(content, multiple=True))
    else:
        yield content


def _loaded(kind: Any, der: bytes) -> Any:
    found = kind.load(der, strict=True)
    _ = found.native  # a lazy structure complains only when it is read
    return found


def examine(content: bytes, given: bytes, trust: Trust, moment: datetime) -> dict[str, Any]:
    """Return the facts about a signed PDF: its fault if it can't be read, whether it shows `given`, each signature.

    `moment` is when the file is known to have existed; without a trusted time stamp certificates are judged as of then.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=True)
        if reader.encrypted:
            return {"fault": "encrypted"}
        signatures = reader.embedded_regular_signatures
        return {
            "fault": "",
            "is_ours": bool(signatures) and _is_ours(signatures[0], given),
            "signatures": [_facts_of(each, trust, moment) for each in signatures],
            "anchors": len(trust.anchors),
            "unreadable": list(trust.unreadable),
        }
    except Exception as fault:  # whatever a hostile file makes a parser raise is that file's fault
        return {"fault": "unreadable", "detail": _told(fault)}


def _is_ours(first: EmbeddedPdfSignature, given: bytes) -> bool:
    """Whether what was signed first is what was handed out; what came later, each signature is asked about."""
    signed = first.reader.get_historical_resolver(first.signed_revision)
    return same_pages(PdfFileReader(io.BytesIO(given), strict=True), signed)


@dataclass(frozen=True)
class Facts:
    """One signature as it was found; times in ISO 8601, levels and problems by pyHanko's names."""

    field: str
    name: str
    organisation: str
    serial: str
    issuer: str
    valid_from: str
    valid_to: str
    intact: bool
    covers: str
    changes: str
    allowed: bool
    problem: str
    trusted: bool
    revoked: bool
    revocation_known: bool
    signed_at: str
    stamped_at: str
    stamp_trusted: bool


def _facts_of(signature: EmbeddedPdfSignature, trust: Trust, moment: datetime) -> dict[str, Any]:
    """Return the facts of one signature; what can't be judged at all says so and does not hide the others."""
    try:
        return asdict(_found(signature, trust, moment))
    except Exception as fault:  # whatever a hostile file makes a parser raise is that file's fault
        return {"fault": "unreadable", "field": str(signature.field_name), "detail": _told(fault)}


def _found(signature: EmbeddedPdfSignature, trust: Trust, moment: datetime) -> Facts:
    status = _validated(signature, trust, moment, strictly=False)
    stamp = status.timestamp_validity if _is_whole(status.timestamp_validity) else None
    if stamp and stamp.trusted:
        moment = stamp.timestamp
        status = _validated(signature, trust, moment, strictly=False)
    strict = _validated(signature, trust, moment, strictly=True)
    if strict.revoked:
        status = strict
    certificate = status.signing_cert
    subject = certificate.subject.native
    return Facts(
        field=str(signature.field_name),
        name=_word(subject.get("common_name")),
        organisation=_word(subject.get("organization_name")),
        serial=f"{certificate.serial_number:X}",
        issuer=_word(certificate.issuer.native.get("common_name")) or certificate.issuer.human_friendly,
        valid_from=certificate.not_valid_before.isoformat(),
        valid_to=certificate.not_valid_after.isoformat(),
        intact=status.intact and status.valid,
        covers=_coverage(signature),
        changes=status.modification_level.name if status.modification_level else ModificationLevel.NONE.name,
        allowed=bool(status.docmdp_ok),
        problem=str(getattr(status.trust_problem_indic, "name", "") or ""),
        trusted=status.trusted,
        revoked=status.revoked,
        revocation_known=strict.trusted,
        signed_at=status.signer_reported_dt.isoformat() if status.signer_reported_dt else "",
        stamped_at=stamp.timestamp.isoformat() if stamp else "",
        stamp_trusted=bool(stamp and stamp.trusted),
    )


def _is_whole(stamp: TimestampSignatureStatus | None) -> bool:
    return bool(stamp and stamp.valid and stamp.intact)


def _validated(
    signature: EmbeddedPdfSignature, trust: Trust, moment: datetime, *, strictly: bool
) -> PdfSignatureStatus:
    context = trust.context(signature, moment, strictly=strictly)
    return validate_pdf_signature(signature, context, key_usage_settings=SIGNING)


def _archived(signature: EmbeddedPdfSignature) -> tuple[list[Any], list[Any]]:
    """Return the revocation lists and answers that some programs put among the signed attributes."""
    for attribute in signature.signer_info["signed_attrs"]:
        if attribute["type"].native == "adobe_revocation_info_archival":
            found = attribute["values"][0]
            return list(found["crl"] or ()), list(found["ocsp"] or ())
    return [], []


def _coverage(signature: EmbeddedPdfSignature) -> str:
    """Return how much of the file the signature covers, by pyHanko's levels.

    pyHanko adds lengths up; here the ranges must also meet, and bytes after the last signature must be a revision.
    """
    start, first, second, _rest = signature.byte_range
    level = signature.coverage or SignatureCoverageLevel.UNCLEAR
    is_last = signature.signed_revision == signature.reader.total_revisions - 1
    has_rest = level is not SignatureCoverageLevel.ENTIRE_FILE
    if start != 0 or second != first + len(signature.pkcs7_content) * 2 + 2 or (is_last and has_rest):
        level = SignatureCoverageLevel.UNCLEAR
    return level.name


def _told(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:300]


def _word(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def main() -> None:
    """Answer the request on standard input."""
    logging.disable(logging.CRITICAL)
    asked = json.load(sys.stdin)
    answer = examine(
        Path(asked["signed"]).read_bytes(),
        Path(asked["given"]).read_bytes(),
        read_trust(Path(asked["trust"])),
        datetime.fromisoformat(asked["moment"]),
    )
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
