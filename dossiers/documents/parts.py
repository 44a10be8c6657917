"""Which parts a template's file may have: those that a paper needs, those left behind, and why others are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from dossiers.documents.faults import Fault
from dossiers.documents.package import TYPES, Link, content_types, links_of, relations_of
from dossiers.documents.word import DOCUMENT, parse, tag

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "application/vnd.openxmlformats-package"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")  # where marks may stand


@dataclass(frozen=True)
class Role:
    """What a kind of relationship leads to: how the part may be named, its content types, its outermost element."""

    name: re.Pattern[str]
    types: tuple[str, ...]
    root: str = ""


def _word(kind: str, name: str = "", root: str = "") -> Role:
    """A part of Word's own markup; text parts have their outermost element looked at by `markup`."""
    return Role(re.compile(name or rf"word/{kind}\.xml"), (f"{_WML}.{kind}+xml",), tag(root) if root else "")


ROLES: Mapping[str, Role] = {
    "officeDocument": Role(re.compile(r"word/document\.xml"), (f"{_WML}.document.main+xml",)),
    "styles": _word("styles", root="styles"),
    "settings": _word("settings", root="settings"),
    "numbering": _word("numbering", root="numbering"),
    "webSettings": _word("webSettings", root="webSettings"),
    "fontTable": _word("fontTable", root="fonts"),
    "footnotes": _word("footnotes"),
    "endnotes": _word("endnotes"),
    "header": _word("header", r"word/header\d*\.xml"),
    "footer": _word("footer", r"word/footer\d*\.xml"),
    "stylesWithEffects": Role(
        re.compile(r"word/stylesWithEffects\.xml"), ("application/vnd.ms-word.stylesWithEffects+xml",), tag("styles")
    ),
    "theme": Role(
        re.compile(r"word/theme/theme\d*\.xml"),
        (f"{_OFFICE}.theme+xml",),
        "{http://schemas.openxmlformats.org/drawingml/2006/main}theme",
    ),
    "image": Role(
        re.compile(r"word/media/[\w\-]+\.(png|jpe?g|gif)"), ("image/png", "image/jpeg", "image/jpg", "image/gif")
    ),
    "core-properties": Role(
        re.compile(r"docProps/core\.xml"),
        (f"{_PACKAGE}.core-properties+xml",),
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties",
    ),
    "extended-properties": Role(
        re.compile(r"docProps/app\.xml"),
        (f"{_OFFICE}.extended-properties+xml",),
        "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Properties",
    ),
}
PLUMBING = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(theme/)?_rels/\w+\.xml\.rels")
# What Word keeps for itself; a paper that is made from the template does without.
LEFT_BEHIND = re.compile(
    r"customXml/.*|docMetadata/.*|docProps/(custom\.xml|thumbnail\.\w+)|word/(people|comments\w*|intelligence\w*)\.xml|"
    r"word/(glossary|documenttasks)/.*|word/_rels/comments\w*\.xml\.rels"
)
LEFT_KINDS = re.compile(
    r"custom-properties|customXml|thumbnail|glossaryDocument|people|comments\w*|classificationlabels|intelligence\w*|"
    r"documenttasks"
)
MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
EMBEDDED = "đối tượng nhúng (bảng Excel, tệp đính kèm, công thức cũ…). Bỏ đối tượng, hoặc dán lại ở dạng hình ảnh."
# The first that fits a part's name, a content type or the last word of a relationship's type says why it is refused.
REASONS = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"vba(Project|Data)|macroEnabled", "macro. Lưu lại thành “Word Document (*.docx)”, không có macro."),
        (r"template\.main", "kiểu tệp mẫu Word (.dotx). Lưu lại thành “Word Document (*.docx)”."),
        (r"activeX|^control$", "điều khiển ActiveX. Xóa nút, ô điều khiển khỏi văn bản."),
        (r"oleObject|embeddings/|^package$", EMBEDDED),
        (r"afchunk", "nội dung lấy từ tệp khác (altChunk). Mở bằng Word, chép nội dung vào rồi lưu lại."),
        (r"^subDocument$", "văn bản con lấy từ tệp khác. Chép nội dung vào rồi lưu lại."),
        (r"attachedTemplate|attachedToolbars|keyMap|customizations", "mẫu hoặc thanh công cụ gắn từ ngoài. "
         "Trong Word chọn Developer, Document Template, xóa đường dẫn mẫu rồi lưu lại."),
        (r"customUI|extensibility", "thanh công cụ riêng. Chép nội dung sang tệp mới rồi lưu lại."),
        (r"chart|diagram", "biểu đồ hoặc SmartArt. Chép rồi dán lại ở dạng hình ảnh."),
        (r"^word/fonts/|odttf|^font$", "phông chữ nhúng. Vào File, Options, Save của Word, bỏ “Embed fonts”."),
        (r"signature", "chữ ký số. Bỏ chữ ký khỏi mẫu; văn bản lập ra sẽ được ký sau."),
        (r"\.(emf|wmf|svg|tiff?|bmp|webp|heic)$", "hình không phải PNG, JPEG hay GIF. Lưu thành PNG rồi chèn lại."),
    )
)  # fmt: skip
ACTIVE = REASONS[:5]  # those that no part may have, not even one that is left behind
STRANGE = "phần lạ mà văn bản Word không cần. Chép nội dung sang một tệp Word mới rồi lưu lại."


def role_of(name: str) -> Role | None:
    """Return what a part of that name is for, or None."""
    return next((role for role in ROLES.values() if role.name.fullmatch(name)), None)


def needed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that a paper needs, with nothing that leads to those left behind."""
    left = [name for name in parts if LEFT_BEHIND.fullmatch(name)]
    if not left:
        return dict(parts)
    kept = {name: content for name, content in parts.items() if name not in left}
    for name in ("", DOCUMENT):
        gone = {link.id for link in links_of(parts, name) if LEFT_KINDS.fullmatch(link.kind)}
        if gone:
            kept[relations_of(name)] = _without(kept[relations_of(name)], "Id", gone)
    kept[TYPES] = _without(kept[TYPES], "PartName", {f"/{name}" for name in left})
    return kept


def _without(xml: bytes, key: str, gone: set[str]) -> bytes:
    root = parse(xml)
    for child in [each for each in root if each.get(key) in gone]:
        root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def check(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield what is wrong with the parts and with the relationships of what has no text of its own.

    Raises Unreadable where relationships or content types are not XML.
    """
    if TYPES not in parts or DOCUMENT not in parts:
        yield Fault("Không phải tệp Word (.docx). Mở bằng Word rồi lưu lại thành “Word Document (*.docx)”.")
        return
    types = content_types(parts)
    for name, content in parts.items():
        if reason := _reason(name, content, types.get(name, "")):
            yield Fault(f"Có {reason}", name)
    for name in ("", *parts):
        for link in links_of(parts, name) if not LEFT_BEHIND.fullmatch(name) and not STORY.fullmatch(name) else ():
            if message := link_fault(link, parts):
                yield Fault(message, name or "_rels/.rels")
    if not any(link.target == DOCUMENT for link in links_of(parts, "")):
        yield Fault("Phần chính của tệp không nằm ở chỗ của văn bản Word. Mở bằng Word rồi lưu lại.")


def _reason(name: str, content: bytes, content_type: str) -> str:
    is_left = LEFT_BEHIND.fullmatch(name) is not None
    role = role_of(name)
    if (role is None or content_type not in role.types) and not PLUMBING.fullmatch(name):
        reasons = ACTIVE if is_left else REASONS
        said = next((reason for pattern, reason in reasons if pattern.search(name) or pattern.search(content_type)), "")
        if said or not is_left:
            return said or STRANGE
    if content.startswith(ZIP):
        return "một tệp nén khác bên trong. Xóa tệp đính kèm khỏi văn bản rồi lưu lại."
    extension = name.rpartition(".")[2].lower()
    if content.startswith(OLE):
        return EMBEDDED
    if extension in MAGIC and role and not content.startswith(MAGIC[extension]):
        return "hình có nội dung không đúng với tên. Chèn lại hình PNG hoặc JPEG."
    if role and role.root and parse(content).tag != role.root:
        return "nội dung không đúng với tên phần. Mở bằng Word rồi lưu lại."
    return ""


def link_fault(link: Link, parts: Mapping[str, bytes]) -> str:
    """Say why a relationship is refused: it leads out of the file, to nothing, or to what it should not; or ""."""
    said = next((reason for pattern, reason in REASONS if pattern.search(link.kind)), "")
    if link.is_external:
        return f"Có liên kết ra ngoài tới “{link.target[:80]}”. {_remedy(link.kind)}" if not said else f"Có {said}"
    if LEFT_KINDS.fullmatch(link.kind):
        return ""
    role = ROLES.get(link.kind)
    if role is None:
        return f"Có {said or STRANGE}"
    if link.target not in parts:
        return f"Tệp hỏng: thiếu phần “{link.target[:80]}”. Mở bằng Word rồi lưu lại."
    if not role.name.fullmatch(link.target):
        extension = next((reason for pattern, reason in REASONS if pattern.search(link.target)), "")
        return f"Có {extension or STRANGE}"
    return ""


def _remedy(kind: str) -> str:
    if kind == "hyperlink":
        return "Bấm chuột phải vào chữ, chọn Remove Hyperlink (bỏ siêu liên kết); chữ vẫn còn."
    return "Chèn lại nội dung vào trong tệp, không liên kết." if kind == "image" else "Bỏ liên kết rồi lưu lại."
