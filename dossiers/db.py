"""The database: one writer at a time, all or nothing, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, TypeDecorator, event, text
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session, registry

WRITER_LOCK = 0x76696E68  # one advisory lock for the whole database, see docs/adr/0005
BUSY_SECONDS = 20


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC and always aware; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Mother of all tables; constraints carry names, so that their errors can be read and migrated."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: Instant},
    )


db: SQLAlchemy = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})


def current_session() -> Session:
    """Return the request's (or command's) database session."""
    return db.session()


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Open the one transaction of a service: leaving normally commits, any exception rolls everything back.

    Writers wait for each other here, on both databases, so whatever a unit reads is still true when it
    writes. What the request had read before is read again. Units do not nest.
    """
    session = current_session()
    if session.info.get("in_unit"):
        raise RuntimeError("units of work do not nest")
    session.rollback()
    session.expire_all()
    session.info["in_unit"] = True
    try:
        connection = session.connection(execution_options={"is_writer": True})
        if connection.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["in_unit"] = False


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # the "begin" event below decides how a transaction starts
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when someone else wrote meanwhile.
    if connection.dialect.name == "sqlite":
        is_writer = connection.get_execution_options().get("is_writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")
