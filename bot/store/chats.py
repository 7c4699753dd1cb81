"""Chats: their collection, their decisions, and whether we may write there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.noticed import Noticed
from bot.domain.preferences import Preferences
from bot.store import access, channels, last_seen, recent_messages, sent_messages
from bot.store.outbox import drop_chat, take_along
from bot.store.schema import chat, sent_message
from index.database import sql

Holds = Callable[[Connection, str], bool]
# Telegram's ids of supergroups and channels are below this number, those of basic groups above it and below zero.
SUPERGROUPS = -(10**12)
_ABOUT = select(chat.c.collection, chat.c.preferences).where(chat.c.chat_id == bindparam("key"))
_NOTICED = select(chat.c.noticed).where(chat.c.chat_id == bindparam("key"))
_REOPEN = update(chat).where(chat.c.chat_id == bindparam("key"), chat.c.closed_at.is_not(None)).values(closed_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A chat: its collection, its decisions, and since when (seconds since the epoch) we may not write there, if so."""

    chat_id: int
    collection: str
    preferences: Preferences
    closed_at: float | None


def collection(connection: Connection, chat_id: int) -> str:
    """The name of the chat's collection, whether or not it holds anything yet."""
    return about(connection, chat_id)[0]


def about(connection: Connection, chat_id: int) -> tuple[str, Preferences]:
    """The chat's collection and its decisions."""
    for name, preferences in sql.query(connection, _ABOUT, key=chat_id):
        return name, Preferences.decode(preferences)
    return f"chat:{chat_id}", Preferences()


def decide(connection: Connection, chat_id: int, preferences: Preferences) -> None:
    """Stores the chat's decisions."""
    _remember(connection, chat_id)
    connection.execute(update(chat).where(chat.c.chat_id == chat_id).values(preferences=preferences.encode()))


def noticed(connection: Connection, chat_id: int) -> Noticed:
    """What we noticed of a group."""
    for (stored,) in sql.query(connection, _NOTICED, key=chat_id):
        return Noticed.decode(stored)
    return Noticed()


def notice(connection: Connection, chat_id: int, found: Noticed) -> None:
    """Stores what we noticed of a group."""
    _remember(connection, chat_id)
    connection.execute(update(chat).where(chat.c.chat_id == chat_id).values(noticed=found.encode()))


def tell_once(connection: Connection, chat_id: int) -> bool:
    """Whether a group must still be told how little we see of it; True only once."""
    known = noticed(connection, chat_id)
    if not known.told:
        notice(connection, chat_id, replace(known, told=True))
    return not known.told


def language(connection: Connection, chat_id: int, otherwise: str | None) -> str | None:
    """The language for a chat: the decided one, in a group that of most members, or else ``otherwise``."""
    decided = about(connection, chat_id)[1].language
    if decided is not None or chat_id > 0:
        return decided or otherwise
    return noticed(connection, chat_id).language or otherwise


def close(connection: Connection, chat_id: int, *, now: float) -> None:
    """Records that we may not write there any more, and drops what was owed."""
    _remember(connection, chat_id)
    connection.execute(update(chat).where(chat.c.chat_id == chat_id).values(closed_at=now))
    drop_chat(connection, chat_id)


def reopen(connection: Connection, chat_id: int) -> None:
    """Records that we may write there again, since somebody wrote to us."""
    sql.execute(connection, _REOPEN, key=chat_id)


def migrate(connection: Connection, old: int, new: int, *, holds: Holds = lambda _connection, _name: False) -> None:
    """Gives the supergroup the articles and owed messages of the group that it was. Idempotent.

    ``holds`` says whether a collection has articles. If both have some, the supergroup keeps its own collection, whose
    article numbers are on buttons there; ``strays`` then names the articles to move.
    """
    name, preferences = about(connection, old)
    known, decided = about(connection, new)
    target = known if holds(connection, known) else name
    kept = decided if decided != Preferences() else preferences
    _point(connection, new, target, kept)
    here, before = noticed(connection, new), noticed(connection, old)
    if before != Noticed():
        told = here.told or before.told
        notice(connection, new, replace(here if here.language is not None else before, told=told))
    # Later updates from the old chat belong to the same collection.
    _point(connection, old, target, Preferences())
    take_along(connection, old, new)
    access.migrate(connection, old, new)
    channels.migrate(connection, old, new)
    last_seen.migrate(connection, old, new)
    recent_messages.forget(connection, old)
    # Message ids start again there, so that the contexts of old messages mean nothing any more.
    connection.execute(delete(sent_message).where(sent_message.c.chat_id == old))


def strays(connection: Connection) -> list[tuple[str, str]]:
    """Collections that may still hold articles although their chat has another one by now; and that one."""
    query = select(chat.c.chat_id, chat.c.collection).order_by(chat.c.chat_id)
    own = [(f"chat:{row.chat_id}", row.collection) for row in connection.execute(query)]
    return [(mine, other) for mine, other in own if mine != other]


def every(connection: Connection) -> list[Known]:
    """All known chats."""
    return [_known(row) for row in connection.execute(select(chat).order_by(chat.c.chat_id))]


def get(connection: Connection, chat_id: int) -> Known | None:
    """The row of a chat, or None."""
    row = connection.execute(select(chat).where(chat.c.chat_id == chat_id)).one_or_none()
    return None if row is None else _known(row)


def drop(connection: Connection, chat_id: int) -> list[str]:
    """Forgets everything about the chat; returns its collections that no other chat uses."""
    mine = {collection(connection, chat_id), f"chat:{chat_id}"}
    connection.execute(delete(chat).where(chat.c.chat_id == chat_id))
    drop_chat(connection, chat_id)
    sent_messages.forget(connection, chat_id)
    recent_messages.forget(connection, chat_id)
    last_seen.forget(connection, chat_id)
    channels.leave(connection, chat_id)
    # A group that became a supergroup points to the same collection, which belongs to the supergroup.
    connection.execute(delete(chat).where(chat.c.collection.in_(mine), chat.c.chat_id > SUPERGROUPS))
    shared = set(connection.scalars(select(chat.c.collection).where(chat.c.collection.in_(mine))))
    return sorted(mine - shared)


def _known(row: Row[Any]) -> Known:
    return Known(
        chat_id=row.chat_id,
        collection=row.collection,
        preferences=Preferences.decode(row.preferences),
        closed_at=row.closed_at,
    )


def _point(connection: Connection, chat_id: int, name: str, preferences: Preferences) -> None:
    _remember(connection, chat_id)
    values = {"collection": name, "preferences": preferences.encode()}
    connection.execute(update(chat).where(chat.c.chat_id == chat_id).values(**values))


def _remember(connection: Connection, chat_id: int) -> None:
    """Creates the chat's row if there is none."""
    if connection.scalar(select(chat.c.chat_id).where(chat.c.chat_id == chat_id)) is None:
        # Another process may be doing this for the other one of two chats that became one.
        made = postgresql.insert(chat).values(chat_id=chat_id, collection=f"chat:{chat_id}")
        connection.execute(made.on_conflict_do_nothing())
