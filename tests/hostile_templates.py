"""Templates that somebody might upload by mistake or in bad faith, by families, each with what must come of it.

A case is refused with `reason` in its faults; where `reason` is None it is harmless and makes a sound paper.
"""

from __future__ import annotations

import io
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
def shipped_parts() -> Parts:
    return unpack(shipped_template(KIND))


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes = b"x", content_type: str = "") -> bytes:
    parts = {**shipped_parts(), name: content}
    if content_type:
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    return zipped(parts)


def with_xml(xml: str, *, part: str = DOCUMENT, before: str = "<w:sectPr") -> bytes:
    """The shipped template with more markup at the end of its body."""
    text = shipped_parts()[part].decode()
    at = text.rindex(before)
    return zipped({**shipped_parts(), part: f"{text[:at]}{xml}{text[at:]}".encode()})


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


def with_text(*texts: str) -> bytes:
    """The shipped template with one more paragraph, a run for each text."""
    return with_xml(paragraph(*(f"<w:t>{text}</w:t>" for text in texts)))


def replaced(old: str, new: str, part: str = DOCUMENT) -> bytes:
    text = shipped_parts()[part].decode()
    assert old in text, old
    return zipped({**shipped_parts(), part: text.replace(old, new).encode()})


def with_link(
    kind: str, target: str, *, relations: str = RELATIONS, external: bool = True, used: bool = False
) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    link = f'<Relationship Id="rX" Type="{WORD}{kind}" Target="{target}"{mode}/></Relationships>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts = shipped_parts()
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


def families() -> dict[str, Case]:
    """Everything about parts and what leads to them."""
    return {**dict(parts()), **dict(links()), **dict(content_types())}
