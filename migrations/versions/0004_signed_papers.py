"""The PDF that is handed out to be signed digitally outside, and the signed files that come back.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signing_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf_size", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_signing_package_decision_id_decision")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_signing_package_document_id_document")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_signing_package_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_package")),
        sa.UniqueConstraint("document_id", name=op.f("uq_signing_package_document_id")),
    )
    op.create_index(op.f("ix_signing_package_decision_id"), "signing_package", ["decision_id"])
    op.create_table(
        "signed_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("signatures", sa.JSON(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('trusted', 'unchecked', 'failed')", name=op.f("ck_signed_copy_verdict_is_known")
        ),
        sa.CheckConstraint("checked_at >= uploaded_at", name=op.f("ck_signed_copy_checked_since_upload")),
        sa.ForeignKeyConstraint(["package_id"], ["signing_package.id"], name=op.f("fk_signed_copy_package_id_signing_package")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["account.id"], name=op.f("fk_signed_copy_uploaded_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_copy")),
        sa.UniqueConstraint("package_id", "sha256", name=op.f("uq_signed_copy_package_id_sha256")),
    )
    op.create_index(op.f("ix_signed_copy_sha256"), "signed_copy", ["sha256"])


def downgrade() -> None:
    op.drop_table("signed_copy")
    op.drop_table("signing_package")
