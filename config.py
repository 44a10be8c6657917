"""Settings: read from the environment once, checked at start, every fault named at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PDF_SECONDS = 60


class SettingsError(Exception):
    """The environment holds values the program can't run with; the message names every one."""


@dataclass(frozen=True)
class Settings:
    """What an operator may set; each field's metadata says how (see docs/operators.md)."""

    home: Path = field(metadata={"env": "VINHDANH_HOME", "help": "thư mục của bản cài đặt"})
    database_url: str = field(metadata={"env": "DATABASE_URL", "help": "cơ sở dữ liệu"})
    secret_key: str = field(repr=False, metadata={"env": "SECRET_KEY", "help": "khóa ký cookie"})
    province: str = field(metadata={"env": "VINHDANH_PROVINCE", "help": "gói quy định của tỉnh"})
    secure_cookies: bool = field(metadata={"env": "VINHDANH_SECURE_COOKIES", "help": "chỉ gửi cookie qua HTTPS"})
    trusted_proxies: int = field(metadata={"env": "VINHDANH_TRUSTED_PROXIES", "help": "số máy chủ trung gian tin cậy"})
    base_url: str = field(metadata={"env": "VINHDANH_BASE_URL", "help": "địa chỉ công khai, in trong mã QR"})
    soffice: str = field(metadata={"env": "VINHDANH_SOFFICE", "help": "lệnh soffice của LibreOffice, để lập bản PDF"})
    pdf_seconds: int = field(metadata={"env": "VINHDANH_PDF_SECONDS", "help": "thời gian tối đa lập một bản PDF"})
    embedded_jobs: bool = field(metadata={"env": "VINHDANH_EMBEDDED_JOBS", "help": "làm việc nền trong máy chủ web"})
    trust_anchors: Path = field(metadata={"env": "VINHDANH_TRUST_ANCHORS", "help": "chứng thư gốc tin cậy, tệp PEM"})

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises SettingsError naming every fault."""
        env = os.environ if environment is None else environment
        faults: list[str] = []
        home = Path(env.get("VINHDANH_HOME") or ROOT / "instance").resolve()
        proxies = _whole_number(env, "VINHDANH_TRUSTED_PROXIES", faults)
        seconds = _whole_number(env, "VINHDANH_PDF_SECONDS", faults, default=PDF_SECONDS)
        if not seconds:
            faults.append("VINHDANH_PDF_SECONDS: cần ít nhất 1 giây")
        secure = _switch(env, "VINHDANH_SECURE_COOKIES", faults)
        jobs = _switch(env, "VINHDANH_EMBEDDED_JOBS", faults)
        anchors = _folder(env, "VINHDANH_TRUST_ANCHORS", faults) or home / "trust-anchors"
        url = _database_url(env.get("DATABASE_URL") or f"sqlite:///{home / 'vinhdanh.sqlite3'}", faults)
        key = env.get("SECRET_KEY", "")
        if key and len(key) < 32:
            faults.append("SECRET_KEY: cần ít nhất 32 ký tự")
        if faults:
            raise SettingsError("; ".join(faults))
        return cls(
            home=home,
            database_url=url,
            secret_key=key or kept_key(home / "secret_key"),
            province=env.get("VINHDANH_PROVINCE") or "thai_nguyen",
            secure_cookies=secure,
            trusted_proxies=proxies,
            base_url=(env.get("VINHDANH_BASE_URL") or f"http://127.0.0.1:{env.get('PORT') or 8000}").rstrip("/"),
            soffice=env.get("VINHDANH_SOFFICE") or "soffice",
            pdf_seconds=seconds,
            embedded_jobs=jobs,
            trust_anchors=anchors,
        )

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the environment variables that are read, for the documentation test."""
        return tuple(each.metadata["env"] for each in fields(cls))

    @property
    def files(self) -> Path:
        """The folder of uploaded and generated files, by content hash."""
        return self.home / "files"

    @property
    def pdf_cache(self) -> Path:
        """The folder of PDF files by the hash of the Word file; whatever is lost there is made again."""
        return self.home / "pdf"


def _whole_number(env: Mapping[str, str], name: str, faults: list[str], *, default: int = 0) -> int:
    text = env.get(name) or str(default)
    if not text.isdecimal():
        faults.append(f"{name}: cần một số nguyên không âm, không phải {text!r}")
        return 0
    return int(text)


def _switch(env: Mapping[str, str], name: str, faults: list[str]) -> bool:
    text = env.get(name) or "0"
    if text not in ("0", "1"):
        faults.append(f"{name}: cần 0 hoặc 1, không phải {text!r}")
    return text == "1"


def _folder(env: Mapping[str, str], name: str, faults: list[str]) -> Path | None:
    path = Path(env[name]).resolve() if env.get(name) else None
    if path and not path.is_dir():
        faults.append(f"{name}: không có thư mục {path}")
    return path


def _database_url(url: str, faults: list[str]) -> str:
    # SQLAlchemy's default PostgreSQL driver changed between releases, so the driver is always named.
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        faults.append("DATABASE_URL: cần sqlite:///… hoặc postgresql://…")
    return url


def kept_key(path: Path) -> str:
    """Return a key that the instance keeps for itself, made at first use and readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key
