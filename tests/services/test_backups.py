"""A whole instance in one file: made while it is used, and the same again where it is restored."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from config import Settings, kept_key
from dossiers import clock, journal, storage
from dossiers.admin.founding import found_instance
from dossiers.backups import service
from dossiers.backups.service import Report
from dossiers.db import current_session, db
from dossiers.models import Account
from tests.command_line import is_one_clear_line, program
from tests.conftest import administer, postgres_url
from workflow.errors import Refused

NOW = datetime(2026, 11, 25, 9, tzinfo=clock.VIETNAM)
KEYS = ("secret_key", "ballot_key", "identity_key")
CONTENTS = (b"a petition", b"a report" * 1000, "quyết định".encode())


@pytest.fixture
def office(app: Flask) -> Flask:
    """An instance with an administrator, a few files and all its keys."""
    return in_use(app)


@pytest.fixture
def sqlite_office(sqlite_app: Flask) -> Flask:
    return in_use(sqlite_app)


def in_use(app: Flask) -> Flask:
    found_instance(unit_name="UBND tỉnh Thái Nguyên", email="a@example.vn", full_name="Nguyễn Thị Ánh", at=NOW)
    for content in CONTENTS:
        storage.put(content)
    for key in KEYS:
        kept_key(app.config["SETTINGS"].home / key)
    return app


@pytest.fixture
def elsewhere(app: Flask, tmp_path: Path) -> Iterator[Settings]:
    """Another instance on the same kind of database, with nothing in it."""
    with empty_instance(app, tmp_path / "elsewhere") as settings:
        yield settings


@contextmanager
def empty_instance(app: Flask, home: Path, *, kind: str = "") -> Iterator[Settings]:
    here: Settings = app.config["SETTINGS"]
    (home / "files").mkdir(parents=True)
    if (kind or here.database_url.partition(":")[0].partition("+")[0]) == "sqlite":
        yield replace(here, home=home, database_url=f"sqlite:///{home / 'vinhdanh.sqlite3'}")
        return
    name = f"vinhdanh_{uuid.uuid4().hex}"
    administer(f'CREATE DATABASE "{name}"')
    try:
        url = "postgresql+psycopg://" + postgres_url(name).partition("://")[2]
        yield replace(here, home=home, database_url=url)
    finally:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def backed_up(app: Flask, file: Path) -> Report:
    return service.back_up(app.config["SETTINGS"], file, NOW)


def restored(app: Flask, file: Path, settings: Settings) -> Report:
    """Restore as a process of its own would, for which the other instance is the only one."""
    app.config["SETTINGS"] = settings
    return service.restore(settings, file)


def test_what_is_restored_is_what_was_backed_up(office: Flask, elsewhere: Settings, tmp_path: Path) -> None:
    home = office.config["SETTINGS"].home
    made = backed_up(office, tmp_path / "backup")
    back = restored(office, tmp_path / "backup", elsewhere)
    assert made.ok
    assert back.ok
    assert back.journal == made.journal == journal.verify(journal.stored())
    assert back.journal.entries > 0
    assert back.files == len(CONTENTS)
    for content in CONTENTS:
        assert storage.get(storage.hash_of(content)) == content  # from the other instance now
    for key in KEYS:
        assert (elsewhere.home / key).read_bytes() == (home / key).read_bytes()
        assert (elsewhere.home / key).stat().st_mode & 0o077 == 0


def test_a_backup_holds_what_was_there_when_it_was_made(office: Flask, elsewhere: Settings, tmp_path: Path) -> None:
    made = backed_up(office, tmp_path / "backup")
    person = current_session().scalars(db.select(Account)).one()
    journal.record("account.created", person, actor=None, at=NOW)
    current_session().commit()
    assert restored(office, tmp_path / "backup", elsewhere).journal.root == made.journal.root


def test_an_instance_that_was_only_built_counts_as_empty(office: Flask, elsewhere: Settings, tmp_path: Path) -> None:
    from dossiers.schema import build

    backed_up(office, tmp_path / "backup")
    build(elsewhere.database_url)
    assert restored(office, tmp_path / "backup", elsewhere).ok


def test_an_instance_in_use_is_not_restored_into(office: Flask, tmp_path: Path) -> None:
    before = backed_up(office, tmp_path / "backup").journal
    with pytest.raises(Refused, match="trống"):
        service.restore(office.config["SETTINGS"], tmp_path / "backup")
    assert journal.verify(journal.stored()) == before


def test_a_journal_that_was_tampered_with_is_backed_up_and_told(sqlite_office: Flask, tmp_path: Path) -> None:
    current_session().execute(db.text("DROP TRIGGER IF EXISTS journal_entry_no_update"))
    current_session().execute(db.text("UPDATE journal_entry SET actor_name = 'Ai đó' WHERE seq = 2"))
    current_session().commit()
    made = backed_up(sqlite_office, tmp_path / "backup")
    assert not made.ok
    assert made.journal.first_bad == 2
    with empty_instance(sqlite_office, tmp_path / "elsewhere") as settings:
        assert not restored(sqlite_office, tmp_path / "backup", settings).ok


def test_a_folder_that_already_holds_files_is_not_restored_into(sqlite_office: Flask, tmp_path: Path) -> None:
    backed_up(sqlite_office, tmp_path / "backup")
    with empty_instance(sqlite_office, tmp_path / "elsewhere") as settings:
        (settings.files / "ab").mkdir()
        (settings.files / "ab" / ("ab" * 32)).write_bytes(b"somebody's")
        with pytest.raises(Refused, match="đã có tệp"):
            restored(sqlite_office, tmp_path / "backup", settings)


def test_a_backup_never_takes_the_place_of_another_file(sqlite_office: Flask, tmp_path: Path) -> None:
    (tmp_path / "backup").write_bytes(b"yesterday's")
    with pytest.raises(Refused, match="đã có"):
        backed_up(sqlite_office, tmp_path / "backup")
    assert (tmp_path / "backup").read_bytes() == b"yesterday's"


def test_only_the_owner_reads_a_backup_and_nothing_lies_beside_it(office: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backed_up(office, folder / "backup")
    assert [path.name for path in folder.iterdir()] == ["backup"]
    assert (folder / "backup").stat().st_mode & 0o077 == 0


def changed(content: bytes, place: float) -> bytes:
    at = int(len(content) * place)
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[: len(content) // 2], id="half of it"),
        pytest.param(lambda content: content[:-5], id="its last bytes gone"),
        pytest.param(lambda content: changed(content, 0.1), id="a bit near the beginning"),
        pytest.param(lambda content: changed(content, 0.9), id="a bit near the end"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"PK\x03\x04 something else", id="another kind of file"),
        pytest.param(lambda content: gzip.compress(changed(gzip.decompress(content), 0.3)), id="changed, packed anew"),
        pytest.param(lambda content: gzip.compress(gzip.decompress(content)[:200_000]), id="cut, packed anew"),
    ],
)
def test_a_damaged_archive_changes_nothing(
    sqlite_office: Flask, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    backed_up(sqlite_office, tmp_path / "whole")
    (tmp_path / "damaged").write_bytes(damage((tmp_path / "whole").read_bytes()))
    with empty_instance(sqlite_office, tmp_path / "elsewhere") as settings:
        with pytest.raises(Refused, match=r"damaged: .*(hỏng|cắt cụt)"):
            restored(sqlite_office, tmp_path / "damaged", settings)
        assert [path.name for path in settings.home.iterdir()] == ["files"]
        assert list(settings.files.iterdir()) == []


def test_a_stored_file_that_was_changed_is_named_and_the_rest_backed_up(sqlite_office: Flask, tmp_path: Path) -> None:
    victim = storage.hash_of(CONTENTS[0])
    storage.path_of(victim).write_bytes(b"something else")
    made = backed_up(sqlite_office, tmp_path / "backup")
    assert not made.ok
    assert made.missing == (victim,)
    assert made.files == len(CONTENTS) - 1


def test_a_backup_of_the_other_kind_of_database_is_refused(office: Flask, tmp_path: Path) -> None:
    backed_up(office, tmp_path / "backup")
    other = "sqlite" if "postgresql" in office.config["SETTINGS"].database_url else "postgresql"
    with (
        empty_instance(office, tmp_path / "elsewhere", kind=other) as settings,
        pytest.raises(Refused, match="DATABASE_URL"),
    ):
        restored(office, tmp_path / "backup", settings)


def test_without_the_programs_of_postgresql_the_backup_says_which_is_missing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "sqlite" in app.config["SETTINGS"].database_url:
        pytest.skip("SQLite needs no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="pg_dump"):
        backed_up(in_use(app), tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_the_commands_say_what_they_did_and_refuse_in_one_line(sqlite_office: Flask, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    here = {"VINHDANH_HOME": str(sqlite_office.config["SETTINGS"].home)}
    there = {"VINHDANH_HOME": str(tmp_path / "new")}
    made = program("backup", str(backup), "--json", "--no-ballot-key", environment=here)
    assert (made.code, made.json["ok"], made.json["keys"]) == (0, True, ["identity_key", "secret_key"])
    done = program("restore", str(backup), environment=there)
    assert done.code == 0
    assert made.json["journal"]["root"] in done.out
    assert is_one_clear_line(program("restore", str(backup), environment=there))


def test_where_there_is_no_database_there_is_nothing_to_back_up(sqlite_app: Flask, tmp_path: Path) -> None:
    with empty_instance(sqlite_app, tmp_path / "elsewhere") as settings, pytest.raises(Refused, match="sao lưu"):
        service.back_up(settings, tmp_path / "backup", NOW)
    assert not (tmp_path / "backup").exists()
