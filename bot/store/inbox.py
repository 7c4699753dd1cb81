"""The inbox's rows: an update is here before Telegram is told that it arrived, until what it asked for is done."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema import inbox

WAITING, DONE, SET_ASIDE = 0, 1, 2
# Telegram repeats an update for a day at most; a done one is remembered for longer than that.
REMEMBERED_SECONDS = 3 * 86400.0


def put(connection: Connection, update_id: int, body: str, *, now: float) -> bool:
    """Stores an update that waits to be handled; False if it is here already."""
    if connection.scalar(select(inbox.c.update_id).where(inbox.c.update_id == update_id)) is not None:
        return False
    connection.execute(insert(inbox).values(update_id=update_id, body=body, received_at=now, state=WAITING, tries=0))
    return True


def waiting(connection: Connection) -> list[str]:
    """The bodies of all updates that nobody has handled yet, oldest first."""
    query = select(inbox.c.body).where(inbox.c.state == WAITING).order_by(inbox.c.received_at, inbox.c.update_id)
    return list(connection.scalars(query))


def done(connection: Connection, update_id: int) -> None:
    """Marks an update as handled; its content is not kept."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(state=DONE, body=""))


def failed(connection: Connection, update_id: int, error: str) -> int:
    """Counts a try that failed; returns how many have."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1, error=error))
    return connection.scalar(select(inbox.c.tries).where(inbox.c.update_id == update_id)) or 0


def set_aside(connection: Connection, update_id: int) -> None:
    """Puts an update that cannot be handled where it is in nobody's way; the operator can look at it."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(state=SET_ASIDE))


def prune(connection: Connection, *, now: float) -> None:
    """Forgets handled updates that Telegram will not repeat any more."""
    connection.execute(delete(inbox).where(inbox.c.state == DONE, inbox.c.received_at < now - REMEMBERED_SECONDS))
