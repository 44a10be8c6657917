"""The .docx file as a set of parts, written so that equal parts make equal bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote

from dossiers.office_files import walk

FIRST = ("[Content_Types].xml", "_rels/.rels")
TYPES = FIRST[0]
NO_TIME = (1980, 1, 1, 0, 0, 0)
RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types "


@dataclass(frozen=True)
class Link:
    """A relationship of a part: its id, the last word of its type, and where it leads."""

    id: str
    kind: str
    target: str
    is_external: bool


def unpack(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by name. Raises zipfile.BadZipFile for anything else."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes], *, is_compressed: bool = False) -> bytes:
    """Write the parts in a fixed order and without times, so that the same parts give the same bytes.

    Papers are not compressed: compression libraries differ between machines, and the file's SHA-256 must not.
    """
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name in sorted(parts, key=_place):
            archive.writestr(_entry(name), parts[name], compress_type=method)
    return out.getvalue()


def pack_stream(out: BinaryIO, parts: Mapping[str, bytes], streamed: str, chunks: Iterable[bytes]) -> None:
    """Write the parts as `pack` does, and the part `streamed` piece by piece, so that it is never held whole.

    `out` must be a file that can be sought in: the directory is corrected when the length is known.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted({*parts, streamed}, key=_place):
            if name != streamed:
                archive.writestr(_entry(name), parts[name])
                continue
            with archive.open(_entry(name), "w") as part:
                for chunk in chunks:
                    part.write(chunk)


def _place(name: str) -> tuple[bool, str]:
    return name not in FIRST, name


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.create_system = 0
    return entry


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`, or of the whole file for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links_of(parts: Mapping[str, bytes], part: str) -> Iterator[Link]:
    """Yield the relationships of a part, or of the whole file for "". Raises Unreadable for what is not XML."""
    found: list[dict[str, str]] = []
    folder = posixpath.dirname(part)
    if (relations := parts.get(relations_of(part))) is not None:
        walk(relations, lambda tag, attributes: found.append(attributes) if tag == RELATIONSHIP else None)
    for each in found:
        is_external = each.get("TargetMode", "").lower() == "external"
        target = each.get("Target", "")
        where = target if is_external else posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
        yield Link(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], where, is_external)


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content type of every part that has one. Raises Unreadable for what is not XML."""
    by_extension: dict[str, str] = {}
    by_name: dict[str, str] = {}

    def note(tag: str, attributes: dict[str, str]) -> None:
        content = attributes.get("ContentType", "")
        if tag == f"{CONTENT}Default":
            by_extension[attributes.get("Extension", "").lower()] = content
        elif tag == f"{CONTENT}Override":
            by_name[unquote(attributes.get("PartName", "")).lstrip("/")] = content

    walk(parts.get(TYPES, b""), note)
    found = {name: by_name.get(name) or by_extension.get(name.rpartition(".")[2].lower()) for name in parts}
    return {name: content for name, content in found.items() if content}
