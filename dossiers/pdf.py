"""PDF by LibreOffice: an optional help behind one function; without it everything else works and says why.

Each conversion is a process of its own with a throw-away profile, no macros, no updated links, a time limit after
which its whole process group is killed, and none of our secrets in its environment.  Where the kernel lets us
(`unshare`), it also has no network at all; elsewhere a proxy that leads nowhere is all that stands in its way.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from flask import current_app

from config import Settings
from dossiers import storage
from workflow.errors import Refused

MAX_WORD = 20 * 1024 * 1024
WAIT_SECONDS = 10
FONT = "Times New Roman"
MAGIC = b"%PDF-"
NOT_INSTALLED = (
    "Máy chủ chưa có LibreOffice nên chưa lập được bản PDF; bản Word vẫn tải về được. "
    "Quản trị viên xem tài liệu vận hành, mục “Bản PDF”."
)
# PDF/A-2b keeps its fonts and needs nothing from outside, as archives ask; tagged, so that it can be read aloud.
OPTIONS = {"SelectPdfVersion": {"type": "long", "value": "2"}, "UseTaggedPDF": {"type": "boolean", "value": "true"}}
FILTER = f"pdf:writer_pdf_Export:{json.dumps(OPTIONS)}"
FENCE = ("unshare", "--user", "--map-root-user", "--net", "--")
NOWHERE = "127.0.0.1:9"
# Macros never run, links are never followed: the least that a strange document may do.
_SWITCHES = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
)
_SWITCH = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    f"{''.join(_SWITCH.format(*switch) for switch in _SWITCHES)}</oor:items>\n"
)


class NoPdf(Refused):
    """A PDF that could not be made; the message says why and what to do."""

    title = "Chưa lập được bản PDF"


def lacking() -> str:
    """Return why this machine makes no PDF, as a sentence; empty where it does."""
    return "" if shutil.which(_settings().soffice) else NOT_INSTALLED


def of(sha256: str) -> bytes:
    """Return the PDF of the stored Word file with this hash: made once, then kept by that hash.

    Raises Missing where the Word file is gone, NoPdf where it can't be converted now.
    """
    path = _kept(f"{sha256}.pdf")
    if path.exists() and (kept := path.read_bytes()).startswith(MAGIC):
        return kept
    made = convert(storage.get(sha256))
    storage.write(path, made)
    storage.write(_kept(storage.hash_of(made)), sha256.encode())
    return made


def word_of(sha256: str) -> str:
    """Return the hash of the Word file that the PDF with this hash was made of; the hash itself for other files."""
    path = _kept(sha256)
    return path.read_text(encoding="ascii") if path.exists() else sha256


def _kept(name: str) -> Path:
    return _settings().pdf_cache / name[:2] / name


def convert(word: bytes) -> bytes:
    """Return the PDF of a Word file.  Raises NoPdf; one conversion at a time, so that pages are still answered."""
    if why := lacking():
        raise NoPdf(why)
    if len(word) > MAX_WORD:
        raise NoPdf(f"Văn bản lớn hơn {MAX_WORD // 1024 // 1024} MB nên không lập bản PDF. Tải bản Word.")
    if not zipfile.is_zipfile(io.BytesIO(word)):
        raise NoPdf("Tệp này không phải văn bản Word đọc được, nên không lập được bản PDF.")
    with _turn(), tempfile.TemporaryDirectory(prefix="vinhdanh-pdf-", ignore_cleanup_errors=True) as folder:
        return _converted(word, Path(folder))


def _converted(word: bytes, folder: Path) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    (folder / "van-ban.docx").write_bytes(word)
    _run(
        [
            *fence(),
            str(shutil.which(_settings().soffice)),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            FILTER,
            "--outdir",
            str(folder),
            str(folder / "van-ban.docx"),
        ],
        folder,
    )
    made = folder / "van-ban.pdf"
    content = made.read_bytes() if made.exists() else b""
    if not content.startswith(MAGIC):
        raise NoPdf("LibreOffice không chuyển được văn bản này. Tải bản Word; báo quản trị viên nếu lặp lại.")
    return content


def _run(command: list[str], folder: Path) -> None:
    """Run a command with a time limit; whatever it started ends with it."""
    limit = _settings().pdf_seconds
    process = subprocess.Popen(  # noqa: S603 our own command, the file's name is ours
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        raise NoPdf(
            f"LibreOffice chưa chuyển xong sau {limit} giây nên bị dừng. Thử lại sau; bản Word vẫn tải được."
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    proxy = f"http://{NOWHERE}"
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), proxy),
    }


@lru_cache(maxsize=1)
def fence() -> tuple[str, ...]:
    """Return the words before a command that take all network from it; none where this system does not let us."""
    if not shutil.which(FENCE[0]):
        return ()
    tried = subprocess.run([*FENCE, "true"], capture_output=True, check=False)  # noqa: S603 a fixed command
    return FENCE if tried.returncode == 0 else ()


@lru_cache(maxsize=1)
def font_doubt() -> str:
    """Return what is wrong with the font that stands for Times New Roman on this machine; empty where nothing is."""
    if not (matcher := shutil.which("fc-match")):
        return ""
    asked = [matcher, "--format", "%{family}|%{lang}", FONT]
    family, _, languages = subprocess.run(asked, capture_output=True, check=False, text=True).stdout.partition("|")  # noqa: S603
    if "vi" in languages.split("|"):
        return ""
    return (
        f"Phông {family or 'thay thế'} trên máy chủ thiếu chữ tiếng Việt nên bản PDF lẫn hai phông chữ. "
        f"Quản trị viên cài fonts-liberation2 hoặc {FONT}."
    )


@contextmanager
def _turn() -> Iterator[None]:
    """Wait a little for one's turn; raises NoPdf where others take longer."""
    place = _settings().pdf_cache
    place.mkdir(parents=True, exist_ok=True)
    with (place / "turn").open("w") as door:
        until = time.monotonic() + WAIT_SECONDS
        while not _entered(door.fileno()):
            if time.monotonic() > until:
                raise NoPdf("Máy chủ đang lập một bản PDF khác. Thử lại sau ít phút.")
            time.sleep(0.1)
        yield


def _entered(door: int) -> bool:
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
