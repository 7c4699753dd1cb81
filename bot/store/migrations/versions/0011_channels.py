"""Channels that the bot administers, and the groups that their posts are kept for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("number", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), autoincrement=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("channel_id"),
    )
    op.create_table(
        "channel_group",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False),
        sa.PrimaryKeyConstraint("channel_id", "chat_id"),
    )
