"""What time does by itself: articles that are too old go, so does what a group left behind and what was forgotten for
good, and groups that have become supergroups get their articles together."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.store import chats, pending_deletions, sent_messages
from bot.store.chats import Known
from index import Library, Scope

# A group that the bot was removed from finds everything when it takes it back within so long.
LEFT_SECONDS = 30 * 86400.0


def keep_house(library: Library, *, now: float) -> None:
    """Forgets what is due everywhere, in short transactions; ``now`` in seconds. Raises LibraryError."""
    with library.database.read() as connection:
        known = chats.every(connection)
    for each in known:
        if _is_due(each, now):
            with library.transaction() as connection:
                # It may have come back in this moment.
                again = chats.get(connection, each.chat_id)
                if again is not None and _is_due(again, now):
                    purge(library, connection, each.chat_id)
        elif each.preferences.retention:
            limit = datetime.fromtimestamp(now, UTC) - timedelta(days=each.preferences.retention)
            forget_older(library, each, limit)
    unite(library)
    library.database.tidy()


def tidy(library: Library) -> None:
    """Deletes what nobody can see or bring back any more: articles, and what was said in chats that forgot all.

    In short transactions. Raises LibraryError, and what is wrong with a chat's articles when everything else is done.
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
    """Forgets what came before ``limit``: articles, and what was asked about them. Nobody is told."""
    scope = Scope(arrived_before=limit)
    if library.holds(collection=chat.collection, scope=scope):
        library.hide(collection=chat.collection, scope=scope)
    with library.transaction() as connection:
        sent_messages.forget(connection, chat.chat_id, before=limit.timestamp())


def move(library: Library, connection: Connection, old: int, new: int) -> None:
    """A group became a supergroup: both point to the same articles from now on; ``unite`` brings them together."""
    chats.migrate(connection, old, new, holds=lambda within, name: library.holds(collection=name, within=within))


def unite(library: Library) -> None:
    """Moves articles to where their chat's are by now. Interrupted, it goes on when it is called again."""
    with library.database.read() as connection:
        strays = chats.strays(connection)
    for source, target in strays:
        library.merge(source=source, target=target)


def _is_due(chat: Known, now: float) -> bool:
    if chat.chat_id >= 0 or chat.closed_at is None:
        return False
    return chat.preferences.purging or chat.closed_at < now - LEFT_SECONDS
