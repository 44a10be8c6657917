"""Backing up an instance that is in use, and restoring it into an empty one; the journal is verified both times."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from config import Settings
from dossiers import journal, storage
from dossiers.backups import databases
from dossiers.backups.archive import DATABASE, KEYS, Manifest, unpack, writing
from dossiers.schema import build
from workflow.errors import Refused


@dataclass(frozen=True)
class Report:
    """What was backed up or restored; `missing` are stored files that are gone or no longer what they were."""

    manifest: Manifest
    files: int
    missing: tuple[str, ...]
    journal: journal.Verified

    @property
    def ok(self) -> bool:
        """Whether the journal holds, is the one that was backed up, and no file is missing."""
        same = (self.journal.entries, self.journal.root) == (self.manifest.entries, self.manifest.root)
        return self.journal.ok and same and not self.missing


def back_up(settings: Settings, file: Path, at: datetime, *, keys: Collection[str] = KEYS) -> Report:
    """Write the instance as it is at this moment into the new file; others may go on working.

    The database is copied first and the files afterwards: a file is stored before the database names it and never
    changed, so none can be lacking.  Of the instance's keys it takes `keys`.  Raises Refused, and leaves no file
    behind, where it can't be done.
    """
    if file.exists():
        raise Refused(f"{file}: đã có tệp này; chọn tên khác")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".vinhdanh-") as folder:
            report = _written(settings, Path(folder), at, keys)
            (Path(folder) / "archive").replace(file)
            return report
    except OSError as fault:
        raise Refused(f"{file}: không ghi được ({fault.strerror})") from fault


def restore(settings: Settings, file: Path) -> Report:
    """Make the empty instance what the archive holds, and bring its database to the newest shape.

    Everything is unpacked and checked before anything is put in its place; the database comes last, so whatever
    stops the work leaves an instance that is not in use.  Raises Refused.
    """
    url = settings.database_url
    if not databases.is_empty(url):
        raise Refused("Cơ sở dữ liệu của bản cài đặt này đã có dữ liệu; chỉ khôi phục vào một bản cài đặt trống.")
    if any(_stored(settings.files)):
        raise Refused(f"Thư mục {settings.files} đã có tệp; chỉ khôi phục vào một bản cài đặt trống.")
    with tempfile.TemporaryDirectory(dir=settings.home, prefix=".restore-") as name:
        folder = Path(name)
        manifest = unpack(file, folder)
        _refuse_what_does_not_fit(manifest, url)
        shas = [part.removeprefix("files/") for part in manifest.parts if part.startswith("files/")]
        for sha256 in shas:
            path = storage.path_of(sha256)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / "files" / sha256).replace(path)
        for key in KEYS:
            if f"keys/{key}" in manifest.parts:
                (folder / "keys" / key).replace(settings.home / key)
        databases.put_back(url, folder / DATABASE)
    build(url)
    engine = create_engine(url)
    with Session(engine) as session:
        verified = journal.verify(journal.stored(session))
    engine.dispose()
    return Report(manifest, len(shas), (), verified)


def _written(settings: Settings, folder: Path, at: datetime, keys: Collection[str]) -> Report:
    copy = folder / DATABASE
    with databases.copied(settings.database_url, copy) as session:
        revision = databases.revision_of(session)
        if revision is None:
            raise Refused("Cơ sở dữ liệu chưa được tạo (chạy 'vinhdanh upgrade'); không có gì để sao lưu.")
        verified = journal.verify(journal.stored(session))
    files, missing = 0, []
    with (folder / "archive").open("xb") as file:
        (folder / "archive").chmod(0o600)
        with writing(file) as archive:
            archive.add(DATABASE, copy)
            copy.unlink()
            for sha256 in _stored(settings.files):
                if storage.condition_of(sha256) is storage.Condition.INTACT:
                    archive.add(f"files/{sha256}", storage.path_of(sha256))
                    files += 1
                else:
                    missing.append(sha256)
            for key in keys:
                if (settings.home / key).exists():
                    archive.add(f"keys/{key}", settings.home / key)
            kind, when = databases.kind_of(settings.database_url), at.isoformat(timespec="seconds")
            told = (kind, revision, when, verified.entries, verified.root, verified.ok)
            manifest = Manifest(*told, parts=archive.parts)
            archive.finish(manifest)
        file.flush()
        os.fsync(file.fileno())
    return Report(manifest, files, tuple(missing), verified)


def _stored(files: Path) -> Iterator[str]:
    """Yield the names of the stored files; what is just being written has another kind of name."""
    for path in sorted(files.glob("??/*")):
        if len(path.name) == 64 and path.name.startswith(path.parent.name):
            yield path.name


def _refuse_what_does_not_fit(manifest: Manifest, url: str) -> None:
    kind = databases.kind_of(url)
    if manifest.database != kind:
        raise Refused(
            f"Bản sao lưu là của {manifest.database}, bản cài đặt này dùng {kind}; đặt DATABASE_URL cùng loại."
        )
    if not databases.is_known(manifest.revision, url):
        raise Refused(f"Bản sao lưu do phiên bản mới hơn lập ({manifest.revision}); nâng cấp phần mềm rồi khôi phục.")
