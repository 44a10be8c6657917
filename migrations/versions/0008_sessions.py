"""Before, around and after a session: replies, reading, questions, changes of a council, written rounds, signed copies.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('council_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=100), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_council_change_council_id_council')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['account.id'], name=op.f('fk_council_change_recorded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_council_change')),
    sa.UniqueConstraint('council_id', 'number', name=op.f('uq_council_change_council_id_number'))
    )
    op.create_index(op.f('ix_council_change_council_id'), 'council_change', ['council_id'], unique=False)
    op.create_table('invitation_reply',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('for_day', sa.Date(), nullable=False),
    sa.Column('reply', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('replied_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("reply = 'coming' OR reason <> ''", name=op.f('ck_invitation_reply_absence_has_reason')),
    sa.CheckConstraint("reply IN ('coming', 'absent', 'written')", name=op.f('ck_invitation_reply_reply_is_known')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_invitation_reply_account_id_account')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_invitation_reply_session_id_council_session')),
    sa.PrimaryKeyConstraint('session_id', 'account_id', name=op.f('pk_invitation_reply'))
    )
    op.create_table('written_round',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_by_id', sa.Integer(), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(sent_at IS NULL) = (sent_by_id IS NULL)', name=op.f('ck_written_round_sent_by_somebody')),
    sa.CheckConstraint('ended_at IS NULL OR sent_at IS NOT NULL', name=op.f('ck_written_round_ended_was_sent')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['account.id'], name=op.f('fk_written_round_sent_by_id_account')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_written_round_session_id_council_session')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_written_round'))
    )
    op.create_table('consultation_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('consultation_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('uploaded_by_id', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_consultation_file_consultation_id_consultation')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_consultation_file_uploaded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation_file'))
    )
    op.create_index(op.f('ix_consultation_file_consultation_id'), 'consultation_file', ['consultation_id'], unique=False)
    op.create_table('member_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('nomination_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f('ck_member_question_answered_has_answer')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account.id'], name=op.f('fk_member_question_answered_by_id_account')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_member_question_asked_by_id_account')),
    sa.ForeignKeyConstraint(['nomination_id'], ['nomination.id'], name=op.f('fk_member_question_nomination_id_nomination')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_member_question_session_id_council_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_question'))
    )
    op.create_index(op.f('ix_member_question_nomination_id'), 'member_question', ['nomination_id'], unique=False)
    op.create_index(op.f('ix_member_question_session_id'), 'member_question', ['session_id'], unique=False)
    op.create_table('reading',
    sa.Column('nomination_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_reading_account_id_account')),
    sa.ForeignKeyConstraint(['nomination_id'], ['nomination.id'], name=op.f('fk_reading_nomination_id_nomination')),
    sa.PrimaryKeyConstraint('nomination_id', 'account_id', name=op.f('pk_reading'))
    )
    op.create_table('session_copy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('signatures', sa.JSON(), nullable=False),
    sa.Column('uploaded_by_id', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("verdict IN ('scanned', 'trusted', 'unchecked')", name=op.f('ck_session_copy_verdict_is_known')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_session_copy_document_id_document')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_session_copy_uploaded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_copy')),
    sa.UniqueConstraint('document_id', 'sha256', name=op.f('uq_session_copy_document_id_sha256'))
    )
    op.create_index(op.f('ix_session_copy_sha256'), 'session_copy', ['sha256'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_session_copy_sha256'), table_name='session_copy')
    op.drop_table('session_copy')
    op.drop_table('reading')
    op.drop_index(op.f('ix_member_question_session_id'), table_name='member_question')
    op.drop_index(op.f('ix_member_question_nomination_id'), table_name='member_question')
    op.drop_table('member_question')
    op.drop_index(op.f('ix_consultation_file_consultation_id'), table_name='consultation_file')
    op.drop_table('consultation_file')
    op.drop_table('written_round')
    op.drop_table('invitation_reply')
    op.drop_index(op.f('ix_council_change_council_id'), table_name='council_change')
    op.drop_table('council_change')
