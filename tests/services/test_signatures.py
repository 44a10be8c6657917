"""Signed PDF files as they come back: sound ones, and every way of being unsound."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter, copy_into_new_writer

from dossiers.signatures.check import Checked, check
from dossiers.signatures.words import Expected
from tests.signing_office import (
    AT,
    BODY,
    SIGNER,
    Holder,
    a_holder,
    a_pdf,
    a_revocation_list,
    an_authority,
    by_both,
    signed,
    trust,
)

LATER = datetime(2031, 5, 1, tzinfo=UTC)  # certificates have expired


GIVEN = a_pdf()


@dataclass
class Office:
    """An office that checks what comes back."""

    app: Flask

    def trusts(self, *holders: Holder, revocations: bytes = b"") -> None:
        trust(self.app.config["SETTINGS"].trust_anchors, *holders, revocations=revocations)

    def finds(self, file: bytes, *, given: bytes = GIVEN, at: datetime = AT) -> Checked:
        return check(file, given, Expected(SIGNER, at))


@pytest.fixture
def office(sqlite_app: Flask) -> Office:
    return Office(sqlite_app)


def said(checked: Checked) -> str:
    return "\n".join(f"{each.outcome} {each.rule}: {each.reason} {each.remedy}" for each in checked.findings)


def outcome(checked: Checked, rule: str) -> set[str]:
    return {str(each.outcome) for each in checked.findings if each.rule == rule}


def rewritten(pdf: bytes) -> bytes:
    """The same document, written anew by other software."""
    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(pdf))).write(out)
    return out.getvalue()


def changed(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with an update appended."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def another_page(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))


def other_words(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT (Ten khac) Tj ET"))
    writer.update_container(page)


def a_note(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(map(generic.NumberObject, (72, 700, 400, 760)))
    note = {"/Type": "/Annot", "/Subtype": "/FreeText", "/Contents": "Tặng thêm", "/Rect": box}
    made = generic.DictionaryObject(
        {
            generic.pdf_name(key): value if key == "/Rect" else generic.pdf_string(value) if key == "/Contents" else
            generic.pdf_name(value)
            for key, value in note.items()
        }
    )  # fmt: skip
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(made)])
    writer.update_container(page)


def test_a_file_signed_by_the_person_and_the_office_passes_every_point(office: Office) -> None:
    office.trusts(an_authority(), revocations=a_revocation_list(None, at=AT - timedelta(days=1)))
    stamp = a_holder("Dịch vụ dấu thời gian", "", for_time=True)
    body = a_holder(BODY)
    file = signed(signed(GIVEN, a_holder(), at=AT, stamped=stamp), body, at=AT, stamped=stamp)
    found = office.finds(file)
    assert {str(each.outcome) for each in found.findings} == {"met"}, said(found)
    assert found.verdict == "trusted"
    assert [each["name"] for each in found.signatures] == [SIGNER, BODY]
    assert [each["issuer"] for each in found.signatures] == ["Cơ quan chứng thực thử nghiệm"] * 2
    assert found.signatures[0]["serial"] == f"{a_holder().certificate.serial_number:X}"


def test_without_anchors_a_chain_is_unchecked_and_never_trusted(office: Office) -> None:
    found = office.finds(by_both(GIVEN))
    assert found.verdict == "unchecked", said(found)
    assert outcome(found, "chain") == {"unknown"}
    assert "chưa đặt chứng thư gốc" in said(found)


def test_unknown_revocation_is_said_and_does_not_forbid(office: Office) -> None:
    office.trusts(an_authority())
    found = office.finds(by_both(GIVEN))
    assert (found.verdict, outcome(found, "revocation")) == ("trusted", {"unknown"})


def test_a_time_that_only_the_signers_machine_vouches_for_is_not_proof(office: Office) -> None:
    office.trusts(an_authority())
    assert outcome(office.finds(by_both(GIVEN)), "time") == {"unknown"}
    stranger = a_holder("Dấu lạ", "", authority=an_authority("Nơi lạ"), for_time=True)
    found = office.finds(signed(GIVEN, a_holder(), at=AT, stamped=stranger))
    assert outcome(found, "time") == {"unknown"}
    assert "chưa tin cậy" in said(found)


def test_one_signature_or_another_name_is_left_to_people(office: Office) -> None:
    found = office.finds(signed(GIVEN, a_holder("Người Khác"), at=AT))
    assert (outcome(found, "signer"), outcome(found, "both")) == ({"judgement"}, {"judgement"})
    assert found.faults == []


def test_software_that_writes_the_file_anew_is_no_fault(office: Office) -> None:
    found = office.finds(by_both(rewritten(GIVEN)))
    assert outcome(found, "origin") == {"met"}, said(found)


@pytest.mark.parametrize(
    ("attack", "rule"),
    [
        pytest.param(lambda: changed(by_both(GIVEN), another_page), "coverage", id="a page added after signing"),
        pytest.param(lambda: changed(by_both(GIVEN), other_words), "coverage", id="words changed after signing"),
        pytest.param(lambda: changed(by_both(GIVEN), a_note), "coverage", id="a note put on the page after signing"),
        pytest.param(lambda: by_both(GIVEN) + b"\n% them", "coverage", id="bytes after the end"),
        pytest.param(lambda: by_both(GIVEN).replace(b"Bang khen", b"Huy chuong"[:9]), "intact", id="bytes changed"),
        pytest.param(lambda: by_both(changed(GIVEN, another_page)), "origin", id="a page added before signing"),
        pytest.param(lambda: by_both(changed(GIVEN, other_words)), "origin", id="words changed before signing"),
        pytest.param(lambda: by_both(changed(GIVEN, a_note)), "origin", id="a note put on before signing"),
        pytest.param(lambda: by_both(a_pdf("Quyet dinh khac")), "origin", id="another decision signed"),
        pytest.param(lambda: by_both(a_pdf(pages=2)), "origin", id="more pages signed"),
        pytest.param(lambda: GIVEN + by_both(a_pdf("Quyet dinh khac")), "readable", id="ours before another file"),
        pytest.param(lambda: GIVEN, "signed", id="not signed"),
        pytest.param(lambda: part_covered(), "coverage", id="a part not covered"),
        pytest.param(lambda: encrypted(), "readable", id="encrypted"),
        pytest.param(lambda: by_both(GIVEN)[:-900], "readable", id="cut off"),
        pytest.param(lambda: b"%PDF-1.7\nkhong phai PDF\n%%EOF", "readable", id="not a PDF"),
        pytest.param(lambda: b"", "readable", id="nothing"),
        pytest.param(lambda: deep(), "readable", id="nested without end"),
    ],
)
def test_an_unsound_file_is_refused_with_its_reason(attack: Callable[[], bytes], rule: str, office: Office) -> None:
    office.trusts(an_authority())
    found = office.finds(attack())
    assert rule in {each.rule for each in found.faults}, said(found)
    assert found.verdict == "failed"
    assert all(each.reason and each.remedy for each in found.faults)


def part_covered() -> bytes:
    """A signature whose ranges leave out more than the signature itself."""
    file = signed(GIVEN, a_holder(), at=AT)
    start = file.index(b"/ByteRange [") + len(b"/ByteRange [")
    old = file[start : file.index(b"]", start)]
    first, length, second, rest = map(int, old.split())
    ranges = f"{first} {length} {second + 40} {rest - 40}".encode()
    return file.replace(old, ranges.ljust(len(old)), 1)


def encrypted() -> bytes:
    writer = PdfFileWriter()
    writer._assign_security_handler(StandardSecurityHandler.build_from_pw("bi mat", encrypt_metadata=False))
    another_page(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def deep() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"]" * 200_000 + b"\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        pytest.param(lambda: a_holder(until=AT - timedelta(days=1)), "đã hết hạn", id="expired"),
        pytest.param(lambda: a_holder(since=AT + timedelta(days=1)), "chưa có hiệu lực", id="not yet valid"),
        pytest.param(
            lambda: a_holder(authority=an_authority("Nơi cấp lạ")),
            "không dẫn tới chứng thư gốc",
            id="unknown authority",
        ),
        pytest.param(lambda: a_holder(for_signing=False), "không được phép dùng như vậy", id="not for signing"),
    ],
)
def test_a_certificate_that_is_not_fit_is_refused(holder: Callable[[], Holder], words: str, office: Office) -> None:
    office.trusts(an_authority())
    found = office.finds(signed(GIVEN, holder(), at=AT))
    assert words in "".join(each.reason for each in found.faults), said(found)


def test_an_expired_certificate_is_refused_even_where_chains_are_not_checked(office: Office) -> None:
    assert "đã hết hạn" in said(office.finds(signed(GIVEN, a_holder(until=AT - timedelta(days=1)), at=AT)))


def test_a_revoked_certificate_is_refused_and_one_revoked_later_is_not(office: Office) -> None:
    file = signed(GIVEN, a_holder(), at=AT)
    office.trusts(an_authority(), revocations=a_revocation_list(a_holder(), at=AT - timedelta(days=2)))
    assert "bị thu hồi" in "".join(each.reason for each in office.finds(file).faults)
    office.trusts(an_authority(), revocations=a_revocation_list(a_holder(), at=AT + timedelta(days=2)))
    assert office.finds(file).verdict == "trusted"


def test_a_trusted_stamp_keeps_a_signature_sound_after_its_certificate_expired(office: Office) -> None:
    office.trusts(an_authority())
    stamp = a_holder("Dấu bền", "", until=LATER + timedelta(days=900), for_time=True)
    assert office.finds(signed(GIVEN, a_holder(), at=AT, stamped=stamp), at=LATER).faults == []
    assert "đã hết hạn" in said(office.finds(signed(GIVEN, a_holder(), at=AT), at=LATER))


def test_a_file_of_the_operators_that_cannot_be_read_is_told(office: Office) -> None:
    office.trusts(an_authority())
    (office.app.config["SETTINGS"].trust_anchors / "hong.pem").write_text("không phải chứng thư")
    found = office.finds(by_both(GIVEN))
    assert "hong.pem" in said(found)
    assert found.verdict == "trusted"
