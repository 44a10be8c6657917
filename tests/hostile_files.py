"""Files that are no template, or are zipped by a trickster. See hostile_templates."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator

from dossiers.documents.word import DOCUMENT
from tests.hostile_templates import NAME, Case, shipped_parts, with_part, zipped


def formats() -> Iterator[tuple[str, Case]]:
    sound = zipped(shipped_parts())
    for extension, reason in (
        ("doc", ".doc là dạng cũ"), ("docm", "macro"), ("dotx", "tệp mẫu"), ("dotm", "macro"), ("rtf", "đuôi .docx"),
        ("odt", "đuôi .docx"), ("pdf", "đuôi .docx"), ("zip", "đuôi .docx"), ("exe", "đuôi .docx"),
        ("docx.exe", "đuôi .docx"),
    ):  # fmt: skip
        yield f"sound file named .{extension}", Case(f"mau.{extension}", lambda: sound, reason)
    yield "no extension", Case("mau", lambda: sound, "đuôi .docx")
    yield "capital extension", Case("MAU.DOCX", lambda: sound, None)
    for label, content, reason in (
        ("nothing", b"", "rỗng"),
        ("text", "xin chào".encode(), "không phải tệp Word"),
        ("a page", b"<html><body>{{ten}}", "không phải tệp Word"),
        ("rich text", b"{\\rtf1 \\object\\objdata}", "không phải tệp Word"),
        ("an old or locked file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "mật khẩu"),
        ("too much", b"PK\x03\x04" + b"\x00" * (5 * 1024 * 1024), "lớn hơn 5 MB"),
        ("an empty archive", zipped({}), "không phải tệp Word"),
        ("an archive of something else", zipped({"a.txt": b"x"}), "Không phải tệp Word"),
        ("half a file", sound[: len(sound) // 2], "hỏng"),
        ("a file without its end", sound[:-30], "hỏng"),
        ("a file with a flipped byte", _flipped(sound), "hỏng"),
        ("a file with a locked flag", _locked(sound), "mật khẩu"),
    ):
        yield f"content: {label}", Case(NAME, lambda c=content: c, reason)


def _flipped(content: bytes) -> bytes:
    at = content.index(b"word/document.xml") + 300
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def _locked(content: bytes) -> bytes:
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            changed[at + offset] |= 1
    return bytes(changed)


def archives() -> Iterator[tuple[str, Case]]:
    shipped = shipped_parts()
    many = {**shipped, **{f"word/media/i{n}.png": b"" for n in range(400)}}
    for label, make, reason in (
        ("a way out", lambda: with_part("../../evil.xml"), "trỏ ra ngoài"),
        ("an absolute name", lambda: with_part("/etc/passwd"), "trỏ ra ngoài"),
        ("a name with backslashes", lambda: with_part("word\\..\\..\\evil.xml"), "trỏ ra ngoài"),
        ("names that differ in case", lambda: with_part("word/Document.xml"), "trùng tên"),
        ("the same name twice", lambda: _twice(DOCUMENT), "trùng tên"),
        ("too many parts", lambda: zipped(many), "300 phần"),
        ("a bomb of zeros", lambda: with_part("word/media/image9.png", b"\x00" * 30_000_000), "hơn 20 MB"),
        ("a bomb below the limit", lambda: with_part("word/media/image9.png", b"\x00" * 15_000_000), "100 lần"),
        ("many small bombs", lambda: bombs(200), "hơn 20 MB"),
        ("a size that is a lie", _lying, "hỏng"),
        ("bzip2", lambda: zipped(shipped, zipfile.ZIP_BZIP2), "nén theo cách"),
        ("lzma", lambda: zipped(shipped, zipfile.ZIP_LZMA), "nén theo cách"),
        ("nothing compressed", lambda: zipped(shipped, zipfile.ZIP_STORED), None),
        ("a folder as a member", lambda: with_part("word/media/", b""), None),
        ("a comment", lambda: _commented(zipped(shipped)), None),
        ("bytes before the archive", lambda: b"PK\x03\x04" + zipped(shipped), None),
    ):
        yield f"archive: {label}", Case(NAME, make, reason)


def _twice(name: str) -> bytes:
    out = io.BytesIO(zipped(shipped_parts()))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, "<x/>")
    return out.getvalue()


def bombs(number: int) -> bytes:
    return zipped({**shipped_parts(), **{f"word/media/image{n}.png": b"\x00" * 900_000 for n in range(2, number)}})


def _lying() -> bytes:
    size = len(shipped_parts()[DOCUMENT])
    return zipped(shipped_parts()).replace(struct.pack("<L", size), struct.pack("<L", 7))


def _commented(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"{{7*7}}"
    return out.getvalue()


def families() -> dict[str, Case]:
    """Everything about the file itself."""
    return {**dict(formats()), **dict(archives())}
