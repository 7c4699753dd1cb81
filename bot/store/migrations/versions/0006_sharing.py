"""Several processes may work on one database: which they are, and which chats each of them has."""

import json

import sqlalchemy as sa
from alembic import op

from bot.domain.raw_updates import chat_of

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WAITING = 0


def upgrade() -> None:
    op.add_column("inbox", sa.Column("chat_id", sa.BigInteger(), nullable=True))
    op.create_table(
        "process",
        sa.Column(
            "id",
            sa.Integer().with_variant(sa.BigInteger(), "postgresql"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("seen_at", sa.Float(), nullable=False),
        sa.Column("held_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "lease",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("process", sa.BigInteger(), nullable=True),
        sa.Column("died", sa.Boolean(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_index("ix_lease_process", "lease", ["process"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        # The waiting updates of one chat; where one process has all of them, nobody asks.
        op.execute("CREATE INDEX ix_inbox_waiting ON inbox (chat_id, number) WHERE state = 0")
    _name_chats(op.get_bind())


def _name_chats(connection: sa.Connection) -> None:
    inbox = sa.table("inbox", sa.column("number"), sa.column("body"), sa.column("state"), sa.column("chat_id"))
    waiting = connection.execute(sa.select(inbox.c.number, inbox.c.body).where(inbox.c.state == WAITING)).all()
    for number, body in waiting:
        mine = sa.update(inbox).where(inbox.c.number == number)
        connection.execute(mine.values(chat_id=chat_of(json.loads(body))))
