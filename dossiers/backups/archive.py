"""The file of a backup: a compressed tar of the database, the stored files and the keys, and last of all its manifest.

The manifest names every part with its SHA-256, and its own hash stands in its name: whatever is changed, lost or cut
off is noticed before anything of the archive is used.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from workflow.errors import Refused

FORMAT = 1
DATABASE = "database"
# What an instance keeps for itself beside the database (config.kept_key): without them people sign in anew, sealed
# votes can't be counted, and a holder's identity number is not recognised again.
KEYS = ("secret_key", "ballot_key", "identity_key")
_PART = re.compile(rf"{DATABASE}|keys/({'|'.join(KEYS)})|files/[0-9a-f]{{64}}")
_MANIFEST = re.compile(r"manifest-([0-9a-f]{64})\.json")
_PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself; `entries`, `root` and `intact` are the journal's on the day of the backup."""

    database: str  # the dialect's name
    revision: str  # the migration that the database had reached
    made_at: str  # ISO 8601 with offset
    entries: int
    root: str
    intact: bool
    parts: dict[str, str] = field(default_factory=dict)  # name: SHA-256 in hex
    format: int = FORMAT


class Writer:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.parts: dict[str, str] = {}

    def add(self, name: str, source: Path) -> None:
        """Put a file into the archive under `name`; the file must not change meanwhile."""
        with source.open("rb") as content:
            self.parts[name] = hashlib.file_digest(content, "sha256").hexdigest()
            size = content.tell()
            content.seek(0)
            self._add(name, content, size)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, which ends the archive."""
        written = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode()
        self._add(f"manifest-{hashlib.sha256(written).hexdigest()}.json", io.BytesIO(written), len(written))

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, content)


@contextmanager
def writing(file: IO[bytes]) -> Iterator[Writer]:
    """Open an archive in `file`."""
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
        yield Writer(tar)


def unpack(file: Path, into: Path) -> Manifest:
    """Lay the parts of an archive under the folder `into`, and return its manifest.

    Raises Refused, in one sentence, where the file is no archive of ours, or is damaged or cut off anywhere.
    """
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    try:
        with gzip.open(file) as packed, tarfile.open(fileobj=packed, mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isfile() else None
                told = _MANIFEST.fullmatch(member.name)
                if content is None or manifest is not None or not (told or _PART.fullmatch(member.name)):
                    raise Refused(f"{file}: không phải bản sao lưu của Vinh Danh (có phần lạ “{member.name}”)")
                if told:
                    manifest = _manifest(content.read(), told[1], file)
                else:
                    found[member.name] = _lay(content, into / member.name)
            while packed.read(_PIECE):  # to the checksum at the very end
                pass
    except FileNotFoundError as fault:
        raise Refused(f"{file}: không có tệp này") from fault
    except (IsADirectoryError, PermissionError) as fault:
        raise Refused(f"{file}: không đọc được tệp ({fault.strerror})") from fault
    except (tarfile.TarError, EOFError, zlib.error, OSError) as fault:
        raise Refused(f"{file}: không phải bản sao lưu, hoặc đã hỏng hay bị cắt cụt; chưa khôi phục gì") from fault
    if manifest is None:
        raise Refused(f"{file}: bản sao lưu bị cắt cụt, thiếu phần cuối; chưa khôi phục gì")
    differing = sorted(
        name for name in {*found, *manifest.parts} if found.get(name, "") != manifest.parts.get(name, "")
    )
    if differing or DATABASE not in found:
        named = differing[0] if differing else DATABASE
        raise Refused(f"{file}: bản sao lưu đã hỏng, phần “{named}” mất hoặc không đúng mã băm; chưa khôi phục gì")
    return manifest


def _manifest(written: bytes, sha256: str, file: Path) -> Manifest:
    if hashlib.sha256(written).hexdigest() != sha256:
        raise Refused(f"{file}: bản sao lưu đã hỏng, bản kê của nó không đúng mã băm; chưa khôi phục gì")
    try:
        told: dict[str, Any] = json.loads(written)
        manifest = Manifest(**told)
    except (ValueError, TypeError) as fault:
        raise Refused(f"{file}: không đọc được bản kê của bản sao lưu; chưa khôi phục gì") from fault
    if manifest.format != FORMAT:
        raise Refused(f"{file}: bản sao lưu do phiên bản Vinh Danh khác lập; dùng đúng phiên bản đó để khôi phục")
    return manifest


def _lay(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as file:
        path.chmod(0o600)
        while piece := content.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
