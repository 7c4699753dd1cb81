"""What each of our messages is about, so that replies to it and buttons under it are understood."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.incoming.split_posts import Arrival
from bot.domain.messages import MessageContext, decode_about
from bot.store.schema import recent_message, sent_message
from index.database import sql

REMEMBERED_SECONDS = 180 * 86400.0
# What was shown last stands among so many of the latest messages, or is forgotten.
MOST_LOOKED_AT = 10
_VALUES = ("question_id", "about", "sent_at")
# PostgreSQL's words for it are SQLite's, too.
_ADDED = postgresql.insert(sent_message).values(dict.fromkeys(("chat_id", "message_id", *_VALUES)))
_NOTE = _ADDED.on_conflict_do_update(
    index_elements=[sent_message.c.chat_id, sent_message.c.message_id],
    set_={each: _ADDED.excluded[each] for each in _VALUES},
)
_ABOUT = select(sent_message.c.about).where(
    (sent_message.c.chat_id == bindparam("chat")) & (sent_message.c.message_id == bindparam("message"))
)

# What the person said to whom a message of ours is an answer is among the messages that came lately.
_LATELY = (
    select(sent_message.c.about)
    .join(
        recent_message,
        (recent_message.c.chat_id == sent_message.c.chat_id)
        & (recent_message.c.message_id == sent_message.c.question_id),
    )
    .where(
        (sent_message.c.chat_id == bindparam("chat")) & (recent_message.c.sender_id == bindparam("sender")),
        # Not the answer to the question itself, which was edited.
        sent_message.c.question_id != bindparam("message"),
        recent_message.c.topic_id.is_not_distinct_from(bindparam("topic")),
        recent_message.c.sent_at >= bindparam("since"),
    )
    .order_by(sent_message.c.sent_at.desc())
    .limit(1)
)
_LATEST = (
    select(sent_message.c.about)
    .where(sent_message.c.chat_id == bindparam("chat"))
    .order_by(sent_message.c.message_id.desc())
    .limit(MOST_LOOKED_AT)
)


def note(connection: Connection, chat_id: int, message_id: int, about: MessageContext, *, now: float) -> None:
    """Remembers what a message of ours is about."""
    values = {"question_id": about.asked, "about": json.dumps(asdict(about)), "sent_at": now}
    sql.execute(connection, _NOTE, chat_id=chat_id, message_id=message_id, **values)


def about(connection: Connection, chat_id: int, message_id: int) -> MessageContext | None:
    """What that message of ours is about; None if it is none, or is about nothing."""
    found = sql.query(connection, _ABOUT, chat=chat_id, message=message_id)
    return decode_about(json.loads(found[0][0])) if found else None


def last_answer(connection: Connection, here: Arrival, seconds: float) -> MessageContext | None:
    """What our last answer to the sender of ``here`` in that topic is about, if they asked at most so long before."""
    since = here.sent_at - seconds
    values = {"chat": here.chat_id, "sender": here.sender_id, "topic": here.topic_id, "since": since}
    found = sql.query(connection, _LATELY, message=here.message_id, **values)
    return decode_about(json.loads(found[0][0])) if found else None


def latest(connection: Connection, chat_id: int, kinds: Collection[str]) -> MessageContext | None:
    """What the latest of our messages in a chat is about that is of one of these kinds; None when there is none."""
    found = (decode_about(json.loads(row[0])) for row in sql.query(connection, _LATEST, chat=chat_id))
    return next((about for about in found if about is not None and about.kind in kinds), None)


def forget(connection: Connection, chat_id: int, *, before: float | None = None) -> None:
    """Forgets what our messages in a chat (of ``before`` that time) were about: they hold what people asked."""
    mine = sent_message.c.chat_id == chat_id
    connection.execute(delete(sent_message).where(mine if before is None else mine & (sent_message.c.sent_at < before)))


def prune(connection: Connection, *, now: float) -> None:
    """Forgets what old messages of ours were about: nobody replies to them any more, and they hold questions."""
    connection.execute(delete(sent_message).where(sent_message.c.sent_at < now - REMEMBERED_SECONDS))


def spoke(connection: Connection, chat_id: int) -> bool:
    """Whether we have said something in the chat that is remembered."""
    return (
        connection.scalar(select(sent_message.c.message_id).where(sent_message.c.chat_id == chat_id).limit(1))
        is not None
    )
