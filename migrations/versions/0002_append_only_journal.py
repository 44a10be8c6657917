"""The journal is append-only: the database itself refuses to change or delete an entry.

Revision: 0002, after 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER journal_entry_no_{event} BEFORE {event} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only'); END
"""

POSTGRESQL = (
    """
CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'journal_entry is append-only'; END $$
""",
    """
CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse()
""",
    """
CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()
""",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(event=event))
    else:
        for statement in POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER journal_entry_no_{event}")
    else:
        op.execute("DROP TRIGGER journal_entry_no_truncate ON journal_entry")
        op.execute("DROP TRIGGER journal_entry_append_only ON journal_entry")
        op.execute("DROP FUNCTION journal_entry_refuse()")
