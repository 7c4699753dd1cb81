"""Chats: which collection is theirs, and whether we may write there."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from bot.preferences import Preferences
from bot.store import access, looked
from bot.store.outbox import drop_chat
from bot.store.schema import chat, outbox, said


def collection(connection: Connection, chat_id: int) -> str:
    """The name of the chat's collection, whether or not it holds anything yet."""
    stored: str | None = connection.scalar(select(chat.c.collection).where(chat.c.chat_id == chat_id))
    return stored or f"chat:{chat_id}"


def about(connection: Connection, chat_id: int) -> tuple[str, Preferences]:
    """The chat's collection, and what it has decided."""
    row = connection.execute(select(chat.c.collection, chat.c.preferences).where(chat.c.chat_id == chat_id)).first()
    return (row.collection, Preferences.decode(row.preferences)) if row else (f"chat:{chat_id}", Preferences())


def decide(connection: Connection, chat_id: int, preferences: Preferences) -> None:
    """Keeps what the chat has decided."""
    _remember(connection, chat_id)
    connection.execute(update(chat).where(chat.c.chat_id == chat_id).values(preferences=preferences.encode()))


def close(connection: Connection, chat_id: int, *, now: float) -> None:
    """Remembers that we may not write there any more, and drops what was owed."""
    _remember(connection, chat_id)
    connection.execute(update(chat).where(chat.c.chat_id == chat_id).values(closed_at=now))
    drop_chat(connection, chat_id)


def reopen(connection: Connection, chat_id: int) -> None:
    """Somebody wrote to us from there: we may answer again."""
    connection.execute(
        update(chat).where(chat.c.chat_id == chat_id, chat.c.closed_at.is_not(None)).values(closed_at=None)
    )


def migrate(connection: Connection, old: int, new: int) -> None:
    """The group became a supergroup: its articles and what it is owed go with it. Doing it again changes nothing."""
    name, preferences = about(connection, old)
    known = connection.scalar(select(chat.c.collection).where(chat.c.chat_id == new))
    if known is None:
        connection.execute(insert(chat).values(chat_id=new, collection=name, preferences=preferences.encode()))
    connection.execute(delete(chat).where(chat.c.chat_id == old))
    connection.execute(update(outbox).where(outbox.c.chat_id == old).values(chat_id=new))
    access.migrate(connection, old, new)
    looked.migrate(connection, old, new)
    # Message ids start anew there: what our old messages were about means nothing any more.
    connection.execute(delete(said).where(said.c.chat_id == old))


def _remember(connection: Connection, chat_id: int) -> None:
    """A chat that has no row yet gets one."""
    if connection.scalar(select(chat.c.chat_id).where(chat.c.chat_id == chat_id)) is None:
        connection.execute(insert(chat).values(chat_id=chat_id, collection=f"chat:{chat_id}"))
