"""Messages that replace earlier ones: a receipt that gets longer, an answer that finds its article after all.

The earlier one may still be owed, on its way, or sent long ago.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.messages import MessageContext, OnlyFor, Outgoing, Send, SendReceipt, decode, decode_about
from bot.store.schema import outbox, sent_message
from index.database import sql

# How many of our latest messages to search for the receipt.
RECENT = 20
# Not by number: those of ephemeral messages are below zero.
_LATEST_FIRST = (sent_message.c.sent_at.desc(), sent_message.c.message_id.desc())
_OWED = (
    select(outbox.c.id, outbox.c.body)
    .where((outbox.c.chat_id == bindparam("chat")) & (outbox.c.kind == "send"))
    .order_by(outbox.c.id)
)


def withdraw(
    connection: Connection,
    chat_id: int,
    *,
    asked: int | None = None,
    album: str | None = None,
    held: bool = False,
    taken: Collection[int] = (),
) -> None:
    """Drops what is owed in reply to message ``asked``, or to an album; with ``held`` only messages held back."""
    for number, message in _sends(connection, chat_id):
        about = message.about
        meant = about is not None and (
            (asked is not None and about.asked == asked) or (album is not None and album in about.keys)
        )
        if meant and number not in taken and (message.hold or not held):
            connection.execute(delete(outbox).where(outbox.c.id == number))


def question_in(connection: Connection, chat_id: int, asked: int) -> MessageContext | None:
    """The context of our answer to message ``asked``, sent or owed; None if there is none."""
    owed = (message.about for _, message in _sends(connection, chat_id))
    found = next((about for about in owed if about is not None and about.asked == asked), None)
    if found is None and (answer := answer_to(connection, chat_id, asked)):
        found = answer[1]
    return found


def answer_to(connection: Connection, chat_id: int, asked: int) -> tuple[int, MessageContext] | None:
    """Our latest message that answers the question in message ``asked``, and its context."""
    query = select(sent_message.c.message_id, sent_message.c.about).where(
        sent_message.c.chat_id == chat_id, sent_message.c.question_id == asked
    )
    latest = query.order_by(*_LATEST_FIRST).limit(1)
    row = connection.execute(latest).one_or_none()
    found = None if row is None else decode_about(json.loads(row.about))
    return None if row is None or found is None else (row.message_id, found)


def resolved(connection: Connection, message: Outgoing) -> tuple[Outgoing | None, int | None]:
    """The present form of a message that may replace an earlier one, and the message of ours that it edits.

    The form is None if there is nothing to say any more; the message is None if a new one is sent.
    """
    if isinstance(message, Send) and message.again and message.about is not None and message.about.asked is not None:
        before = answer_to(connection, message.chat_id, message.about.asked)
        if before is None or (before[1].only_for is None and message.only_for is not None):
            # What everybody sees is not changed into what one person is to see.
            return message, None
        seen_by = before[1].only_for
        return replace(message, only_for=None if seen_by is None else OnlyFor(person=seen_by)), before[0]
    if not isinstance(message, SendReceipt) or not message.again:
        return message, None
    keys = {each.key for each in message.saved if each.key}.union(message.albums)
    told = _told(connection, message.chat_id, keys)
    if told is None:
        return message, None
    message_id, known = told
    if known <= keys:
        return message, message_id
    # The earlier receipt also names other articles and stays: only the new lines are sent.
    left = tuple(each for each in message.saved if each.key not in known)
    return (replace(message, saved=left) if left else None), None


def together(waiting: SendReceipt, message: SendReceipt) -> SendReceipt:
    """Both receipts in one, the waiting one first; a line for the same article replaces the earlier one."""
    fresh = {each.key: each for each in message.saved if each.key}
    saved = tuple(fresh.pop(each.key or "", each) for each in waiting.saved)
    rest = tuple(each for each in message.saved if each.key is None or each.key in fresh)
    return replace(
        waiting,
        saved=saved + rest,
        unsure=waiting.unsure and not rest,
        again=waiting.again or message.again,
        albums=tuple(dict.fromkeys(waiting.albums + message.albums)),
    )


def _sends(connection: Connection, chat_id: int) -> list[tuple[int, Send]]:
    rows = sql.query(connection, _OWED, chat=chat_id)
    decoded = ((number, decode("send", body)) for number, body in rows)
    return [(number, message) for number, message in decoded if isinstance(message, Send)]


def _told(connection: Connection, chat_id: int, keys: Collection[str]) -> tuple[int, set[str]] | None:
    """Our latest receipt for one of these articles, and all that it acknowledges."""
    query = select(sent_message.c.message_id, sent_message.c.about).where(sent_message.c.chat_id == chat_id)
    for row in connection.execute(query.order_by(*_LATEST_FIRST).limit(RECENT)):
        about = decode_about(json.loads(row.about))
        if about is not None and about.kind == "receipt" and not set(keys).isdisjoint(about.keys):
            return row.message_id, set(about.keys)
    return None
