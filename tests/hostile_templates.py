"""Templates that somebody might upload by mistake or in bad faith, by families, each with what must come of it.

A case is refused with `reason` in its faults; where `reason` is None it is harmless and makes a sound paper.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from dossiers.documents.package import unpack
from dossiers.documents.render import shipped_template
from dossiers.documents.word import DOCUMENT

KIND = "bang_khen"
NAME = "mau.docx"
WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Case:
    """One file to upload: its name, how it is made, and a part of the reason (None where it is harmless)."""

    filename: str
    make: Callable[[], bytes]
    reason: str | None


@cache
def _shipped() -> Parts:
    return unpack(shipped_template(KIND))


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes = b"x", content_type: str = "") -> bytes:
    parts = {**_shipped(), name: content}
    if content_type:
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    return zipped(parts)


def with_xml(xml: str, *, part: str = DOCUMENT, before: str = "<w:sectPr") -> bytes:
    """The shipped template with more markup at the end of its body."""
    text = _shipped()[part].decode()
    at = text.rindex(before)
    return zipped({**_shipped(), part: f"{text[:at]}{xml}{text[at:]}".encode()})


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


def with_text(*texts: str) -> bytes:
    """The shipped template with one more paragraph, a run for each text."""
    return with_xml(paragraph(*(f"<w:t>{text}</w:t>" for text in texts)))


def replaced(old: str, new: str, part: str = DOCUMENT) -> bytes:
    text = _shipped()[part].decode()
    assert old in text, old
    return zipped({**_shipped(), part: text.replace(old, new).encode()})


def with_link(
    kind: str, target: str, *, relations: str = RELATIONS, external: bool = True, used: bool = False
) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    link = f'<Relationship Id="rX" Type="{WORD}{kind}" Target="{target}"{mode}/></Relationships>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts = _shipped()
    changed = parts.get(relations, empty).replace(b"</Relationships>", link.encode())
    if used:
        r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        use = f'<w:p><w:hyperlink {r} r:id="rX"><w:r><w:t>bấm đây</w:t></w:r></w:hyperlink></w:p><w:sectPr'
        parts = {**parts, DOCUMENT: parts[DOCUMENT].replace(b"<w:sectPr", use.encode())}
    return zipped({**parts, relations: changed})


PARTS = {
    "word/vbaProject.bin": "macro",
    "word/vbaData.xml": "macro",
    "word/activeX/activeX1.xml": "ActiveX",
    "word/activeX/activeX1.bin": "ActiveX",
    "word/embeddings/oleObject1.bin": "đối tượng nhúng",
    "word/embeddings/Microsoft_Excel_Sheet.xlsx": "đối tượng nhúng",
    "word/embeddings/bao_cao.docx": "đối tượng nhúng",
    "word/afchunk.mht": "altChunk",
    "word/afchunk1.html": "altChunk",
    "word/afchunk2.rtf": "altChunk",
    "word/fonts/font1.odttf": "phông chữ nhúng",
    "word/charts/chart1.xml": "biểu đồ",
    "word/diagrams/data1.xml": "SmartArt",
    "word/media/image9.emf": "hình không phải PNG",
    "word/media/image9.wmf": "hình không phải PNG",
    "word/media/image9.svg": "hình không phải PNG",
    "word/media/image9.tiff": "hình không phải PNG",
    "word/media/program.exe": "phần lạ",
    "word/media/sub/image1.png": "phần lạ",
    "word/customizations.xml": "thanh công cụ",
    "customUI/customUI14.xml": "thanh công cụ",
    "_xmlsignatures/sig1.xml": "chữ ký số",
    "evil.js": "phần lạ",
    "autorun.inf": "phần lạ",
    "word/printerSettings1.bin": "phần lạ",
    "word/document2.xml": "phần lạ",
    "customXml/vbaProject.bin": "macro",
    "word/glossary/embeddings/oleObject1.bin": "đối tượng nhúng",
    "docProps/custom.xml": None,
    "docProps/thumbnail.emf": None,
    "customXml/item1.xml": None,
    "customXml/itemProps1.xml": None,
    "word/people.xml": None,
    "word/commentsExtended.xml": None,
    "word/glossary/document.xml": None,
    "docMetadata/LabelInfo.xml": None,
}


def parts() -> Iterator[tuple[str, Case]]:
    for name, reason in PARTS.items():
        yield f"part {name}", Case(NAME, lambda name=name: with_part(name), reason)
    for label, content, reason in (
        ("a program", b"MZ\x90\x00", "không đúng với tên"),
        ("a page", b"<html><script>", "không đúng với tên"),
        ("an old office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "đối tượng nhúng"),
        ("a zip", zipped({"a": b"b"}), "tệp nén khác"),
    ):
        yield f"picture that is {label}", Case(NAME, lambda c=content: with_part("word/media/image9.png", c), reason)
    yield (
        "data that is a zip",
        Case(NAME, lambda: with_part("customXml/item9.xml", zipped({"a": b"b"})), "tệp nén khác"),
    )


LINKS = {
    "attachedTemplate": "mẫu hoặc thanh công cụ gắn từ ngoài",
    "oleObject": "đối tượng nhúng",
    "package": "đối tượng nhúng",
    "control": "ActiveX",
    "vbaProject": "macro",
    "aFChunk": "altChunk",
    "subDocument": "văn bản con",
    "image": "liên kết ra ngoài",
    "hyperlink": "Remove Hyperlink",
    "frame": "liên kết ra ngoài",
    "mailMergeSource": "liên kết ra ngoài",
    "mailMergeHeaderSource": "liên kết ra ngoài",
    "transform": "liên kết ra ngoài",
    "video": "liên kết ra ngoài",
    "header": "liên kết ra ngoài",
    "styles": "liên kết ra ngoài",
    "unheardOf": "liên kết ra ngoài",
}
TARGETS = ("http://192.0.2.7/x.dotm", "file:///C:/mau.dotm", "\\\\192.0.2.7\\chung\\mau.dotm", "mhtml:http://x!x")


def links() -> Iterator[tuple[str, Case]]:
    for number, (kind, reason) in enumerate(LINKS.items()):
        target = TARGETS[number % len(TARGETS)]
        yield f"link {kind} to {target}", Case(NAME, lambda k=kind, t=target: with_link(k, t), reason)
    for relations in ("word/_rels/settings.xml.rels", "_rels/.rels", "word/_rels/styles.xml.rels"):
        make = lambda r=relations: with_link("attachedTemplate", "http://192.0.2.7/x.dotm", relations=r)  # noqa: E731
        yield f"template attached by {relations}", Case(NAME, make, "Document Template")
    for target in ("javascript:alert(1)", "mailto:a@b.vn", "ms-word:ofe|u|http://192.0.2.7/x", "#trong"):
        yield (
            f"words that lead to {target}",
            Case(NAME, lambda t=target: with_link("hyperlink", t, used=True), "“bấm đây”"),
        )
    for kind, target, reason in (
        ("image", "media/nowhere.png", "thiếu phần"),
        ("image", "../../../../etc/passwd", "thiếu phần"),
        ("image", "styles.xml", "phần lạ"),
        ("header", "document.xml", "phần lạ"),
        ("vbaProject", "vbaProject.bin", "macro"),
        ("font", "fonts/font1.odttf", "phông chữ nhúng"),
        ("chart", "charts/chart1.xml", "biểu đồ"),
        ("unheardOf", "media/image1.png", "phần lạ"),
    ):
        yield (
            f"inner link {kind} to {target}",
            Case(NAME, lambda k=kind, t=target: with_link(k, t, external=False), reason),
        )


MAIN = "wordprocessingml.document.main+xml"


def content_types() -> Iterator[tuple[str, Case]]:
    prefix = "application/vnd.openxmlformats-officedocument."
    for name, new, reason in (
        ("docm", "application/vnd.ms-word.document.macroEnabled.main+xml", "macro"),
        ("dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "macro"),
        ("dotx", f"{prefix}wordprocessingml.template.main+xml", "tệp mẫu Word"),
        ("xlsx", f"{prefix}spreadsheetml.sheet.main+xml", "phần lạ"),
        ("html", "text/html", "phần lạ"),
        ("nothing", "", "phần lạ"),
    ):
        yield f"main part of type {name}", Case(NAME, lambda n=new: replaced(f"{prefix}{MAIN}", n, TYPES), reason)


def formats() -> Iterator[tuple[str, Case]]:
    sound = zipped(_shipped())
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
    shipped = _shipped()
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
        ("many small bombs", lambda: _bombs(200), "hơn 20 MB"),
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
    out = io.BytesIO(zipped(_shipped()))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, "<x/>")
    return out.getvalue()


def _bombs(number: int) -> bytes:
    return zipped({**_shipped(), **{f"word/media/image{n}.png": b"\x00" * 900_000 for n in range(2, number)}})


def _lying() -> bytes:
    size = len(_shipped()[DOCUMENT])
    return zipped(_shipped()).replace(struct.pack("<L", size), struct.pack("<L", 7))


def _commented(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"{{7*7}}"
    return out.getvalue()


def first_families() -> dict[str, Case]:
    """Everything about the file itself; what stands in its text is in hostile_markup."""
    found: dict[str, Case] = {}
    for family in (parts, links, content_types, formats, archives):
        found.update(family())
    return found
