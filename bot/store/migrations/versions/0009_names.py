"""Names that say what they hold. Each changes a line of the schema only, however large the table is."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE said RENAME TO sent_message")
    op.execute("ALTER TABLE sent_message RENAME COLUMN asked TO question_id")
    op.execute("ALTER TABLE sent_message RENAME COLUMN said_at TO sent_at")
    op.execute("ALTER TABLE looked RENAME TO last_seen")
    op.execute("ALTER TABLE last_seen RENAME COLUMN looked_at TO seen_until")
    op.execute("ALTER TABLE arrival RENAME TO recent_message")
    op.execute("ALTER TABLE recent_message RENAME COLUMN sender TO sender_id")
    op.execute("ALTER TABLE recent_message RENAME COLUMN topic TO topic_id")
    op.execute("ALTER TABLE recent_message RENAME COLUMN album TO album_id")
    op.execute("ALTER TABLE recent_message RENAME COLUMN origin TO origin_hash")
    op.execute("ALTER TABLE recent_message RENAME COLUMN origin_number TO origin_message_id")
    op.execute("ALTER TABLE recent_message RENAME COLUMN units TO text_units")
    op.execute("ALTER TABLE recent_message RENAME COLUMN head TO head_id")
