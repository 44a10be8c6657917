"""A fresh instance per test: SQLite always, PostgreSQL beside it for everything that stores."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import Settings
from dossiers.app import create_app
from dossiers.db import current_session, db
from dossiers.schema import build

ADMIN_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql:///postgres?host=/var/run/postgresql")
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
DATABASE = f"vinhdanh_{WORKER}"


def settings_for(home: Path, url: str) -> Settings:
    return Settings.from_environment(
        {"VINHDANH_HOME": str(home), "DATABASE_URL": url, "SECRET_KEY": "k" * 40, "VINHDANH_PROVINCE": "thai_nguyen"}
    )


def postgres_url(name: str) -> str:
    base, _, query = ADMIN_URL.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def administer(statement: str) -> None:
    with psycopg.connect(ADMIN_URL, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "vinhdanh.sqlite3"
    build(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """The worker's database, made once: making one takes longer than most tests, emptying it does not."""
    administer(f'CREATE DATABASE "{DATABASE}"')
    # What a crash of the server loses is of no use to tests.
    administer(f'ALTER DATABASE "{DATABASE}" SET synchronous_commit = off')
    build(settings_for(Path("/nonexistent"), postgres_url(DATABASE)).database_url)
    yield postgres_url(DATABASE)
    administer(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')


def make_empty(url: str) -> None:
    """Take every row out of a database that `build` made, append-only tables included, and number from one again."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("SET session_replication_role = replica")  # no trigger stands in the way, no foreign key
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"DELETE FROM {table}")
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences"
        )


@pytest.fixture(scope="session")
def applications() -> dict[str, Flask]:
    """The applications of this worker, one for each kind of database: building one costs more than most tests."""
    return {}


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application with an empty database; a test that uses it runs on both."""
    yield from _application(request, request.param)


@pytest.fixture
def sqlite_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application with an empty SQLite database, for what does not depend on the database."""
    yield from _application(request, "sqlite")


def _application(request: pytest.FixtureRequest, kind: str) -> Iterator[Flask]:
    applications = request.getfixturevalue("applications")
    if kind not in applications:
        home = request.getfixturevalue("tmp_path_factory").mktemp("home")
        url = f"sqlite:///{home / 'vinhdanh.sqlite3'}" if kind == "sqlite" else postgres_url(DATABASE)
        applications[kind] = create_app(settings_for(home, url))
    app = applications[kind]
    home = app.config["SETTINGS"].home
    shutil.rmtree(home)
    app.config["SETTINGS"].files.mkdir(parents=True)
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), home / "vinhdanh.sqlite3")
        yield from _running(app)
        return
    make_empty(request.getfixturevalue("postgres_database"))
    yield from _running(app)


class Browser(FlaskClient):
    """A browser whose every request has its own context, as in life, although the test holds one open."""

    def open(self, *arguments: Any, **more: Any) -> TestResponse:
        """Send one request; what the test has loaded is read again afterwards."""
        with self.application.app_context():
            answer = super().open(*arguments, **more)
        if has_app_context():
            current_session().rollback()
            current_session().expire_all()
        return answer


def _running(app: Flask) -> Iterator[Flask]:
    app.test_client_class = Browser
    configured, known = dict(app.config), dict(app.extensions)
    # Forms are posted without their token here; tests/house/test_routes.py proves that none works without it.
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    try:
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()
    finally:
        # The application serves the next test too, which must find it as new.
        for held, before in ((app.config, configured), (app.extensions, known)):
            held.clear()
            held.update(before)


@pytest.fixture
def client(sqlite_app: Flask) -> FlaskClient:
    """A browser without cookies, against SQLite."""
    return sqlite_app.test_client()
