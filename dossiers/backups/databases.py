"""A database copied while others write into it, and put back: SQLite by its backup interface, PostgreSQL by pg_dump."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.orm import Session

from dossiers.schema import alembic_config
from workflow.errors import Refused

_FIRST_ROWS = ("unit", "account", "journal_entry")  # no instance in use is without them


def kind_of(url: str) -> str:
    """Return the dialect's name: "sqlite" or "postgresql"."""
    return make_url(url).get_backend_name()


@contextmanager
def copied(url: str, target: Path) -> Iterator[Session]:
    """Write a copy of the database to `target`, and yield a session that reads exactly what is in the copy.

    Raises Refused where the copy can't be made.
    """
    copy_in = _sqlite_copied if kind_of(url) == "sqlite" else _postgres_copied
    with copy_in(url, target) as session:
        yield session


def revision_of(session: Session) -> str | None:
    """Return the migration that a database has reached; None where it was never built."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def is_known(revision: str, url: str) -> bool:
    """Whether this program has the migration, so that it can bring such a database to the newest shape."""
    try:
        return ScriptDirectory.from_config(alembic_config(url)).get_revision(revision) is not None
    except CommandError:
        return False


def is_empty(url: str) -> bool:
    """Whether nobody has used the database yet: it does not exist, or has no table, or only empty ones."""
    if kind_of(url) == "sqlite" and not _path(url).exists():
        return True
    with _reading(url) as session:
        tables = set(inspect(session.connection()).get_table_names())
        if not tables:
            return True
        ours = [name for name in _FIRST_ROWS if name in tables]
        return len(ours) == len(_FIRST_ROWS) and not any(
            session.scalar(text(f"SELECT 1 FROM {name} LIMIT 1"))  # noqa: S608 our own names
            for name in ours
        )


def put_back(url: str, source: Path) -> None:
    """Make the empty database at `url` what `source` holds; raises Refused where that fails."""
    if kind_of(url) == "sqlite":
        path = _path(url)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left_over in (f"{path}-wal", f"{path}-shm"):
            Path(left_over).unlink(missing_ok=True)
        laid = path.with_name(f"{path.name}.restored")  # another disk may hold the database: copied, then put in place
        shutil.copyfile(source, laid)
        laid.chmod(0o600)
        laid.replace(path)
        return
    with _reading(url) as session:
        built = revision_of(session) is not None
    if built:  # its tables are empty, but would stand in the way
        command.downgrade(alembic_config(url), "base")
        with _reading(url) as session:
            session.execute(text("DROP TABLE alembic_version"))
            session.commit()
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source))


@contextmanager
def _sqlite_copied(url: str, target: Path) -> Iterator[Session]:
    path = _path(url)
    if not path.exists():
        raise Refused(f"Chưa có cơ sở dữ liệu {path} để sao lưu.")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    with _reading(f"sqlite:///{target}") as session:
        yield session


@contextmanager
def _postgres_copied(url: str, target: Path) -> Iterator[Session]:
    with _reading(url) as session:
        # The dump and everything that this session reads are of one moment, however long the dump takes.
        snapshot = session.scalar(text("SELECT pg_export_snapshot()"))
        kept = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
        _run("pg_dump", url, *kept)
        yield session


@contextmanager
def _reading(url: str) -> Iterator[Session]:
    more = {} if kind_of(url) == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    engine = create_engine(url, **more)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def _run(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database; raises Refused with what it complained of."""
    found = shutil.which(program)
    if found is None:
        raise Refused(f"Không có lệnh {program} trên máy này; cài postgresql-client cùng phiên bản với máy chủ.")
    where, environment = _address(make_url(url))
    done = subprocess.run(  # noqa: S603 a fixed program, and arguments of our own
        [found, f"--dbname={where}", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        complaint = next((line for line in done.stderr.splitlines() if "error" in line), done.stderr.strip())
        raise Refused(f"{program} không làm được: {complaint}")


def _address(url: URL) -> tuple[str, dict[str, str]]:
    """Return the address as PostgreSQL's programs want it, and the password apart: arguments are seen by everybody."""
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string(hide_password=False), password


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")
