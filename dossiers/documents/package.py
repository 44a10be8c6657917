"""The .docx file as a set of parts, written so that equal parts make equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST = ("[Content_Types].xml", "_rels/.rels")
NO_TIME = (1980, 1, 1, 0, 0, 0)


def unpack(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by name. Raises zipfile.BadZipFile for anything else."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write the parts in a fixed order and without times, so that the same parts give the same bytes.

    Nothing is compressed: compression libraries differ between machines, and the file's SHA-256 must not.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda part: (part not in FIRST, part)):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return out.getvalue()
