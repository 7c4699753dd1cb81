"""An index that finds a chat's latest messages of ours by their time: numbers do not tell the order."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_said_chat_id_said_at", "sent_message", ["chat_id", "sent_at"])
