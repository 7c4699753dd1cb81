"""Retention: deletes articles that are too old, the remains of left groups and what was forgotten for good. Also moves
the articles of groups that have become supergroups."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.store import chats, pending_deletions, sent_messages
from bot.store.chats import Known
from index import Library, Scope

# How long the articles of a group are kept after the bot was removed from it; if it returns, all are still there.
LEFT_SECONDS = 30 * 86400.0


def keep_house(library: Library, *, now: float) -> None:
    """Forgets everything that is due, in short transactions; ``now`` in seconds. Raises LibraryError."""
    with library.database.read() as connection:
        known = chats.every(connection)
    for each in known:
        if _is_due(each, now):
            with library.transaction() as connection:
                # The chat may have come back just now.
                again = chats.get(connection, each.chat_id)
                if again is not None and _is_due(again, now):
                    purge(library, connection, each.chat_id)
        elif each.preferences.retention:
            limit = datetime.fromtimestamp(now, UTC) - timedelta(days=each.preferences.retention)
            forget_older(library, each, limit)
    unite(library)
    library.database.tidy()


def tidy(library: Library) -> None:
    """Deletes what nobody can see or restore any more: articles, and messages of chats that forgot everything.

    Uses short transactions. Raises LibraryError; a fault in one chat's articles is raised after everything else is
    done.
    """
    until = time.time() - library.undo.total_seconds()
    try:
        library.tidy()
    finally:
        with library.database.read() as connection:
            due = pending_deletions.due(connection, until)
        for chat_id, moment in due:
            with library.transaction() as connection:
                pending_deletions.finish(connection, chat_id, moment)


def purge(library: Library, connection: Connection, chat_id: int) -> None:
    """Forgets a chat and its articles, except those that a supergroup has taken over."""
    for name in chats.drop(connection, chat_id):
        library.forget(collection=name, within=connection)


def forget_older(library: Library, chat: Known, limit: datetime) -> None:
    """Forgets what arrived before ``limit``: articles, and questions about them. Nobody is told."""
    scope = Scope(arrived_before=limit)
    if library.holds(collection=chat.collection, scope=scope):
        library.hide(collection=chat.collection, scope=scope)
    with library.transaction() as connection:
        sent_messages.forget(connection, chat.chat_id, before=limit.timestamp())


def move(library: Library, connection: Connection, old: int, new: int) -> None:
    """Records that a group became a supergroup: both now share the same articles; ``unite`` merges them."""
    chats.migrate(connection, old, new, holds=lambda within, name: library.holds(collection=name, within=within))


def unite(library: Library) -> None:
    """Moves articles to their chat's current collection. After an interruption, another call continues."""
    with library.database.read() as connection:
        strays = chats.strays(connection)
    for source, target in strays:
        library.merge(source=source, target=target)


def _is_due(chat: Known, now: float) -> bool:
    if chat.chat_id >= 0 or chat.closed_at is None:
        return False
    return chat.preferences.purging or chat.closed_at < now - LEFT_SECONDS
