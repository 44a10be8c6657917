"""Alembic's entry: the tables of the product, on SQLite (in batches) or PostgreSQL."""

from alembic import context
from sqlalchemy import create_engine

from dossiers import models  # noqa: F401 the tables register themselves
from dossiers.db import Base

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
