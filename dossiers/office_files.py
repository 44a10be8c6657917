"""Word and Excel files from outside: a zip archive judged by its directory, and XML that declares nothing.

Nothing is unpacked to disk or executed, and what a part inflates to is counted while it is read.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.parsers import expat

MB = 1024 * 1024
SMALL = MB  # below this no ratio is suspicious
_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """How large an archive may be: members, bytes when inflated, and how often its own size that may be."""

    members: int
    unpacked: int
    ratio: int


class Unreadable(Exception):
    """Why an archive or an XML part is not taken: sentences without a subject ("có hai phần trùng tên …")."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@contextmanager
def opened(content: bytes, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose directory is in order; raises Unreadable, also for what breaks while it is read."""
    try:
        if content.count(_ENTRY) > limits.members:
            raise Unreadable(_too_many(limits))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if reasons := list(_directory_faults(archive, len(content), limits)):
                raise Unreadable(*reasons)
            yield archive
    except _BROKEN as fault:
        raise Unreadable("tệp hỏng hoặc không phải tệp Word, Excel. Mở bằng Word, Excel rồi lưu lại.") from fault


def _too_many(limits: Limits) -> str:
    return f"có hơn {limits.members} phần bên trong."


def _directory_faults(archive: zipfile.ZipFile, size: int, limits: Limits) -> Iterator[str]:
    members = archive.infolist()
    names = [info.filename for info in members]
    unpacked = sum(info.file_size for info in members)
    if len(members) > limits.members:
        yield _too_many(limits)
    if unpacked > limits.unpacked:
        yield f"giải nén ra hơn {limits.unpacked // MB} MB."
    elif unpacked > max(SMALL, limits.ratio * size):
        yield f"giải nén ra hơn {limits.ratio} lần dung lượng tệp, dấu hiệu của tệp nén độc hại."
    if len({name.casefold() for name in names}) != len(names):
        yield "có hai phần trùng tên bên trong."
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        yield "có đường dẫn trỏ ra ngoài tệp."
    if any(info.flag_bits & 0x1 for info in members):
        yield "tệp đặt mật khẩu. Bỏ mật khẩu rồi tải lại."
    if any(info.compress_type not in _METHODS for info in members):
        yield "có phần nén theo cách mà Word, Excel không dùng. Mở bằng Word, Excel rồi lưu lại."


def inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    """Return a member's content of at most `room` bytes; raises Unreadable for more, whatever its header says."""
    with archive.open(info) as part:
        content = part.read(room + 1)
    if len(content) > room:
        raise Unreadable(f"có phần “{info.filename}” giải nén ra quá lớn.")
    return content


class Enough(Exception):
    """Thrown by what looks at elements, when it has seen what it wanted."""


def walk(
    xml: bytes,
    on_element: Callable[[str, dict[str, str]], None],
    on_end: Callable[[str], None] | None = None,
    *,
    is_whole: bool = True,
) -> None:
    """Call `on_element` with the name ("namespace name") and attributes of each element, building nothing.

    Raises Unreadable for a DOCTYPE (so that no entity is ever declared) and for what is not XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _forbid_doctype
    parser.StartElementHandler = on_element
    parser.EndElementHandler = on_end
    try:
        parser.Parse(xml, is_whole)
    except Enough:
        return
    except (expat.ExpatError, ValueError, LookupError) as fault:  # the last for an encoding that nobody knows
        raise Unreadable("có phần XML hỏng bên trong.") from fault
    if not is_whole:
        raise Unreadable("có phần XML không đọc được bên trong.")


def _forbid_doctype(*_declaration: object) -> None:
    raise Unreadable("có khai báo DOCTYPE, không phải do Word hay Excel tạo ra.")
