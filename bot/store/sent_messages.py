"""The context of each of our messages, for replies to it and buttons under it."""

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
# How many of the latest messages are searched for what was shown last.
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

# The person whom our message answers is found by the question among the recent messages.
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
    select(sent_message.c.message_id, sent_message.c.about)
    .where(sent_message.c.chat_id == bindparam("chat"))
    # Not by number: those of ephemeral messages are below zero.
    .order_by(sent_message.c.sent_at.desc(), sent_message.c.message_id.desc())
    .limit(MOST_LOOKED_AT)
)


def note(connection: Connection, chat_id: int, message_id: int, about: MessageContext, *, now: float) -> None:
    """Stores the context of one of our messages."""
    values = {"question_id": about.asked, "about": json.dumps(asdict(about)), "sent_at": now}
    sql.execute(connection, _NOTE, chat_id=chat_id, message_id=message_id, **values)


def about(connection: Connection, chat_id: int, message_id: int) -> MessageContext | None:
    """The context of that message; None if it is not ours, or has none."""
    found = sql.query(connection, _ABOUT, chat=chat_id, message=message_id)
    return decode_about(json.loads(found[0][0])) if found else None


def last_answer(connection: Connection, here: Arrival, seconds: float) -> MessageContext | None:
    """The context of our last answer to the sender of ``here`` in that topic, if asked at most ``seconds`` before."""
    since = here.sent_at - seconds
    values = {"chat": here.chat_id, "sender": here.sender_id, "topic": here.topic_id, "since": since}
    found = sql.query(connection, _LATELY, message=here.message_id, **values)
    return decode_about(json.loads(found[0][0])) if found else None


def latest(
    connection: Connection, chat_id: int, kinds: Collection[str] | None, *, person: int | None = None
) -> tuple[int, MessageContext] | None:
    """Our latest message in a chat that ``person`` sees, of one of these kinds (None: any), with its context."""
    for message_id, body in sql.query(connection, _LATEST, chat=chat_id):
        about = decode_about(json.loads(body))
        if about is not None and (kinds is None or about.kind in kinds) and about.only_for in (None, person):
            return message_id, about
    return None


def forget(connection: Connection, chat_id: int, *, before: float | None = None) -> None:
    """Deletes the contexts of our messages in a chat (or of those ``before`` a time), which hold questions."""
    mine = sent_message.c.chat_id == chat_id
    connection.execute(delete(sent_message).where(mine if before is None else mine & (sent_message.c.sent_at < before)))


def prune(connection: Connection, *, now: float) -> None:
    """Deletes the contexts of old messages: nobody replies to these any more, and they hold questions."""
    connection.execute(delete(sent_message).where(sent_message.c.sent_at < now - REMEMBERED_SECONDS))


def spoke(connection: Connection, chat_id: int) -> bool:
    """Whether a context of one of our messages in the chat is stored."""
    return (
        connection.scalar(select(sent_message.c.message_id).where(sent_message.c.chat_id == chat_id).limit(1))
        is not None
    )
