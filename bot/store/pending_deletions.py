"""Chats that have forgotten everything: message contexts are deleted once that cannot be undone any more."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from bot.store import last_seen, recent_messages, sent_messages
from bot.store.schema import note

_NAME = "forgotten:"


def begin(connection: Connection, chat_id: int, moment: float) -> None:
    """Records that everything in the chat was forgotten at ``moment``, in seconds since the epoch."""
    undo(connection, chat_id)
    connection.execute(insert(note).values(name=f"{_NAME}{chat_id}", value=repr(moment)))


def undo(connection: Connection, chat_id: int) -> None:
    """Records that it was brought back."""
    connection.execute(delete(note).where(note.c.name == f"{_NAME}{chat_id}"))


def due(connection: Connection, until: float) -> list[tuple[int, float]]:
    """The chats that forgot everything up to then, each with its moment."""
    rows = connection.execute(select(note.c.name, note.c.value).where(note.c.name.startswith(_NAME)))
    found = [(int(row.name.removeprefix(_NAME)), float(row.value)) for row in rows]
    return [(chat_id, moment) for chat_id, moment in found if moment <= until]


def finish(connection: Connection, chat_id: int, moment: float) -> None:
    """Deletes the contexts of our messages there, which hold people's questions, and the times of /new."""
    sent_messages.forget(connection, chat_id, before=moment)
    recent_messages.forget(connection, chat_id, before=moment)
    last_seen.forget(connection, chat_id)
    undo(connection, chat_id)
