"""What a new version of the analyser makes is made aside, while the old is searched."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("collection", sa.Column("index_id", sa.Integer(), nullable=True))
    op.add_column("collection", sa.Column("building_id", sa.Integer(), nullable=True))
    op.add_column("content", sa.Column("analyser", sa.SmallInteger(), nullable=True))
