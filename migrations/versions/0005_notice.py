"""Corrections of the calendar, who answers an objection, the answer as a document, and checked spellings of names.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
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
    with op.batch_alter_table("objection") as table:
        table.add_column(sa.Column("assigned_to_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(
            op.f("fk_objection_assigned_to_id_account"), "account", ["assigned_to_id"], ["id"]
        )
        table.create_check_constraint(
            op.f("ck_objection_assigned_has_moment"), "(assigned_to_id IS NULL) = (assigned_at IS NULL)"
        )
        table.create_index(op.f("ix_objection_assigned_to_id"), ["assigned_to_id"])
    op.create_table(
        "name_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_name", sa.String(length=200), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("proposed_name", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'replaced', 'confirmed', 'proposed', 'accepted', 'declined')",
            name=op.f("ck_name_check_state_is_known"),
        ),
        sa.CheckConstraint(
            "(state IN ('open', 'replaced')) = (answered_at IS NULL)", name=op.f("ck_name_check_answered_has_moment")
        ),
        sa.CheckConstraint(
            "(state IN ('proposed', 'accepted', 'declined')) = (proposed_name <> '')",
            name=op.f("ck_name_check_proposal_has_name"),
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'declined')) = (settled_at IS NOT NULL)"
            " AND (settled_at IS NULL) = (settled_by_id IS NULL) AND (settled_at IS NULL) = (reason = '')",
            name=op.f("ck_name_check_settled_by_somebody_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_name_check_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_name_check_asked_by_id_account")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["account.id"], name=op.f("fk_name_check_settled_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_check")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_name_check_token_hash")),
    )
    op.create_index(op.f("ix_name_check_nomination_id"), "name_check", ["nomination_id"])


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
    op.drop_table("name_check")
    with op.batch_alter_table("objection") as table:
        table.drop_index(op.f("ix_objection_assigned_to_id"))
        table.drop_constraint(op.f("ck_objection_assigned_has_moment"), type_="check")
        table.drop_constraint(op.f("fk_objection_assigned_to_id_account"), type_="foreignkey")
        table.drop_column("assigned_at")
        table.drop_column("assigned_to_id")
    op.drop_table("calendar_year_statement")
    op.drop_table("calendar_correction")
