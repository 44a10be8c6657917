from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dossiers.uploads import MAX_SIZE, checked, safe_name
from workflow.errors import Invalid

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"\xff\xd9"


def word() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Biên bản họp xét khen thưởng")
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def with_part(name: str, part: bytes = b"x") -> bytes:
    return rezipped(word(), lambda parts: parts.update({name: part}))


def with_relation(relation: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        rels = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = rels.replace(
            b"</Relationships>", relation.encode() + b"</Relationships>"
        )

    return rezipped(word(), change)


def with_document(start: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        parts["word/document.xml"] = start + body[body.index(b"<w:document") :]

    return rezipped(word(), change)


def encrypted() -> bytes:
    content = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := content.find(mark, at)) >= 0:
            content[at + offset] |= 1
            at += 4
    return bytes(content)


def bomb() -> bytes:
    return with_part("word/media/huge.bin", b"\x00" * (201 * 1024 * 1024))


def lying_about_its_size() -> bytes:
    """A part that says it is small and is not: what it says must be what is read."""
    content = with_part("word/huge.xml", b"<a>" + b" " * 5_000_000 + b"</a>")
    return content.replace(struct.pack("<L", 5_000_007), struct.pack("<L", 7))


def twice_the_same_name() -> bytes:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def macro_type(parts: dict[str, bytes]) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )


HYPERLINK = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="http://attacker.example/x" TargetMode="External"/>'
)
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a program": ("bao_cao.exe", lambda: b"MZ\x90\x00", "chỉ nhận tệp"),
    "a program named like a picture": ("anh.png", lambda: b"MZ\x90\x00", "không đúng với phần mở rộng"),
    "a page named like a report": ("bao_cao.pdf", lambda: b"<html><script>alert(1)</script>", "không đúng"),
    "a picture that is a drawing with scripts": ("anh.svg", lambda: b"<svg onload='x'/>", "chỉ nhận tệp"),
    "two extensions": ("bao_cao.pdf.exe", lambda: PDF, "chỉ nhận tệp"),
    "no extension": ("bao_cao", lambda: PDF, "chỉ nhận tệp"),
    "an old word file": ("bao_cao.doc", lambda: b"\xd0\xcf\x11\xe0", "chỉ nhận tệp"),
    "a word file with macros by name": ("bao_cao.docm", word, "chỉ nhận tệp"),
    "nothing": ("bao_cao.pdf", lambda: b"", "rỗng"),
    "too much": ("bao_cao.pdf", lambda: PDF + b"\x00" * MAX_SIZE, "20 MB"),
    "a report cut short": ("bao_cao.pdf", lambda: PDF[:-8], "bị cụt"),
    "a picture cut short": ("anh.png", lambda: PNG[:-12], "bị cụt"),
    "a photograph cut short": ("anh.jpg", lambda: JPEG[:-2], "bị cụt"),
    "a zip that is no word file": ("bao_cao.docx", lambda: rezipped(excel(), lambda parts: None), "không phải"),
    "an excel file that is a word file": ("danh_sach.xlsx", word, "không phải"),
    "a broken zip": ("bao_cao.docx", lambda: word()[:2000], "hỏng"),
    "macros": ("bao_cao.docx", lambda: with_part("word/vbaProject.bin"), "macro"),
    "macros by their type": ("bao_cao.docx", lambda: rezipped(word(), macro_type), "macro"),
    "an embedded object": ("bao_cao.docx", lambda: with_part("word/embeddings/oleObject1.bin"), "đối tượng nhúng"),
    "a control": ("bao_cao.docx", lambda: with_part("word/activeX/activeX1.xml"), "đối tượng nhúng"),
    "links to other books": (
        "danh_sach.xlsx",
        lambda: rezipped(excel(), lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<x/>"})),
        "liên kết ngoài",
    ),
    "a template from outside": (
        "bao_cao.docx",
        lambda: with_relation(HYPERLINK.format("attachedTemplate")),
        "tải từ bên ngoài",
    ),
    "a picture from outside": ("bao_cao.docx", lambda: with_relation(HYPERLINK.format("image")), "tải từ bên ngoài"),
    "a document type": (
        "bao_cao.docx",
        lambda: with_document(b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]>'),
        "DOCTYPE",
    ),
    "a document type in utf-16": (
        "bao_cao.docx",
        lambda: with_part("word/x.xml", '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d><d/>'.encode("utf-16")),
        "DOCTYPE",
    ),
    "a document type behind a long comment": (
        "bao_cao.docx",
        lambda: with_part("word/x.xml", b"<!--" + b"-x" * 40_000 + b"--><!DOCTYPE d><d/>"),
        "XML",
    ),
    "an unknown encoding": (
        "bao_cao.docx",
        lambda: with_part("word/x.xml", b'<?xml version="1.0" encoding="x-none"?><d/>'),
        "XML",
    ),
    "broken xml": ("bao_cao.docx", lambda: with_part("word/x.xml", b"<<<"), "XML"),
    "a way out of the folder": ("bao_cao.docx", lambda: with_part("../../evil.xml", b"<x/>"), "trỏ ra ngoài"),
    "an absolute name": ("bao_cao.docx", lambda: with_part("/etc/passwd", b"x"), "trỏ ra ngoài"),
    "too many parts": (
        "bao_cao.docx",
        lambda: rezipped(word(), lambda parts: parts.update({f"x/{n}": b"" for n in range(2001)})),
        "2000 phần",
    ),
    "a bomb": ("bao_cao.docx", bomb, "200 MB"),
    "a size that is a lie": ("bao_cao.docx", lying_about_its_size, "hỏng"),
    "the same part twice": ("bao_cao.docx", twice_the_same_name, "trùng tên"),
    "a password": ("bao_cao.docx", encrypted, "mật khẩu"),
    "relations without end": (
        "bao_cao.docx",
        lambda: with_part("word/_rels/x.xml.rels", b"<Relationships>" + b" " * 3_000_000 + b"</Relationships>"),
        "lớn bất thường",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name: str) -> None:
    filename, content, words = HOSTILE[name]
    with pytest.raises(Invalid) as fault:
        checked(filename, content())
    assert words in fault.value.fields["files"]


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("bao_cao.pdf", PDF),
        ("Ảnh chụp.PNG", PNG),
        ("anh.jpg", JPEG),
        ("anh.jpeg", JPEG),
        ("Biên bản.docx", word()),
        ("danh sách.xlsx", excel()),
        ("co_lien_ket.docx", with_relation(HYPERLINK.format("hyperlink"))),
    ],
)
def test_what_offices_use_is_taken(filename: str, content: bytes) -> None:
    upload = checked(filename, content)
    assert (upload.filename, upload.content) == (filename, content)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Hạnh\\báo cáo.pdf", "báo cáo.pdf"),
        ('a"b\r\nX: y.pdf', "a bX y.pdf"),
        ("báo \u202eexe.pdf", "báo exe.pdf"),
        ("ba\u0301o.pdf", "báo.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("", "tep"),
    ],
)
def test_a_file_keeps_its_own_name_without_tricks(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_fits_its_column(name: str) -> None:
    kept = safe_name(name)
    assert 0 < len(kept) <= 255
    assert not any(c in kept for c in '/\\"\r\n\x00')


@given(st.binary(max_size=400), st.sampled_from(["docx", "xlsx", "pdf", "png"]))
def test_arbitrary_bytes_are_taken_or_refused_and_never_crash(content: bytes, extension: str) -> None:
    magic = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n"}[extension]
    for each in (content, magic + content, zlib.compress(content)):
        with contextlib.suppress(Invalid):
            assert checked(f"tep.{extension}", each).content == each
