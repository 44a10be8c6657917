"""The migrations and the models tell the same story, and it can be told backwards, on both databases."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from dossiers.db import Base, db
from dossiers.schema import alembic_config, build


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, Base.metadata))


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def test_the_migrations_build_what_the_models_say(app: Flask) -> None:
    assert differences() == []


def test_the_migrations_go_down_and_up_again(app: Flask) -> None:
    url = app.config["SETTINGS"].database_url
    full = tables()
    db.engine.dispose()

    command.downgrade(alembic_config(url), "base")
    db.engine.dispose()
    assert tables() == {"alembic_version"}

    build(url)
    db.engine.dispose()
    assert tables() == full
    assert differences() == []
