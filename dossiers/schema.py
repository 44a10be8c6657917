"""The database's shape: built and upgraded by the migrations alone."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from config import ROOT


def build(database_url: str) -> None:
    """Bring the database at `database_url` to the newest shape; does nothing where it has it already."""
    command.upgrade(alembic_config(database_url), "head")


def alembic_config(database_url: str) -> Config:
    """Return the migrations' configuration for one database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return config
