"""What the bot notices of a group by itself, beside what the group has decided."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chat", sa.Column("noticed", sa.Text()))
