"""Recent messages that later ones may belong to: their numbers and times, without content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.domain.incoming.split_posts import Arrival
from bot.store.schema import recent_message
from index.database import sql

# For this long an edit of a part is an edit of the whole post, and a reply to a part means the whole.
REMEMBERED_SECONDS = 180 * 86400.0
# The pieces of a post, and the items of an album, come within this time.
BESIDE_SECONDS = 300.0

_FIELDS = tuple(each.name for each in fields(Arrival))
_COLUMNS = tuple(recent_message.c[name] for name in _FIELDS)
_ONE = (recent_message.c.chat_id == bindparam("chat")) & (recent_message.c.message_id == bindparam("message"))
_GET = select(*_COLUMNS).where(_ONE)
_REMOVE = delete(recent_message).where(_ONE)
_BESIDE = (
    select(*_COLUMNS)
    .where(
        (recent_message.c.chat_id == bindparam("chat")) & (recent_message.c.sender_id == bindparam("sender")),
        recent_message.c.sent_at.between(bindparam("since"), bindparam("until")),
    )
    .order_by(recent_message.c.message_id)
)
_KEPT = (
    select(recent_message.c.message_id, recent_message.c.head_id)
    .where(
        (recent_message.c.chat_id == bindparam("chat")) & (recent_message.c.sender_id == bindparam("sender")),
        recent_message.c.topic_id.is_not_distinct_from(bindparam("topic")),
        recent_message.c.sent_at.between(bindparam("since"), bindparam("until")),
        recent_message.c.kept,
    )
    .order_by(recent_message.c.message_id.desc())
    .limit(1)
)
_PASSED_ON = select(*_COLUMNS).where(
    (recent_message.c.chat_id == bindparam("chat")) & (recent_message.c.origin_hash == bindparam("origin")),
    (recent_message.c.origin_message_id == bindparam("number")) & recent_message.c.kept.is_(True),
)
_IN_ALBUM = select(*_COLUMNS).where(
    (recent_message.c.chat_id == bindparam("chat")) & (recent_message.c.album_id == bindparam("album")),
    recent_message.c.kept.is_(True),
)
_ADD = insert(recent_message).values(dict.fromkeys(_FIELDS))


def note(connection: Connection, given: Arrival) -> None:
    """Records a message; earlier results for it stay."""
    before = get(connection, given.chat_id, given.message_id)
    if before is not None:
        head = before.head_id if given.head_id is None else given.head_id
        given = replace(given, head_id=head, kept=before.kept or given.kept, remark=before.remark or given.remark)
        sql.execute(connection, _REMOVE, chat=given.chat_id, message=given.message_id)
    sql.execute(connection, _ADD, **asdict(given))


def get(connection: Connection, chat_id: int, message_id: int) -> Arrival | None:
    """The record of that message, or None."""
    found = sql.query(connection, _GET, chat=chat_id, message=message_id)
    return _arrival(found[0]) if found else None


def beside(connection: Connection, here: Arrival, seconds: float) -> list[Arrival]:
    """The messages that the sender of ``here`` sent there up to ``seconds`` before or after it, in order."""
    since, until = here.sent_at - seconds, here.sent_at + seconds
    rows = sql.query(connection, _BESIDE, chat=here.chat_id, sender=here.sender_id, since=since, until=until)
    return [_arrival(row) for row in rows]


def kept_last(connection: Connection, here: Arrival, seconds: float) -> int | None:
    """The sender's last message in that topic that became an article, if it is at most ``seconds`` older than ``here``.

    For a text in several messages it is the first one.
    """
    since, until = here.sent_at - seconds, here.sent_at
    values = {"chat": here.chat_id, "sender": here.sender_id, "topic": here.topic_id, "since": since, "until": until}
    found = sql.query(connection, _KEPT, **values)
    return (found[0][1] or found[0][0]) if found else None


def passed_on(connection: Connection, chat_id: int, origin: str, number: int) -> list[Arrival]:
    """The kept messages of a chat that were forwarded from the post of that number there, by the hash of its origin."""
    rows = sql.query(connection, _PASSED_ON, chat=chat_id, origin=origin, number=number)
    return [_arrival(row) for row in rows]


def in_album(connection: Connection, chat_id: int, album: str) -> list[Arrival]:
    """The kept messages of an album, in their order."""
    rows = sql.query(connection, _IN_ALBUM, chat=chat_id, album=album)
    return sorted(map(_arrival, rows), key=lambda each: each.message_id)


def forget(connection: Connection, chat_id: int, *, before: float | None = None) -> None:
    """Forgets a chat's messages, all of them or those sent before that time."""
    mine = recent_message.c.chat_id == chat_id
    connection.execute(
        delete(recent_message).where(mine if before is None else mine & (recent_message.c.sent_at < before))
    )


def prune(connection: Connection, *, now: float) -> None:
    """Forgets messages that are too old to be replied to."""
    connection.execute(delete(recent_message).where(recent_message.c.sent_at < now - REMEMBERED_SECONDS))


def _arrival(row: Sequence[Any]) -> Arrival:
    *values, kept, remark = row
    # SQLite has no booleans.
    return Arrival(**dict(zip(_FIELDS, (*values, bool(kept), bool(remark)), strict=True)))
