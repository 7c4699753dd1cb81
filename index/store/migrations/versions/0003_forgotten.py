"""Articles that nobody sees any more, and that can be brought back for a moment."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_article_forgotten_at"),
        "article",
        ["forgotten_at"],
        unique=False,
        sqlite_where=sa.text("forgotten_at IS NOT NULL"),
        postgresql_where=sa.text("forgotten_at IS NOT NULL"),
    )
