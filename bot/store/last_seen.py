"""The time up to which each person has seen a chat's articles."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema import last_seen


def at(connection: Connection, chat_id: int, person_id: int) -> float | None:
    """The time up to which the person has seen the articles, in seconds since the epoch; None if they never looked."""
    mine = (last_seen.c.chat_id == chat_id) & (last_seen.c.person_id == person_id)
    found: float | None = connection.scalar(select(last_seen.c.seen_until).where(mine))
    return found


def put(connection: Connection, chat_id: int, person_id: int, seen: float) -> None:
    """Records that the person has seen the articles up to ``seen``, and no later ones."""
    mine = (last_seen.c.chat_id == chat_id) & (last_seen.c.person_id == person_id)
    if not connection.execute(update(last_seen).where(mine).values(seen_until=seen)).rowcount:
        connection.execute(insert(last_seen).values(chat_id=chat_id, person_id=person_id, seen_until=seen))


def migrate(connection: Connection, old: int, new: int) -> None:
    """Moves a group's rows to its new id."""
    here = select(last_seen.c.person_id).where(last_seen.c.chat_id == new).scalar_subquery()
    connection.execute(
        update(last_seen).where(last_seen.c.chat_id == old, last_seen.c.person_id.not_in(here)).values(chat_id=new)
    )
    forget(connection, old)


def forget(connection: Connection, chat_id: int) -> None:
    """Forgets who has seen what in a chat."""
    connection.execute(delete(last_seen).where(last_seen.c.chat_id == chat_id))
