"""Names that say what they hold. Each changes a line of the schema only, however large the table is."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE chore RENAME TO job")
    op.execute("ALTER TABLE recent RENAME TO posting_buffer")
    op.execute("ALTER TABLE tongue RENAME TO collection_language")
    # These hold the id of an index, which is its collection's own only until it is made anew.
    op.execute("ALTER TABLE posting RENAME COLUMN collection_id TO index_id")
    op.execute("ALTER TABLE posting_buffer RENAME COLUMN collection_id TO index_id")
    op.execute("ALTER TABLE vocabulary RENAME COLUMN collection_id TO index_id")
    op.execute("ALTER TABLE collection RENAME COLUMN building_id TO new_index_id")
    op.execute("ALTER TABLE content RENAME COLUMN elder_id TO representative_id")
    op.execute("ALTER TABLE occurrence RENAME COLUMN again TO is_repeat")
