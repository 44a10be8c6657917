"""The tables of the first release.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("scope", sa.String(length=100), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=True),
        sa.Column("until_year", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("name", name=op.f("uq_campaign_name")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_entry_hash")),
    )
    op.create_index(op.f("ix_journal_entry_action"), "journal_entry", ["action"], unique=False)
    op.create_index(op.f("ix_journal_entry_dossier_id"), "journal_entry", ["dossier_id"], unique=False)
    op.create_table(
        "sign_in_throttle",
        sa.Column("key", sa.String(length=220), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_throttle")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=250), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("symbol", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("head_name", sa.String(length=100), nullable=False),
        sa.Column("head_title", sa.String(length=100), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("standing_body_id", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.CheckConstraint("id <> parent_id", name=op.f("ck_unit_not_its_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.ForeignKeyConstraint(["standing_body_id"], ["unit.id"], name=op.f("fk_unit_standing_body_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_index(op.f("ix_unit_search_key"), "unit", ["search_key"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("post", sa.String(length=150), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_account_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_index(op.f("ix_account_unit_id"), "account", ["unit_id"], unique=False)
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("established_by", sa.String(length=100), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_council_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council")),
    )
    op.create_index(op.f("ix_council_unit_id"), "council", ["unit_id"], unique=False)
    op.create_table(
        "number_series",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_number_series_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", "symbol", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "unit_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("succeeded_on", sa.Date(), nullable=False),
        sa.Column("instrument", sa.String(length=200), nullable=False),
        sa.Column("passes_awards", sa.Boolean(), nullable=False),
        sa.CheckConstraint("instrument <> ''", name=op.f("ck_unit_succession_has_instrument")),
        sa.CheckConstraint("kind IN ('merged', 'renamed', 'split')", name=op.f("ck_unit_succession_kind_is_known")),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_unit_succession_not_its_own_successor")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["unit.id"], name=op.f("fk_unit_succession_predecessor_id_unit")),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_succession_successor_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_succession")),
        sa.UniqueConstraint(
            "predecessor_id", "successor_id", name=op.f("uq_unit_succession_predecessor_id_successor_id")
        ),
    )
    op.create_index(op.f("ix_unit_succession_successor_id"), "unit_succession", ["successor_id"], unique=False)
    op.create_table(
        "award_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["account.id"], name=op.f("fk_award_import_confirmed_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_import")),
    )
    op.create_index(op.f("ix_award_import_sha256"), "award_import", ["sha256"], unique=False)
    op.create_table(
        "council_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("ended_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_council_member_ends_after_start")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_council_member_account_id_account")),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_council_member_council_id_council")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
    )
    op.create_index(op.f("ix_council_member_account_id"), "council_member", ["account_id"], unique=False)
    op.create_index(op.f("ix_council_member_council_id"), "council_member", ["council_id"], unique=False)
    op.create_table(
        "council_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_council_session_closed_has_moment")
        ),
        sa.CheckConstraint(
            "state = 'preparing' OR opened_at IS NOT NULL", name=op.f("ck_council_session_open_was_opened")
        ),
        sa.CheckConstraint("state IN ('preparing', 'open', 'closed')", name=op.f("ck_council_session_state_is_known")),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_council_session_council_id_council")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_council_session_created_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_session")),
    )
    op.create_index(op.f("ix_council_session_council_id"), "council_session", ["council_id"], unique=False)
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("decider_unit_id", sa.Integer(), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("procedure_version", sa.String(length=64), nullable=False),
        sa.Column("law_version", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("petition_number", sa.String(length=60), nullable=False),
        sa.Column("petition_on", sa.Date(), nullable=True),
        sa.Column("review", sa.JSON(), nullable=False),
        sa.Column("party_opinion_number", sa.String(length=60), nullable=False),
        sa.Column("party_opinion", sa.Text(), nullable=False),
        sa.Column("party_opinion_on", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appraiser_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("law_chosen_on", sa.Date(), nullable=True),
        sa.Column("law_reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("correction_rounds", sa.Integer(), nullable=False),
        sa.Column("split_from_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(law_chosen_on IS NULL) = (law_reason = '')", name=op.f("ck_dossier_chosen_law_has_reason")
        ),
        sa.CheckConstraint("(state LIKE 'held%') = (hold_reason <> '')", name=op.f("ck_dossier_hold_has_reason")),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL",
            name=op.f("ck_dossier_left_draft_was_submitted"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('under_appraisal', 'before_council') OR received_on IS NOT NULL",
            name=op.f("ck_dossier_appraised_was_received"),
        ),
        sa.CheckConstraint(
            "law_chosen_on IS NULL OR (received_on IS NOT NULL AND law_chosen_on > received_on)",
            name=op.f("ck_dossier_chosen_law_is_newer"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_dossier_version_counts_from_one")),
        sa.ForeignKeyConstraint(["appraiser_id"], ["account.id"], name=op.f("fk_dossier_appraiser_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_dossier_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["created_by_id"], ["account.id"], name=op.f("fk_dossier_created_by_id_account")),
        sa.ForeignKeyConstraint(["decider_unit_id"], ["unit.id"], name=op.f("fk_dossier_decider_unit_id_unit")),
        sa.ForeignKeyConstraint(["split_from_id"], ["dossier.id"], name=op.f("fk_dossier_split_from_id_dossier")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["account.id"], name=op.f("fk_dossier_submitted_by_id_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_dossier_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("code", name=op.f("uq_dossier_code")),
    )
    op.create_index(op.f("ix_dossier_award_code"), "dossier", ["award_code"], unique=False)
    op.create_index(op.f("ix_dossier_decider_unit_id"), "dossier", ["decider_unit_id"], unique=False)
    op.create_index(op.f("ix_dossier_due_on"), "dossier", ["due_on"], unique=False)
    op.create_index(op.f("ix_dossier_state"), "dossier", ["state"], unique=False)
    op.create_index(op.f("ix_dossier_unit_id"), "dossier", ["unit_id"], unique=False)
    op.create_table(
        "holder_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=250), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("first_unit_id", sa.Integer(), nullable=False),
        sa.Column("second_unit_id", sa.Integer(), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_holder_match_has_reason")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_holder_match_undone_by_somebody")
        ),
        sa.CheckConstraint("first_unit_id < second_unit_id", name=op.f("ck_holder_match_units_in_order")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_holder_match_decided_by_id_account")),
        sa.ForeignKeyConstraint(["first_unit_id"], ["unit.id"], name=op.f("fk_holder_match_first_unit_id_unit")),
        sa.ForeignKeyConstraint(["second_unit_id"], ["unit.id"], name=op.f("fk_holder_match_second_unit_id_unit")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["account.id"], name=op.f("fk_holder_match_undone_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_match")),
    )
    op.create_index(op.f("ix_holder_match_search_key"), "holder_match", ["search_key"], unique=False)
    op.create_index(
        "uq_holder_match_in_force",
        "holder_match",
        ["kind", "search_key", "birth_year", "first_unit_id", "second_unit_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_login_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_account_id"), "login_session", ["account_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_message_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_account_id"), "message", ["account_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_role_grant_ends_after_start")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_grant_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "account_id", "unit_id", "role", "from_on", name=op.f("uq_role_grant_account_id_unit_id_role_from_on")
        ),
    )
    op.create_index(op.f("ix_role_grant_account_id"), "role_grant", ["account_id"], unique=False)
    op.create_index(op.f("ix_role_grant_unit_id"), "role_grant", ["unit_id"], unique=False)
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_link_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_link_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_link_account_id"), "sign_in_link", ["account_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_agenda_item_closed_has_moment")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'deferred') OR opened_at IS NOT NULL", name=op.f("ck_agenda_item_open_was_opened")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'open', 'closed', 'deferred')", name=op.f("ck_agenda_item_state_is_known")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_agenda_item_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_agenda_item_session_id_council_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("session_id", "dossier_id", name=op.f("uq_agenda_item_session_id_dossier_id")),
    )
    op.create_index(op.f("ix_agenda_item_dossier_id"), "agenda_item", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_session_id"), "agenda_item", ["session_id"], unique=False)
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f("ck_consultation_answered_has_answer")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_consultation_asked_by_id_account")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_consultation_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_consultation_recorded_by_id_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consultation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_dossier_id"), "consultation", ["dossier_id"], unique=False)
    op.create_table(
        "correction_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_correction_request_has_reason")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_correction_request_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["account.id"], name=op.f("fk_correction_request_requested_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_request")),
    )
    op.create_index(op.f("ix_correction_request_dossier_id"), "correction_request", ["dossier_id"], unique=False)
    op.create_index(
        "uq_correction_request_open",
        "correction_request",
        ["dossier_id"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("recorded_number", sa.String(length=60), nullable=False),
        sa.Column("recorded_body", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("signer_name", sa.String(length=100), nullable=False),
        sa.Column("signer_title", sa.String(length=150), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("verification_code", sa.String(length=20), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'issued') = (number IS NOT NULL)", name=op.f("ck_decision_issued_has_number")),
        sa.CheckConstraint(
            "state <> 'recorded' OR recorded_number <> ''", name=op.f("ck_decision_recorded_has_number")
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'returned', 'approved', 'issued', 'recorded')",
            name=op.f("ck_decision_state_is_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'issued') OR approved_at IS NOT NULL",
            name=op.f("ck_decision_approved_has_moment"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('issued', 'recorded') OR decided_on IS NOT NULL", name=op.f("ck_decision_issued_has_date")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["account.id"], name=op.f("fk_decision_approved_by_id_account")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_decision_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["account.id"], name=op.f("fk_decision_drafted_by_id_account")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["account.id"], name=op.f("fk_decision_issued_by_id_account")),
        sa.ForeignKeyConstraint(["signer_id"], ["account.id"], name=op.f("fk_decision_signer_id_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("dossier_id", name=op.f("uq_decision_dossier_id")),
        sa.UniqueConstraint("unit_id", "symbol", "year", "number", name=op.f("uq_decision_unit_id_symbol_year_number")),
        sa.UniqueConstraint("verification_code", name=op.f("uq_decision_verification_code")),
    )
    op.create_index(op.f("ix_decision_unit_id"), "decision", ["unit_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("honorific", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=250), nullable=False),
        sa.Column("gender", sa.String(length=5), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("workplace", sa.String(length=200), nullable=False),
        sa.Column("achievement", sa.Text(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("review_votes", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('individual', 'collective', 'household')", name=op.f("ck_nomination_kind_is_known")
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('not_passed', 'refused') OR outcome_reason <> ''",
            name=op.f("ck_nomination_refusal_has_reason"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_nomination_account_id_account")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_nomination_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("dossier_id", "position", name=op.f("uq_nomination_dossier_id_position")),
    )
    op.create_index(op.f("ix_nomination_account_id"), "nomination", ["account_id"], unique=False)
    op.create_index(op.f("ix_nomination_dossier_id"), "nomination", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_nomination_search_key"), "nomination", ["search_key"], unique=False)
    op.create_table(
        "public_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_public_notice_ends_after_start")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_public_notice_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["posted_by_id"], ["account.id"], name=op.f("fk_public_notice_posted_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice")),
        sa.UniqueConstraint("dossier_id", name=op.f("uq_public_notice_dossier_id")),
    )
    op.create_table(
        "session_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(length=10), nullable=False),
        sa.Column("absence_reason", sa.String(length=300), nullable=False),
        sa.Column("is_teller", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "presence IN ('absent', 'present', 'written')", name=op.f("ck_session_member_presence_is_known")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_member_account_id_account")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_session_member_session_id_council_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_member")),
        sa.UniqueConstraint("session_id", "account_id", name=op.f("uq_session_member_session_id_account_id")),
    )
    op.create_index(op.f("ix_session_member_account_id"), "session_member", ["account_id"], unique=False)
    op.create_index(op.f("ix_session_member_session_id"), "session_member", ["session_id"], unique=False)
    op.create_table(
        "waived_component",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("waived_by_id", sa.Integer(), nullable=False),
        sa.Column("waived_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_waived_component_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["waived_by_id"], ["account.id"], name=op.f("fk_waived_component_waived_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waived_component")),
    )
    op.create_index(op.f("ix_waived_component_dossier_id"), "waived_component", ["dossier_id"], unique=False)
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.String(length=20), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("appraised_by_id", sa.Integer(), nullable=False),
        sa.Column("appraised_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("proposal <> 'decline' OR opinion <> ''", name=op.f("ck_appraisal_declining_has_reason")),
        sa.ForeignKeyConstraint(["appraised_by_id"], ["account.id"], name=op.f("fk_appraisal_appraised_by_id_account")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_appraisal_nomination_id_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
    )
    op.create_index(op.f("ix_appraisal_nomination_id"), "appraisal", ["nomination_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_attachment_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_attachment_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["account.id"], name=op.f("fk_attachment_uploaded_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_dossier_id"), "attachment", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_attachment_nomination_id"), "attachment", ["nomination_id"], unique=False)
    op.create_table(
        "award_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=250), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("identity_hash", sa.String(length=64), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("provenance", sa.String(length=20), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.Column("revocation_ground", sa.String(length=1), nullable=False),
        sa.Column("revocation_number", sa.String(length=60), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("row_key", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "is_revoked OR revocation_ground = ''", name=op.f("ck_award_record_only_revoked_has_ground")
        ),
        sa.CheckConstraint(
            "kind IN ('individual', 'collective', 'household')", name=op.f("ck_award_record_kind_is_known")
        ),
        sa.CheckConstraint(
            "provenance IN ('decision', 'typed', 'declared')", name=op.f("ck_award_record_provenance_is_known")
        ),
        sa.CheckConstraint(
            "revocation_ground IN ('', 'a', 'b', 'c', 'd')", name=op.f("ck_award_record_revocation_ground_is_known")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_award_record_decision_id_decision")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["award_import.id"], name=op.f("fk_award_record_import_id_award_import")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_award_record_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_record")),
        sa.UniqueConstraint("row_key", name=op.f("uq_award_record_row_key")),
    )
    op.create_index(op.f("ix_award_record_identity_hash"), "award_record", ["identity_hash"], unique=False)
    op.create_index(op.f("ix_award_record_import_id"), "award_record", ["import_id"], unique=False)
    op.create_index(op.f("ix_award_record_search_key"), "award_record", ["search_key"], unique=False)
    op.create_index(op.f("ix_award_record_unit_id"), "award_record", ["unit_id"], unique=False)
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("roster", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("share", sa.String(length=10), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("citation", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (is_passed IS NULL)", name=op.f("ck_ballot_closed_has_result")),
        sa.CheckConstraint("present + written <= roster", name=op.f("ck_ballot_no_more_voters_than_seats")),
        sa.CheckConstraint(
            "yes + no + abstain + invalid <= present + written", name=op.f("ck_ballot_no_more_votes_than_voters")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_ballot_item_id_agenda_item")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_ballot_nomination_id_nomination")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint(
            "item_id", "nomination_id", "award_code", name=op.f("uq_ballot_item_id_nomination_id_award_code")
        ),
    )
    op.create_index(op.f("ix_ballot_item_id"), "ballot", ["item_id"], unique=False)
    op.create_index(op.f("ix_ballot_nomination_id"), "ballot", ["nomination_id"], unique=False)
    op.create_table(
        "correction_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_corrected", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_correction_flag_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["correction_request.id"], name=op.f("fk_correction_flag_request_id_correction_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_flag")),
    )
    op.create_index(op.f("ix_correction_flag_request_id"), "correction_flag", ["request_id"], unique=False)
    op.create_table(
        "decision_line",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_line_decision_id_decision")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_decision_line_nomination_id_nomination")
        ),
        sa.PrimaryKeyConstraint("decision_id", "nomination_id", name=op.f("pk_decision_line")),
    )
    op.create_index(op.f("ix_decision_line_nomination_id"), "decision_line", ["nomination_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "dossier_id IS NOT NULL OR session_id IS NOT NULL", name=op.f("ck_document_belongs_somewhere")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_document_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_document_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_document_session_id_council_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_dossier_id"), "document", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_document_session_id"), "document", ["session_id"], unique=False)
    op.create_table(
        "initiative_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("search_key", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_initiative_use_nomination_id_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_use")),
    )
    op.create_index(op.f("ix_initiative_use_nomination_id"), "initiative_use", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_initiative_use_search_key"), "initiative_use", ["search_key"], unique=False)
    op.create_table(
        "notice_line",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_notice_line_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_notice_line_notice_id_public_notice")
        ),
        sa.PrimaryKeyConstraint("notice_id", "nomination_id", name=op.f("pk_notice_line")),
    )
    op.create_index(op.f("ix_notice_line_nomination_id"), "notice_line", ["nomination_id"], unique=False)
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("about_name", sa.String(length=200), nullable=False),
        sa.Column("receipt_code", sa.String(length=20), nullable=False),
        sa.Column("sender_name", sa.String(length=100), nullable=False),
        sa.Column("sender_contact", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("is_upheld", sa.Boolean(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f("ck_objection_answered_has_answer")),
        sa.CheckConstraint(
            "nomination_id IS NOT NULL OR about_name <> ''", name=op.f("ck_objection_is_about_somebody")
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (is_upheld IS NULL)", name=op.f("ck_objection_answered_has_outcome")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["account.id"], name=op.f("fk_objection_answered_by_id_account")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_objection_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["public_notice.id"], name=op.f("fk_objection_notice_id_public_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("receipt_code", name=op.f("uq_objection_receipt_code")),
    )
    op.create_index(op.f("ix_objection_nomination_id"), "objection", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_objection_notice_id"), "objection", ["notice_id"], unique=False)
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=300), nullable=False),
        sa.CheckConstraint("ground <> ''", name=op.f("ck_recusal_has_ground")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_recusal_item_id_agenda_item")),
        sa.ForeignKeyConstraint(["member_id"], ["session_member.id"], name=op.f("fk_recusal_member_id_session_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("item_id", "member_id", name=op.f("uq_recusal_item_id_member_id")),
    )
    op.create_index(op.f("ix_recusal_item_id"), "recusal", ["item_id"], unique=False)
    op.create_table(
        "award_record_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_award_record_change_has_reason")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["account.id"], name=op.f("fk_award_record_change_changed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["award_record.id"], name=op.f("fk_award_record_change_record_id_award_record")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_record_change")),
    )
    op.create_index(op.f("ix_award_record_change_record_id"), "award_record_change", ["record_id"], unique=False)
    op.create_table(
        "open_vote",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('yes', 'no', 'abstain')", name=op.f("ck_open_vote_choice_is_known")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_open_vote_ballot_id_ballot")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["session_member.id"], name=op.f("fk_open_vote_member_id_session_member")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "member_id", name=op.f("pk_open_vote")),
    )
    op.create_table(
        "paper_count",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("teller_id", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "yes >= 0 AND no >= 0 AND abstain >= 0 AND invalid >= 0",
            name=op.f("ck_paper_count_counts_are_not_negative"),
        ),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_paper_count_ballot_id_ballot")),
        sa.ForeignKeyConstraint(
            ["teller_id"], ["session_member.id"], name=op.f("fk_paper_count_teller_id_session_member")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "teller_id", name=op.f("pk_paper_count")),
    )
    op.create_table(
        "turnout",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("is_paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_turnout_ballot_id_ballot")),
        sa.ForeignKeyConstraint(["member_id"], ["session_member.id"], name=op.f("fk_turnout_member_id_session_member")),
        sa.PrimaryKeyConstraint("ballot_id", "member_id", name=op.f("pk_turnout")),
    )
    op.create_table(
        "vote_slip",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.CheckConstraint("choice IN ('yes', 'no', 'abstain')", name=op.f("ck_vote_slip_choice_is_known")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_vote_slip_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_slip")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vote_slip_ballot_id"), "vote_slip", ["ballot_id"], unique=False)


def downgrade() -> None:
    op.drop_table("vote_slip")
    op.drop_table("turnout")
    op.drop_table("paper_count")
    op.drop_table("open_vote")
    op.drop_table("award_record_change")
    op.drop_table("recusal")
    op.drop_table("objection")
    op.drop_table("notice_line")
    op.drop_table("initiative_use")
    op.drop_table("document")
    op.drop_table("decision_line")
    op.drop_table("correction_flag")
    op.drop_table("ballot")
    op.drop_table("award_record")
    op.drop_table("attachment")
    op.drop_table("appraisal")
    op.drop_table("waived_component")
    op.drop_table("session_member")
    op.drop_table("public_notice")
    op.drop_table("nomination")
    op.drop_table("decision")
    op.drop_table("correction_request")
    op.drop_table("consultation")
    op.drop_table("agenda_item")
    op.drop_table("sign_in_link")
    op.drop_table("role_grant")
    op.drop_table("message")
    op.drop_table("login_session")
    op.drop_table("holder_match")
    op.drop_table("dossier")
    op.drop_table("council_session")
    op.drop_table("council_member")
    op.drop_table("award_import")
    op.drop_table("unit_succession")
    op.drop_table("number_series")
    op.drop_table("council")
    op.drop_table("account")
    op.drop_table("unit")
    op.drop_table("sign_in_throttle")
    op.drop_table("journal_entry")
    op.drop_table("campaign")
