"""The migrations and the models tell the same story, and it can be told backwards, on both databases."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from dossiers.db import Base, db
from dossiers.schema import alembic_config, build
from tests.council_world import a_meeting


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


def test_votes_of_before_survive_the_migration_of_sealed_ballots_and_its_way_back(app: Flask) -> None:
    world = a_meeting(award="CSTD_TINH")
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id)
    world.counts(item_id)
    url = app.config["SETTINGS"].database_url
    before = votes()
    assert [len(rows) for rows in before.values()] == [2, 10, 10]
    command.downgrade(alembic_config(url), "0006")
    build(url)
    assert votes() == before


def votes() -> dict[str, list[tuple[object, ...]]]:
    queries = {
        "ballot": "SELECT id, nomination_id, yes, closed_at FROM ballot ORDER BY id",
        "turnout": "SELECT * FROM turnout ORDER BY ballot_id, member_id",
        "vote_slip": "SELECT * FROM vote_slip ORDER BY id",
    }
    db.session.remove()
    db.engine.dispose()
    with db.engine.connect() as connection:
        found = {table: [tuple(row) for row in connection.execute(text(query))] for table, query in queries.items()}
    db.engine.dispose()
    return found
