"""Corrections of the calendar, who answers an objection, the answer as a document, and checked spellings of names.

Revision: 0007, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        *_by_document(),
        sa.CheckConstraint(
            "kind IN ('holiday', 'compensation', 'swapped_off', 'swapped_work', 'ordinary')",
            name=op.f("ck_calendar_correction_kind_is_known"),
        ),
        *_said("calendar_correction"),
    )
    op.create_index(op.f("ix_calendar_correction_day"), "calendar_correction", ["day"])
    op.create_table(
        "calendar_year_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        *_by_document(),
        *_said("calendar_year_statement"),
    )
    op.create_index(op.f("ix_calendar_year_statement_year"), "calendar_year_statement", ["year"])


def _by_document() -> list[sa.Column]:
    return [
        sa.Column("document_number", sa.String(length=100), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _said(table: str) -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "document_number <> '' AND reason <> ''", name=op.f(f"ck_{table}_has_document_and_reason")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f(f"fk_{table}_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    op.drop_table("calendar_year_statement")
    op.drop_table("calendar_correction")
