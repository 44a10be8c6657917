"""Sealed secret votes, second votes, quotas, corrections; a counted ballot can't be changed by anybody.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UNIQUE_BEFORE = "uq_ballot_item_id_nomination_id_award_code"
UNIQUE_NOW = "uq_ballot_item_id_nomination_id_award_code_round"
VOTES = ("turnout", "open_vote", "vote_slip", "paper_count")

SQLITE_VOTES = """
CREATE TRIGGER {table}_counted_{event} BEFORE {event} ON {table}
WHEN (SELECT closed_at FROM ballot WHERE id = {row}.ballot_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this ballot is counted'); END
"""
SQLITE_BALLOT = """
CREATE TRIGGER ballot_counted_{event} BEFORE {event} ON ballot WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this ballot is counted'); END
"""
POSTGRESQL_VOTES = """
CREATE FUNCTION vote_refuse_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT closed_at FROM ballot WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.ballot_id ELSE OLD.ballot_id END)
     IS NOT NULL
  THEN RAISE EXCEPTION 'this ballot is counted'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
POSTGRESQL_BALLOT = """
CREATE FUNCTION ballot_refuse_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION 'this ballot is counted'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "ballot_key",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_ballot_key_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_ballot_key")),
    )
    op.create_table(
        "sealed_sheet",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_sealed_sheet_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_sheet")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sealed_sheet_item_id"), "sealed_sheet", ["item_id"])
    op.create_table(
        "session_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "statement <> '' AND reason <> ''", name=op.f("ck_session_correction_says_what_and_why")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_session_correction_session_id_council_session")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_session_correction_recorded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_correction")),
    )
    op.create_index(op.f("ix_session_correction_session_id"), "session_correction", ["session_id"])
    op.add_column("council_session", sa.Column("opinions_due_on", sa.Date(), nullable=True))
    if _is_sqlite():
        # SQLite takes a check along with the column, so that the table and what refers to it stay where they are.
        op.execute(
            "ALTER TABLE agenda_item ADD COLUMN quota INTEGER "
            "CONSTRAINT ck_agenda_item_quota_is_positive CHECK (quota IS NULL OR quota > 0)"
        )
    else:
        op.add_column("agenda_item", sa.Column("quota", sa.Integer(), nullable=True))
        op.create_check_constraint(
            op.f("ck_agenda_item_quota_is_positive"), "agenda_item", "quota IS NULL OR quota > 0"
        )
    _set_votes_aside()
    with op.batch_alter_table("ballot") as batch:
        batch.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("ordered_because", sa.Text(), nullable=False, server_default=""))
        batch.drop_constraint(UNIQUE_BEFORE, type_="unique")
        batch.create_unique_constraint(op.f(UNIQUE_NOW), ["item_id", "nomination_id", "award_code", "round"])
        batch.create_check_constraint(
            op.f("ck_ballot_second_vote_has_reason"), "round = 1 OR ordered_because <> ''"
        )
    _put_votes_back()
    _close_for_good()


def downgrade() -> None:
    _open_again()
    op.execute("DELETE FROM ballot_key")
    _set_votes_aside()
    with op.batch_alter_table("ballot") as batch:
        batch.drop_constraint(op.f("ck_ballot_second_vote_has_reason"), type_="check")
        batch.drop_constraint(op.f(UNIQUE_NOW), type_="unique")
        batch.create_unique_constraint(op.f(UNIQUE_BEFORE), ["item_id", "nomination_id", "award_code"])
        batch.drop_column("ordered_because")
        batch.drop_column("round")
    _put_votes_back()
    if not _is_sqlite():
        op.drop_constraint(op.f("ck_agenda_item_quota_is_positive"), "agenda_item", type_="check")
    op.drop_column("agenda_item", "quota")
    op.drop_column("council_session", "opinions_due_on")
    op.drop_table("session_correction")
    op.drop_table("sealed_sheet")
    op.drop_table("ballot_key")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _set_votes_aside() -> None:
    """SQLite changes a table by writing it anew, and will not drop one to which rows refer."""
    if _is_sqlite():
        for table in VOTES:
            op.execute(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")
            op.execute(f"DELETE FROM {table}")


def _put_votes_back() -> None:
    if _is_sqlite():
        for table in VOTES:
            op.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
            op.execute(f"DROP TABLE kept_{table}")


def _close_for_good() -> None:
    if _is_sqlite():
        for table in VOTES:
            for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
                op.execute(SQLITE_VOTES.format(table=table, event=event, row=row))
        for event in ("UPDATE", "DELETE"):
            op.execute(SQLITE_BALLOT.format(event=event))
        return
    op.execute(POSTGRESQL_VOTES)
    op.execute(POSTGRESQL_BALLOT)
    for table in VOTES:
        op.execute(
            f"CREATE TRIGGER {table}_counted BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION vote_refuse_counted()"
        )
    op.execute(
        "CREATE TRIGGER ballot_counted BEFORE UPDATE OR DELETE ON ballot "
        "FOR EACH ROW EXECUTE FUNCTION ballot_refuse_counted()"
    )


def _open_again() -> None:
    if _is_sqlite():
        for table in VOTES:
            for event in ("INSERT", "UPDATE", "DELETE"):
                op.execute(f"DROP TRIGGER {table}_counted_{event}")
        for event in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER ballot_counted_{event}")
        return
    for table in (*VOTES, "ballot"):
        op.execute(f"DROP TRIGGER {table}_counted ON {table}")
    op.execute("DROP FUNCTION vote_refuse_counted()")
    op.execute("DROP FUNCTION ballot_refuse_counted()")
