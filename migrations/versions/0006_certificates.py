"""Background jobs, pre-printed stock by serial number, and the print runs of certificates.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("offset_x", sa.Integer(), nullable=False),
        sa.Column("offset_y", sa.Integer(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "offset_x BETWEEN -500 AND 500 AND offset_y BETWEEN -500 AND 500", name=op.f("ck_stock_offset_is_possible")
        ),
        sa.CheckConstraint(
            "width BETWEEN 500 AND 6000 AND height BETWEEN 500 AND 6000", name=op.f("ck_stock_size_is_possible")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["account.id"], name=op.f("fk_stock_created_by_id_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_stock_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_stock_unit_id_name")),
    )
    op.create_index(op.f("ix_stock_unit_id"), "stock", ["unit_id"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'running') = (worker IS NOT NULL)", name=op.f("ck_job_running_has_worker")),
        sa.CheckConstraint(
            "(state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name=op.f("ck_job_ended_has_moment")
        ),
        sa.CheckConstraint(
            "attempts >= 0 AND (state = 'waiting' OR attempts > 0 OR state = 'cancelled')",
            name=op.f("ck_job_was_tried"),
        ),
        sa.CheckConstraint(
            "state <> 'cancelled' OR cancelled_by_id IS NOT NULL", name=op.f("ck_job_cancelled_by_somebody")
        ),
        sa.CheckConstraint("state <> 'done' OR sha256 IS NOT NULL", name=op.f("ck_job_done_has_file")),
        sa.CheckConstraint("state <> 'failed' OR message <> ''", name=op.f("ck_job_failed_says_why")),
        sa.CheckConstraint("state <> 'running' OR beat_at IS NOT NULL", name=op.f("ck_job_running_was_heard_of")),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_job_state_is_known")
        ),
        sa.CheckConstraint("done >= 0 AND (total = 0 OR done <= total)", name=op.f("ck_job_not_more_than_all")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_job_asked_by_id_account")),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["account.id"], name=op.f("fk_job_cancelled_by_id_account")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_job_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_dossier_id"), "job", ["dossier_id"], unique=False)
    op.create_index("ix_job_state_id", "job", ["state", "id"], unique=False)
    op.create_table(
        "stock_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stock_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("digits BETWEEN 1 AND 9", name=op.f("ck_stock_receipt_digits_are_possible")),
        sa.CheckConstraint("first > 0 AND last >= first", name=op.f("ck_stock_receipt_numbers_ascend")),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["account.id"], name=op.f("fk_stock_receipt_received_by_id_account")
        ),
        sa.ForeignKeyConstraint(["stock_id"], ["stock.id"], name=op.f("fk_stock_receipt_stock_id_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_receipt")),
    )
    op.create_index(op.f("ix_stock_receipt_stock_id"), "stock_receipt", ["stock_id"], unique=False)
    op.create_table(
        "print_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stock_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_reprint", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("stop_reason", sa.String(length=500), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_print_run_ended_has_moment")),
        sa.CheckConstraint("(state = 'stopped') = (stop_reason <> '')", name=op.f("ck_print_run_stopped_has_reason")),
        sa.CheckConstraint("is_reprint = (reason <> '')", name=op.f("ck_print_run_reprint_has_reason")),
        sa.CheckConstraint("state IN ('open', 'finished', 'stopped')", name=op.f("ck_print_run_state_is_known")),
        sa.ForeignKeyConstraint(["begun_by_id"], ["account.id"], name=op.f("fk_print_run_begun_by_id_account")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_print_run_decision_id_decision")),
        sa.ForeignKeyConstraint(["stock_id"], ["stock.id"], name=op.f("fk_print_run_stock_id_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
        sa.UniqueConstraint("decision_id", "number", name=op.f("uq_print_run_decision_id_number")),
    )
    op.create_index(op.f("ix_print_run_decision_id"), "print_run", ["decision_id"], unique=False)
    op.create_index(op.f("ix_print_run_stock_id"), "print_run", ["stock_id"], unique=False)
    op.create_table(
        "stock_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stock_id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'spoiled') = (reason <> '')", name=op.f("ck_stock_sheet_spoiled_has_reason")),
        sa.CheckConstraint(
            "(state IN ('used', 'spoiled')) = (settled_at IS NOT NULL)", name=op.f("ck_stock_sheet_settled_has_moment")
        ),
        sa.CheckConstraint(
            "state IN ('left', 'assigned', 'used', 'spoiled')", name=op.f("ck_stock_sheet_state_is_known")
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL)", name=op.f("ck_stock_sheet_settled_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["stock_receipt.id"], name=op.f("fk_stock_sheet_receipt_id_stock_receipt")
        ),
        sa.ForeignKeyConstraint(["settled_by_id"], ["account.id"], name=op.f("fk_stock_sheet_settled_by_id_account")),
        sa.ForeignKeyConstraint(["stock_id"], ["stock.id"], name=op.f("fk_stock_sheet_stock_id_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_sheet")),
        sa.UniqueConstraint("stock_id", "serial", name=op.f("uq_stock_sheet_stock_id_serial")),
    )
    op.create_index(op.f("ix_stock_sheet_receipt_id"), "stock_sheet", ["receipt_id"], unique=False)
    op.create_index("ix_stock_sheet_stock_id_state_id", "stock_sheet", ["stock_id", "state", "id"], unique=False)
    op.create_table(
        "print_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("stock_sheet_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'assigned') = (settled_at IS NULL)", name=op.f("ck_print_sheet_settled_has_moment")
        ),
        sa.CheckConstraint("(state = 'spoiled') = (reason <> '')", name=op.f("ck_print_sheet_spoiled_has_reason")),
        sa.CheckConstraint(
            "state <> 'dropped' OR stock_sheet_id IS NULL", name=op.f("ck_print_sheet_dropped_gives_back")
        ),
        sa.CheckConstraint(
            "state IN ('assigned', 'printed', 'spoiled', 'dropped')", name=op.f("ck_print_sheet_state_is_known")
        ),
        sa.CheckConstraint("position > 0 AND attempt > 0", name=op.f("ck_print_sheet_counted_from_one")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_print_sheet_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["print_run.id"], name=op.f("fk_print_sheet_run_id_print_run")),
        sa.ForeignKeyConstraint(
            ["stock_sheet_id"], ["stock_sheet.id"], name=op.f("fk_print_sheet_stock_sheet_id_stock_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_sheet")),
        sa.UniqueConstraint("run_id", "position", "attempt", name=op.f("uq_print_sheet_run_id_position_attempt")),
        sa.UniqueConstraint("stock_sheet_id", name=op.f("uq_print_sheet_stock_sheet_id")),
    )
    op.create_index(op.f("ix_print_sheet_nomination_id"), "print_sheet", ["nomination_id"], unique=False)


def downgrade() -> None:
    op.drop_table("print_sheet")
    op.drop_table("stock_sheet")
    op.drop_table("print_run")
    op.drop_table("stock_receipt")
    op.drop_table("job")
    op.drop_table("stock")
