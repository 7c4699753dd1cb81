"""The inbox's rows: an update is stored before Telegram is told that it arrived, until it is handled."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.incoming.raw_updates import chat_of
from bot.store.schema import inbox
from index.database import sql

WAITING, DONE, SET_ASIDE = 0, 1, 2
# Telegram repeats an update for a day at most. A handled one is remembered longer, but less than the week after which
# Telegram may reuse its number.
REMEMBERED_SECONDS = 3 * 86400.0
# How long updates that were set aside are kept for the operator.
SET_ASIDE_SECONDS = 30 * 86400.0


_WAITING = (inbox.c.update_id, inbox.c.body, inbox.c.tries, inbox.c.starts, inbox.c.chat_id)
# PostgreSQL's words for it are SQLite's, too.
_ARRIVING = (
    postgresql.insert(inbox)
    .values(**dict.fromkeys(("update_id", "body", "chat_id", "received_at")), state=WAITING, tries=0, starts=0)
    .on_conflict_do_nothing()
)
_DONE = update(inbox).where(inbox.c.update_id == bindparam("key"), inbox.c.state == WAITING).values(state=DONE, body="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An unhandled update. ``tries`` counts its failures, ``starts`` how often it was begun after a restart.

    ``chat_id`` is the chat, or else the person, in whose queue it is handled; None while unknown.
    """

    update_id: int
    body: str
    tries: int = 0
    starts: int = 0
    chat_id: int | None = None

    @property
    def queue_key(self) -> int:
        """The key of its queue: a chat, or else a person."""
        return chat_of(json.loads(self.body)) if self.chat_id is None else self.chat_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An update that was set aside: when it came, how often it was tried, and the kind of error."""

    update_id: int
    received_at: float
    tries: int
    error: str | None


def put(connection: Connection, arrived: Sequence[Waiting], *, now: float) -> list[Waiting]:
    """Stores updates in this order; returns the new ones."""
    return [
        each
        for each in arrived
        if sql.execute(
            connection, _ARRIVING, update_id=each.update_id, body=each.body, chat_id=each.queue_key, received_at=now
        )
    ]


def waiting(connection: Connection) -> list[Waiting]:
    """All unhandled updates, in the order in which they came."""
    return _read(connection, select(*_WAITING).where(inbox.c.state == WAITING).order_by(inbox.c.number))


def waiting_in(connection: Connection, chat_id: int, *, besides: Collection[int], most: int) -> list[Waiting]:
    """The unhandled updates of one chat, at most ``most``, without the known ones ``besides``."""
    query = select(*_WAITING).where(inbox.c.state == WAITING, inbox.c.chat_id == chat_id)
    rest = query.where(inbox.c.update_id.not_in(besides)) if besides else query
    return _read(connection, rest.order_by(inbox.c.number).limit(most))


def body(connection: Connection, update_id: int) -> str:
    """What Telegram sent; "" when the update does not wait any more."""
    return connection.scalar(select(inbox.c.body).where(inbox.c.update_id == update_id)) or ""


def name_chats(connection: Connection) -> None:
    """Adds the chat to waiting updates of earlier releases, which did not store it."""
    nameless = select(inbox.c.number, inbox.c.body).where(inbox.c.state == WAITING, inbox.c.chat_id.is_(None))
    for number, body in connection.execute(nameless).all():
        mine = update(inbox).where(inbox.c.number == number)
        connection.execute(mine.values(chat_id=chat_of(json.loads(body))))


def backlog(connection: Connection, most: int) -> int:
    """How many updates wait, counted up to ``most``."""
    some = select(inbox.c.number).where(inbox.c.state == WAITING).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def newest(connection: Connection) -> int:
    """The number of the update that was stored last; 0 if there is none."""
    return connection.scalar(select(func.max(inbox.c.number))) or 0


def begun(connection: Connection, update_id: int, starts: int) -> None:
    """Records that handling begins for the ``starts``-th time after a restart; it counts even if the process dies."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(starts=starts))


def done(connection: Connection, update_id: int) -> bool:
    """Marks an update as handled and deletes its content. False if it was not waiting any more."""
    return sql.execute(connection, _DONE, key=update_id) > 0


def failed(connection: Connection, update_id: int, error: str, tries: int) -> bool:
    """Records the number of failed tries; False if the update was not waiting any more.

    The caller counts, since a commit whose confirmation is lost is repeated.
    """
    mine = (inbox.c.update_id == update_id, inbox.c.state == WAITING)
    return connection.execute(update(inbox).where(*mine).values(tries=tries, error=error)).rowcount > 0


def set_aside(connection: Connection, update_id: int, error: str | None = None) -> bool:
    """Gives up an update that cannot be handled, and keeps it for the operator.

    False if it was not waiting any more.
    """
    values = {"state": SET_ASIDE} | ({"error": error} if error else {})
    mine = (inbox.c.update_id == update_id, inbox.c.state == WAITING)
    return connection.execute(update(inbox).where(*mine).values(values)).rowcount > 0


def aside(connection: Connection) -> list[Aside]:
    """The updates that were set aside, latest first."""
    query = select(inbox.c.update_id, inbox.c.received_at, inbox.c.tries, inbox.c.error)
    rows = connection.execute(query.where(inbox.c.state == SET_ASIDE).order_by(inbox.c.number.desc()))
    return [
        Aside(update_id=row.update_id, received_at=row.received_at, tries=row.tries, error=row.error) for row in rows
    ]


def prune(connection: Connection, *, now: float) -> None:
    """Forgets handled updates that Telegram will not repeat any more, and old ones that were set aside."""
    for state, seconds in ((DONE, REMEMBERED_SECONDS), (SET_ASIDE, SET_ASIDE_SECONDS)):
        connection.execute(delete(inbox).where(inbox.c.state == state, inbox.c.received_at < now - seconds))


def _read(connection: Connection, query: Select[Any]) -> list[Waiting]:
    return [Waiting(**row._mapping) for row in connection.execute(query)]
