"""What may be uploaded: PDF, Word, Excel and pictures, looked at before anything is stored.

Of a Word or Excel file the directory is judged first, then the few parts that could make it reach outside of itself.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from dossiers.office_files import Enough, Limits, Unreadable, opened, walk
from workflow.errors import Invalid

MAX_SIZE = 20 * 1024 * 1024
LIMITS = Limits(members=2_000, unpacked=200 * 1024 * 1024, ratio=1_100)  # deflate itself reaches 1,032
MAX_PROLOG = 64 * 1024
MAX_RELATIONS = 2 * 1024 * 1024
MAX_NAME = 150

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ACTIVE = re.compile(r"vbaProject|vbaData|/activeX/|oleObject|/macrosheets/|/externalLinks/", re.IGNORECASE)
_UNSAFE_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True)
class Upload:
    """A file that may be stored: its safe name, its type by content, and the content itself."""

    filename: str
    media_type: str
    content: bytes


class _Refusal(Exception):
    """Why a file is not taken; the message is shown."""


def checked(filename: str, content: bytes) -> Upload:
    """Return the file if it may be stored; raises Invalid (field `files`) with the reason."""
    name = safe_name(filename)
    try:
        media_type = _media_type(name, content)
    except _Refusal as refusal:
        raise Invalid({"files": f"Tệp “{name}”: {refusal}"}) from None
    return Upload(name, media_type, content)


def safe_name(filename: str) -> str:
    """Return a file's own name without folders and without what file systems forbid."""
    own = unicodedata.normalize("NFC", re.split(r"[/\\]", filename)[-1])
    visible = "".join(c for c in own if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    own = " ".join(_UNSAFE_IN_NAMES.sub(" ", visible).split()).strip(". ")
    stem, dot, extension = own.rpartition(".")
    return f"{stem[:MAX_NAME]}{dot}{extension[:10]}" if stem else (own[:MAX_NAME] or "tep")


def _media_type(name: str, content: bytes) -> str:
    kind = _KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise _Refusal("chỉ nhận tệp PDF, DOCX, XLSX, PNG, JPEG.")
    if not content:
        raise _Refusal("tệp rỗng.")
    if len(content) > MAX_SIZE:
        raise _Refusal(f"lớn hơn {MAX_SIZE // 1024 // 1024} MB. Giảm dung lượng hoặc chia nhỏ rồi tải lại.")
    if not content.startswith(kind.magic):
        raise _Refusal("nội dung không đúng với phần mở rộng của tên tệp. Lưu lại đúng định dạng rồi tải lên.")
    kind.check(content)
    return kind.media_type


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise _Refusal("tệp PDF bị cụt, thiếu phần cuối. Tải lại từ bản gốc.")


def _check_png(content: bytes) -> None:
    if b"IEND" not in content[-64:]:
        raise _Refusal("ảnh PNG bị cụt. Tải lại từ bản gốc.")


def _check_jpeg(content: bytes) -> None:
    if b"\xff\xd9" not in content[-4096:]:
        raise _Refusal("ảnh JPEG bị cụt. Tải lại từ bản gốc.")


def _check_word(content: bytes) -> None:
    _check_package(content, "word/document.xml")


def _check_excel(content: bytes) -> None:
    _check_package(content, "xl/workbook.xml")


def _check_package(content: bytes, main_part: str) -> None:
    try:
        with opened(content, LIMITS) as package:
            _check_names(package.namelist(), main_part)
            for info in package.infolist():
                _check_part(package, info)
    except Unreadable as fault:
        raise _Refusal(" ".join(fault.reasons)) from fault


def _check_names(names: list[str], main_part: str) -> None:
    if "[Content_Types].xml" not in names or main_part not in names:
        raise _Refusal("không phải tệp Word, Excel đúng với phần mở rộng.")
    if any(_ACTIVE.search(name) for name in names):
        raise _Refusal("có macro, đối tượng nhúng hoặc liên kết ngoài. Lưu lại thành bản không có các phần đó.")


def _check_part(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    name = info.filename.lower()
    if name.endswith(".rels"):
        walk(_read(package, info, MAX_RELATIONS), _forbid_outside)
    elif name == "[content_types].xml":
        walk(_read(package, info, MAX_RELATIONS), _forbid_macro_types)
    elif name.endswith((".xml", ".vml")):
        _check_prolog(package, info)


def _read(package: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.file_size > limit:
        raise _Refusal("có phần mô tả lớn bất thường bên trong.")
    return package.read(info)


def _forbid_outside(_tag: str, attributes: dict[str, str]) -> None:
    # A hyperlink waits for a click; anything else that is external is fetched when the file is opened.
    is_external = attributes.get("TargetMode", "").lower() == "external"
    if is_external and not attributes.get("Type", "").endswith("/hyperlink"):
        raise _Refusal("có liên kết tự tải từ bên ngoài. Nhúng nội dung vào tệp rồi tải lại.")


def _forbid_macro_types(_tag: str, attributes: dict[str, str]) -> None:
    if "macroenabled" in attributes.get("ContentType", "").lower():
        raise _Refusal("có macro. Lưu thành .docx hoặc .xlsx không có macro.")


def _check_prolog(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """A document type stands before the first element, so that only the beginning is read."""
    with package.open(info) as part:
        walk(part.read(MAX_PROLOG), _stop, is_whole=False)


def _stop(_tag: str, _attributes: dict[str, str]) -> None:
    raise Enough


@dataclass(frozen=True)
class _Kind:
    media_type: str
    magic: bytes
    check: Callable[[bytes], None]


_JPEG = _Kind("image/jpeg", b"\xff\xd8\xff", _check_jpeg)
_KINDS = {
    ".pdf": _Kind("application/pdf", b"%PDF-", _check_pdf),
    ".docx": _Kind(_WORD, b"PK\x03\x04", _check_word),
    ".xlsx": _Kind(_EXCEL, b"PK\x03\x04", _check_excel),
    ".png": _Kind("image/png", b"\x89PNG\r\n\x1a\n", _check_png),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
}
ACCEPTED = ",".join(_KINDS)
