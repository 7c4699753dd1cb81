"""Messages that came lately, as far as later ones may belong to them: numbers and times, none of their content."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema import arrival

# An edit of a part is an edit of the whole, and a reply to it means the whole, for as long as replies are understood.
REMEMBERED_SECONDS = 180 * 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message: who sent it and when, where it was forwarded from, and what became of it.

    ``origin`` is a hash of whom or what it was forwarded from, None for what somebody wrote; ``origin_at`` is when
    the original was posted, ``origin_number`` its number in its channel. ``units`` is how long its text is, in UTF-16
    units. ``head`` is the first message of the text that this one is a part of, ``kept`` whether an article came of
    it, ``remark`` whether it was taken for a question or a remark. Times are seconds since the epoch.
    """

    chat_id: int
    message_id: int
    sender: int
    sent_at: float
    topic: int | None = None
    album: str | None = None
    origin: str | None = None
    origin_at: float | None = None
    origin_number: int | None = None
    units: int = 0
    head: int | None = None
    kept: bool = False
    remark: bool = False


def note(connection: Connection, given: Arrival) -> None:
    """Remembers a message; what came of it before stays true."""
    before = get(connection, given.chat_id, given.message_id)
    if before is not None:
        head = before.head if given.head is None else given.head
        given = replace(given, head=head, kept=before.kept or given.kept, remark=before.remark or given.remark)
        mine = (arrival.c.chat_id == given.chat_id) & (arrival.c.message_id == given.message_id)
        connection.execute(delete(arrival).where(mine))
    connection.execute(insert(arrival).values(asdict(given)))


def get(connection: Connection, chat_id: int, message_id: int) -> Arrival | None:
    """What is remembered of that message, or None."""
    query = select(arrival).where(arrival.c.chat_id == chat_id, arrival.c.message_id == message_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Arrival(**row._mapping)


def around(connection: Connection, chat_id: int, *, sender: int, since: float, until: float) -> list[Arrival]:
    """What that person sent there from ``since`` until ``until``, both included, in the order of the messages."""
    query = select(arrival).where(
        arrival.c.chat_id == chat_id,
        arrival.c.sent_at >= since,
        arrival.c.sent_at <= until,
        arrival.c.sender == sender,
    )
    rows = connection.execute(query.order_by(arrival.c.message_id))
    return [Arrival(**row._mapping) for row in rows]


def forget(connection: Connection, chat_id: int, *, before: float | None = None) -> None:
    """Forgets what came in a chat, all of it or what was sent before that time."""
    mine = arrival.c.chat_id == chat_id
    connection.execute(delete(arrival).where(mine if before is None else mine & (arrival.c.sent_at < before)))


def prune(connection: Connection, *, now: float) -> None:
    """Forgets what is so old that nobody replies to it any more."""
    connection.execute(delete(arrival).where(arrival.c.sent_at < now - REMEMBERED_SECONDS))
