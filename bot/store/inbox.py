"""The inbox's rows: an update is here before Telegram is told that it arrived, until what it asked for is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Executable, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from bot.store.schema import inbox
from index.store import driver

WAITING, DONE, SET_ASIDE = 0, 1, 2
# Telegram repeats an update for a day at most; a done one is remembered for longer than that, but not
# for the week after which Telegram may give its number to another one.
REMEMBERED_SECONDS = 3 * 86400.0
# What could not be handled is kept for the operator to look at.
SET_ASIDE_SECONDS = 30 * 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update that nobody has handled yet; ``starts``: how often that was begun after a restart."""

    update_id: int
    body: str
    starts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An update that was given up: when it came, how often it was tried, and the kind of error."""

    update_id: int
    received_at: float
    tries: int
    error: str | None


def put(connection: Connection, arrived: Sequence[Waiting], *, now: float) -> list[Waiting]:
    """Stores updates, in this order; returns those that were not here already."""
    return [
        each
        for each in arrived
        if driver.execute(connection, _arriving, update_id=each.update_id, body=each.body, received_at=now)
    ]


def waiting(connection: Connection) -> list[Waiting]:
    """All updates that nobody has handled yet, in the order in which they came."""
    query = select(inbox.c.update_id, inbox.c.body, inbox.c.starts).where(inbox.c.state == WAITING)
    rows = connection.execute(query.order_by(inbox.c.number))
    return [Waiting(update_id=row.update_id, body=row.body, starts=row.starts) for row in rows]


def begun(connection: Connection, update_id: int) -> None:
    """Counts that handling it begins once more after a restart; the count stays if the process dies of it."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(starts=inbox.c.starts + 1))


def done(connection: Connection, update_id: int) -> None:
    """Marks an update as handled; its content is not kept."""
    driver.execute(connection, _done, key=update_id)


def failed(connection: Connection, update_id: int, error: str) -> int:
    """Counts a try that failed; returns how many have."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1, error=error))
    return connection.scalar(select(inbox.c.tries).where(inbox.c.update_id == update_id)) or 0


def set_aside(connection: Connection, update_id: int, error: str | None = None) -> None:
    """Puts an update that cannot be handled where it is in nobody's way; the operator can look at it."""
    values = {"state": SET_ASIDE} | ({"error": error} if error else {})
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(values))


def aside(connection: Connection) -> list[Aside]:
    """What was given up, latest first."""
    query = select(inbox.c.update_id, inbox.c.received_at, inbox.c.tries, inbox.c.error)
    rows = connection.execute(query.where(inbox.c.state == SET_ASIDE).order_by(inbox.c.number.desc()))
    return [
        Aside(update_id=row.update_id, received_at=row.received_at, tries=row.tries, error=row.error) for row in rows
    ]


def prune(connection: Connection, *, now: float) -> None:
    """Forgets handled updates that Telegram will not repeat any more, and old ones that were given up."""
    for state, seconds in ((DONE, REMEMBERED_SECONDS), (SET_ASIDE, SET_ASIDE_SECONDS)):
        connection.execute(delete(inbox).where(inbox.c.state == state, inbox.c.received_at < now - seconds))


def _arriving() -> Executable:
    # PostgreSQL's words for it are SQLite's, too.
    columns = dict.fromkeys(("update_id", "body", "received_at"))
    return postgresql.insert(inbox).values(**columns, state=WAITING, tries=0, starts=0).on_conflict_do_nothing()


def _done() -> Executable:
    return update(inbox).where(inbox.c.update_id == bindparam("key")).values(state=DONE, body="")
