"""Files by their content: stored once under their SHA-256, before the transaction that names them commits."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from flask import current_app

from workflow.errors import Missing

GONE = "Tệp không còn trong kho lưu trữ. Báo quản trị viên khôi phục từ bản sao lưu."
DAMAGED = (
    "Tệp trong kho lưu trữ đã bị thay đổi hoặc hỏng: nội dung không còn đúng với mã băm đã ghi, nên không được gửi đi. "
    "Báo quản trị viên khôi phục từ bản sao lưu."
)


class Condition(StrEnum):
    """How a stored file is found today."""

    INTACT = "intact"
    DAMAGED = "damaged"
    GONE = "gone"


def path_of(sha256: str) -> Path:
    """Return where the content with this hash lies, or would lie."""
    folder: Path = current_app.config["SETTINGS"].files
    return folder / sha256[:2] / sha256


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of a content in hex, its name in the store."""
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Store `content` durably and return its SHA-256 in hex; storing the same again repairs a damaged file."""
    sha256 = hash_of(content)
    if condition_of(sha256) is not Condition.INTACT:
        write(path_of(sha256), content)
    return sha256


def put_written(write_to: Callable[[BinaryIO], object]) -> tuple[str, int]:
    """Store durably what `write_to` writes into a file, without ever holding it whole; returns its SHA-256 and size.

    What `write_to` raises leaves nothing behind.
    """
    folder: Path = current_app.config["SETTINGS"].files
    with tempfile.NamedTemporaryFile(mode="w+b", dir=folder, delete=False) as file:
        made = Path(file.name)
        try:
            write_to(cast("BinaryIO", file))
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    size = made.stat().st_size
    path_of(sha256).parent.mkdir(parents=True, exist_ok=True)
    made.replace(path_of(sha256))
    return sha256, size


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, durably, also under the eyes of others who write or read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def condition_of(sha256: str) -> Condition:
    """Read the content with this hash again and say how it is found."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError:
        return Condition.GONE
    return Condition.INTACT if hash_of(content) == sha256 else Condition.DAMAGED


def get(sha256: str) -> bytes:
    """Return the content with this hash; raises Missing where the file is gone or no longer what was stored."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError as fault:
        raise Missing(GONE) from fault
    if hash_of(content) != sha256:
        raise Missing(DAMAGED)
    return content
