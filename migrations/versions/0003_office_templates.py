"""Offices have their own versions of Word templates, and every document says which template it was made with.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("covers_below", sa.Boolean(), nullable=False),
        sa.Column("activation_reason", sa.Text(), nullable=False),
        sa.Column("activated_by_id", sa.Integer(), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(from_on IS NULL) = (activated_at IS NULL) AND (from_on IS NULL) = (activated_by_id IS NULL)"
            " AND (from_on IS NULL) = (activation_reason = '')",
            name=op.f("ck_office_template_in_use_by_somebody_with_reason"),
        ),
        sa.CheckConstraint(
            "(until_on IS NULL) = (ended_at IS NULL) AND (until_on IS NULL) = (ended_by_id IS NULL)"
            " AND (until_on IS NULL) = (end_reason = '')",
            name=op.f("ck_office_template_ended_by_somebody_with_reason"),
        ),
        sa.CheckConstraint("until_on IS NULL OR from_on IS NOT NULL", name=op.f("ck_office_template_ended_after_use")),
        sa.CheckConstraint(
            "from_on IS NOT NULL OR NOT covers_below", name=op.f("ck_office_template_covers_below_only_in_use")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_office_template_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_office_template_uploaded_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["activated_by_id"], ["account.id"], name=op.f("fk_office_template_activated_by_id_account")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_office_template_ended_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_template")),
        sa.UniqueConstraint("unit_id", "kind", "number", name=op.f("uq_office_template_unit_id_kind_number")),
    )
    with op.batch_alter_table("office_template") as batch:
        batch.create_index(op.f("ix_office_template_unit_id"), ["unit_id"])
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("template_sha256", sa.String(length=64), nullable=True))
        batch.create_index(op.f("ix_document_template_sha256"), ["template_sha256"])


def downgrade() -> None:
    with op.batch_alter_table("document") as batch:
        batch.drop_index(op.f("ix_document_template_sha256"))
        batch.drop_column("template_sha256")
    op.drop_table("office_template")
