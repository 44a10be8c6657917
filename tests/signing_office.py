"""A certification authority, people with certificates, and their signatures on PDF files: all invented."""

from __future__ import annotations

import inspect
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import time_machine
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from flask import current_app
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dossiers import storage

AT = datetime(2026, 12, 3, 2, tzinfo=UTC)
SIGNER, BODY = "Trịnh Khánh Toàn", "Ủy ban nhân dân tỉnh Thái Nguyên"
SINCE, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
DER = serialization.Encoding.DER


@dataclass(frozen=True)
class Holder:
    """Whoever holds a certificate: the authority itself, a person, an office, a time stamping service."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    above: tuple[x509.Certificate, ...] = field(default=())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def parts(self) -> tuple[Any, Any, Any]:
        """The certificate, its key and what stands above it, as pyHanko wants them."""
        plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        store = SimpleCertificateStore()
        store.register_multiple([_pyhanko(each) for each in (self.certificate, *self.above)])
        key = keys.PrivateKeyInfo.load(self.key.private_bytes(DER, *plain))
        return _pyhanko(self.certificate), key, store


def _pyhanko(certificate: x509.Certificate) -> Any:
    return asn1.Certificate.load(certificate.public_bytes(DER))


def _name(common: str, organisation: str) -> x509.Name:
    words = [(NameOID.COMMON_NAME, common), (NameOID.ORGANIZATION_NAME, organisation)]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in words if value])


@cache
def an_authority(name: str = "Cơ quan chứng thực thử nghiệm") -> Holder:
    key = rsa.generate_private_key(65537, 2048)
    made = _certificate(_name(name, ""), _name(name, ""), key, SINCE, UNTIL)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return Holder(made.sign(key, hashes.SHA256()), key)


@cache
def a_holder(
    name: str = SIGNER,
    organisation: str = BODY,
    *,
    authority: Holder | None = None,
    since: datetime = SINCE,
    until: datetime = UNTIL,
    for_time: bool = False,
    for_signing: bool = True,
) -> Holder:
    by = authority or an_authority()
    key = rsa.generate_private_key(65537, 2048)
    made = _certificate(_name(name, organisation), by.certificate.subject, key, since, until)
    made = made.add_extension(_usage(digital_signature=for_signing, key_encipherment=not for_signing), critical=True)
    if for_time:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(made.sign(by.key, hashes.SHA256()), key, (by.certificate,))


def _certificate(subject: x509.Name, issuer: x509.Name, key: Any, since: datetime, until: datetime) -> Any:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    nothing = dict.fromkeys(inspect.signature(x509.KeyUsage).parameters, False)
    return x509.KeyUsage(**{**nothing, **allowed})


def a_revocation_list(of: Holder | None, *, at: datetime, authority: Holder | None = None) -> bytes:
    """The authority's list, published at `at`; it revokes the certificate `of`, or nobody's."""
    by = authority or an_authority()
    made = x509.CertificateRevocationListBuilder().issuer_name(by.certificate.subject)
    made = made.last_update(at).next_update(at + timedelta(days=30))
    if of:
        revoked = x509.RevokedCertificateBuilder().serial_number(of.certificate.serial_number)
        made = made.add_revoked_certificate(revoked.revocation_date(at).build())
    return made.sign(by.key, hashes.SHA256()).public_bytes(DER)


def trust(folder: Path, *trusted: Holder, revocations: bytes = b"") -> None:
    """Put certificates where an operator puts them."""
    folder.mkdir(exist_ok=True)
    for number, each in enumerate(trusted):
        (folder / f"goc-{number}.pem").write_bytes(each.pem)
    if revocations:
        (folder / "thu-hoi.crl").write_bytes(revocations)


def signed(pdf: bytes, by: Holder, *, at: datetime, box: str = "", stamped: Holder | None = None) -> bytes:
    """Sign a PDF as the software of a token does: appended to the file, the certificate and its chain included."""
    certificate, key, store = by.parts()
    signer = signers.SimpleSigner(certificate, key, store)
    stamper = (
        DummyTimeStamper(*stamped.parts()[:2], certs_to_embed=stamped.parts()[2], fixed_dt=at) if stamped else None
    )
    meta = signers.PdfSignatureMetadata(
        field_name=box or f"ChuKy{pdf.count(b'/ByteRange') + 1}",
        subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
        md_algorithm="sha256",
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    # In a thread of its own, because pyHanko starts an event loop, and a worker that drove a browser has one already.
    with time_machine.travel(at, tick=False), ThreadPoolExecutor(1) as pool:
        out = pool.submit(signers.sign_pdf, writer, meta, signer, timestamper=stamper).result()
    return bytes(out.getvalue())


def by_both(pdf: bytes, *, at: datetime = AT) -> bytes:
    """Signed by the person, then by the office, as a decision is."""
    return signed(signed(pdf, a_holder(), at=at), a_holder(BODY), at=at)


def a_pdf(words: str = "Quyet dinh tang Bang khen", pages: int = 1) -> bytes:
    """A small PDF of our own, in one revision, as LibreOffice's is."""
    writer = PdfFileWriter()
    for _ in range(pages):
        text = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
        page = PageObject(
            contents=writer.add_object(generic.StreamObject(stream_data=text)), media_box=(0, 0, 595, 842)
        )
        writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def printed(sha256: str, content: bytes | None = None) -> bytes:
    """Let the document with this hash have been made into a PDF already; returns it."""
    made = content or a_pdf()
    for name, kept in ((f"{sha256}.pdf", made), (storage.hash_of(made), sha256.encode())):
        storage.write(current_app.config["SETTINGS"].pdf_cache / name[:2] / name, kept)
    return made
