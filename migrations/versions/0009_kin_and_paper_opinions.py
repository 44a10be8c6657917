"""Declared relatives and interests, the nominations that bear their names, and opinions that came on paper.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declared_kin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("search_key", sa.String(length=250), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("workplace", sa.String(length=300), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("search_key <> ''", name=op.f("ck_declared_kin_has_name")),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_declared_kin_ends_after_start")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_declared_kin_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_kin")),
    )
    op.create_index(op.f("ix_declared_kin_account_id"), "declared_kin", ["account_id"], unique=False)
    op.create_index(op.f("ix_declared_kin_search_key"), "declared_kin", ["search_key"], unique=False)
    op.create_table(
        "kin_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kin_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'proposed') = (answered_at IS NULL)", name=op.f("ck_kin_match_answered_has_moment")),
        sa.CheckConstraint("state IN ('proposed', 'same', 'other')", name=op.f("ck_kin_match_state_is_known")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_kin_match_account_id_account")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_kin_match_item_id_agenda_item")),
        sa.ForeignKeyConstraint(["kin_id"], ["declared_kin.id"], name=op.f("fk_kin_match_kin_id_declared_kin")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_kin_match_nomination_id_nomination"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kin_match")),
        sa.UniqueConstraint("item_id", "kin_id", "nomination_id", name=op.f("uq_kin_match_item_id_kin_id_nomination_id")),
    )
    for column in ("item_id", "account_id", "kin_id", "nomination_id"):
        op.create_index(op.f(f"ix_kin_match_{column}"), "kin_match", [column], unique=False)
    op.create_table(
        "paper_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["account.id"], name=op.f("fk_paper_opinion_entered_by_id_account")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_paper_opinion_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["session_member.id"], name=op.f("fk_paper_opinion_member_id_session_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_opinion")),
    )
    for column in ("item_id", "member_id"):
        op.create_index(op.f(f"ix_paper_opinion_{column}"), "paper_opinion", [column], unique=False)


def downgrade() -> None:
    for name in ("paper_opinion", "kin_match", "declared_kin"):
        op.drop_table(name)
