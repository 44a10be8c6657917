"""Files by their content: stored once under their SHA-256, before the transaction that names them commits."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from flask import current_app

from workflow.errors import Missing


def _folder() -> Path:
    return Path(current_app.config["SETTINGS"].files)


def path_of(sha256: str) -> Path:
    """Return where the content with this hash lies, or would lie."""
    return _folder() / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Store `content` durably and return its SHA-256 in hex; storing the same again changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    return sha256


def get(sha256: str) -> bytes:
    """Return the content with this hash; raises Missing where the file is gone."""
    try:
        return path_of(sha256).read_bytes()
    except FileNotFoundError as fault:
        raise Missing("Tệp không còn trong kho lưu trữ. Báo quản trị viên kiểm tra bản sao lưu.") from fault
