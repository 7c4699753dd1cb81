"""Articles are listed and limited by when they came."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_article_collection_id_added_at"), "article", ["collection_id", "added_at"], unique=False)
