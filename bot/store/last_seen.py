"""What each person has seen of a chat's articles: all that came up to a time."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema import last_seen


def at(connection: Connection, chat_id: int, person_id: int) -> float | None:
    """Up to when the person has seen what came, in seconds since the epoch; None while they never looked."""
    mine = (last_seen.c.chat_id == chat_id) & (last_seen.c.person_id == person_id)
    found: float | None = connection.scalar(select(last_seen.c.seen_until).where(mine))
    return found


def put(connection: Connection, chat_id: int, person_id: int, seen: float) -> None:
    """The person has seen what came up to ``seen``, and nothing of what came later."""
    mine = (last_seen.c.chat_id == chat_id) & (last_seen.c.person_id == person_id)
    if not connection.execute(update(last_seen).where(mine).values(seen_until=seen)).rowcount:
        connection.execute(insert(last_seen).values(chat_id=chat_id, person_id=person_id, seen_until=seen))


def migrate(connection: Connection, old: int, new: int) -> None:
    """The group has another id from now on."""
    here = select(last_seen.c.person_id).where(last_seen.c.chat_id == new).scalar_subquery()
    connection.execute(
        update(last_seen).where(last_seen.c.chat_id == old, last_seen.c.person_id.not_in(here)).values(chat_id=new)
    )
    forget(connection, old)


def forget(connection: Connection, chat_id: int) -> None:
    """Forgets who has seen what in a chat."""
    connection.execute(delete(last_seen).where(last_seen.c.chat_id == chat_id))
