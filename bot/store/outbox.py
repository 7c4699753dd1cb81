"""The outbox's rows: added in the transaction that causes them, deleted when Telegram has the message."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.domain.messages import (
    Edit,
    Export,
    GuestAnswer,
    MessageContext,
    Outgoing,
    React,
    ReceiptLine,
    Send,
    SendReceipt,
    decode,
    encode,
    kind_of,
)
from bot.store import sent_messages, superseding
from bot.store.schema import chat, outbox
from index.database import sql

ANSWER, DIGEST = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDelay:
    """How long a receipt waits to be joined by the next one: ``quiet`` seconds after each, ``longest`` in all.

    Articles that are forwarded together come within a moment.
    """

    quiet: float = 0.3
    longest: float = 4.0


RECEIPT_DELAY = ReceiptDelay()
# The kind of a message without a context of its own.
SAID = "said"


class Head(NamedTuple):
    """The next message owed to a chat, without its content."""

    id: int
    chat_id: int
    kind: str
    priority: int
    created_at: float
    not_before: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A message that waits to be sent; ``asked_at`` and ``language`` are those of the question that it answers, if any.

    ``shown`` is its present form, None if there is nothing to say any more; ``edits`` is the message that it replaces.
    """

    id: int
    chat_id: int
    message: Outgoing
    body: str
    created_at: float
    tries: int
    asked_at: float | None
    language: str | None
    shown: Outgoing | None
    edits: int | None = None


class Row(NamedTuple):
    """The table's columns, in its order."""

    id: int
    chat_id: int
    kind: str
    body: str
    created_at: float
    not_before: float
    tries: int
    priority: int
    asked_at: float | None
    language: str | None


_HEAD = tuple(outbox.c[each] for each in Head._fields)
_COLUMNS = tuple(outbox.c[each] for each in Row._fields)
_ROW = select(*_COLUMNS).where(outbox.c.id == bindparam("key"))
_LATEST = (
    select(*_COLUMNS)
    .where(outbox.c.chat_id == bindparam("chat"))
    .order_by(outbox.c.id.desc())
    .limit(1)
    .with_for_update()
)
_DONE = delete(outbox).where(outbox.c.id == bindparam("key"), outbox.c.body == bindparam("body"))
_GO_AHEAD = (
    update(outbox)
    .where((outbox.c.chat_id == bindparam("chat")) & (outbox.c.kind == "acknowledge") & (outbox.c.tries == 0))
    .values(not_before=0.0)
)
_IS_CLOSED = select(chat.c.chat_id).where(chat.c.chat_id == bindparam("chat"), chat.c.closed_at.is_not(None))
_ADD = insert(outbox).values(dict.fromkeys(each for each in Row._fields if each != "id"))
_NEXT = select(*_HEAD).where(outbox.c.chat_id == bindparam("chat")).order_by(outbox.c.priority, outbox.c.id).limit(1)
# An index holds priority and id of each chat in this order, so that only a chat's first row is read.
_MOST_URGENT = (
    select(outbox.c.chat_id, func.min(outbox.c.priority).label("priority")).group_by(outbox.c.chat_id).subquery()
)
_OLDEST = (
    select(func.min(outbox.c.id))
    .join(
        _MOST_URGENT,
        (outbox.c.chat_id == _MOST_URGENT.c.chat_id) & (outbox.c.priority == _MOST_URGENT.c.priority),
    )
    .group_by(outbox.c.chat_id)
)
_NEXT_OF_ALL = select(*_HEAD).where(outbox.c.id.in_(_OLDEST))


def put(
    connection: Connection,
    messages: Sequence[Outgoing],
    *,
    now: float,
    asked_at: float | None = None,
    language: str | None = None,
    taken: Collection[int] = (),
    delay: ReceiptDelay = RECEIPT_DELAY,
) -> None:
    """Adds messages behind those that their chats are owed already; a receipt joins one that still waits.

    Closed chats are owed nothing, except answers to guest calls, which go to other chats. ``taken`` are the rows that
    are being sent.
    """
    chats = {each.chat_id for each in messages}
    closed = {each for each in chats if sql.query(connection, _IS_CLOSED, chat=each)}
    for message in messages:
        if message.chat_id in closed and not isinstance(message, GuestAnswer):
            continue
        if isinstance(message, SendReceipt):
            if not _join(connection, message, now=now, taken=taken, delay=delay):
                _insert(connection, message, now=now, not_before=now + delay.quiet)
            continue
        if isinstance(message, Send) and message.again and message.about is not None:
            superseding.withdraw(connection, message.chat_id, asked=message.about.asked, taken=taken)
        # An answer does not wait behind a receipt that waits to be joined.
        sql.execute(connection, _GO_AHEAD, chat=message.chat_id)
        hold = message.hold if isinstance(message, Send) else 0.0
        _insert(connection, message, now=now, not_before=now + hold, asked_at=asked_at, language=language)


def heads(connection: Connection, chats: Collection[int] | None = None) -> list[Head]:
    """The next owed message of each of these chats (None: of all chats), answers before digests."""
    if chats is None:
        return [Head(*row) for row in connection.execute(_NEXT_OF_ALL)]
    found: list[Head] = []
    for each in chats:
        found += [Head(*row) for row in sql.query(connection, _NEXT, chat=each)]
    return found


def take(connection: Connection, ids: Sequence[int]) -> list[Owed]:
    """The rows with these ids that still exist, with their content."""
    rows = (Row(*row) for each in sorted(ids) for row in sql.query(connection, _ROW, key=each))
    return [_owed(connection, row) for row in rows]


def done(
    connection: Connection, owed: Owed, *, message_id: int | None, about: MessageContext | None, now: float
) -> bool:
    """Deletes the row of a sent message, and stores the message's context for replies and buttons.

    False if the row was gone.
    """
    if about is None and isinstance(owed.message, Send):
        # What was said last counts, even if nothing can be asked about it.
        only_for = owed.message.only_for
        about = MessageContext(kind=SAID, only_for=None if only_for is None else only_for.person)
    known = sql.execute(connection, _DONE, key=owed.id, body=owed.body) > 0 or _leave_rest(connection, owed)
    if message_id is not None and about is not None:
        sent_messages.note(connection, owed.chat_id, message_id, about, now=now)
    return known


def _leave_rest(connection: Connection, owed: Owed) -> bool:
    """Keeps the receipts that joined while the message was being sent; returns whether the row was there."""
    row = connection.execute(select(outbox).where(outbox.c.id == owed.id).with_for_update()).one_or_none()
    if row is None:
        return False
    if isinstance(owed.message, SendReceipt):
        joined = decode(row.kind, row.body)
        assert isinstance(joined, SendReceipt)
        moved = row.chat_id != owed.chat_id
        told = dict(enumerate(_unnumbered(owed.message.saved) if moved else owed.message.saved))
        # A receipt that has changed since is sent again.
        left = tuple(each for number, each in enumerate(joined.saved) if told.get(number) != each)
        if left:
            body = encode(replace(joined, saved=left, again=True))
            connection.execute(update(outbox).where(outbox.c.id == owed.id).values(body=body))
            return True
    # Only the chat has changed: the group became a supergroup meanwhile.
    connection.execute(delete(outbox).where(outbox.c.id == owed.id))
    return True


def later(connection: Connection, owed: Owed, *, not_before: float, tries: int) -> None:
    """Postpones the next try to that time."""
    connection.execute(update(outbox).where(outbox.c.id == owed.id).values(not_before=not_before, tries=tries))


def owes(connection: Connection, chat_id: int, kind: str) -> bool:
    """Whether the chat is owed a message of that kind."""
    query = select(outbox.c.id).where(outbox.c.chat_id == chat_id, outbox.c.kind == kind).limit(1)
    return connection.scalar(query) is not None


def drop_chat(connection: Connection, chat_id: int) -> None:
    """Drops everything owed to a closed chat."""
    connection.execute(delete(outbox).where(outbox.c.chat_id == chat_id))


def take_along(connection: Connection, old: int, new: int) -> None:
    """Moves a group's owed messages to the supergroup that it became, without numbers of old messages."""
    for row in connection.execute(select(outbox).where(outbox.c.chat_id == old)).all():
        message = decode(row.kind, row.body)
        if isinstance(message, Edit | React | GuestAnswer):
            connection.execute(delete(outbox).where(outbox.c.id == row.id))
            continue
        if isinstance(message, SendReceipt):
            moved: Outgoing = replace(message, chat_id=new, saved=_unnumbered(message.saved), topic=None)
        elif isinstance(message, Export):
            moved = replace(message, chat_id=new, topic=None)
        else:
            about = None if message.about is None else replace(message.about, asked=None, within=None)
            moved = replace(message, chat_id=new, reply_to=None, topic=None, again=False, about=about)
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(chat_id=new, body=encode(moved)))


def _unnumbered(saved: Sequence[ReceiptLine]) -> tuple[ReceiptLine, ...]:
    """Without the numbers of a group's messages, which mean nothing in its supergroup."""
    return tuple(replace(each, reply_to=None) for each in saved)


def _insert(
    connection: Connection,
    message: Outgoing,
    *,
    now: float,
    not_before: float,
    asked_at: float | None = None,
    language: str | None = None,
) -> None:
    about = None if isinstance(message, SendReceipt) else message.about
    sql.execute(
        connection,
        _ADD,
        chat_id=message.chat_id,
        kind=kind_of(message),
        body=encode(message),
        created_at=now,
        not_before=not_before,
        tries=0,
        priority=DIGEST if isinstance(message, Export) or (about and about.kind == "digest") else ANSWER,
        asked_at=asked_at,
        language=language,
    )


def _join(
    connection: Connection, message: SendReceipt, *, now: float, taken: Collection[int], delay: ReceiptDelay
) -> bool:
    row = next((Row(*each) for each in sql.query(connection, _LATEST, chat=message.chat_id)), None)
    # A row that is being sent may have been read already; if ``taken`` does not have it yet, `done` notices that.
    if row is None or row.kind != "acknowledge" or row.tries or row.id in taken:
        return False
    if row.created_at + delay.longest <= now:
        return False
    waiting = decode(row.kind, row.body)
    assert isinstance(waiting, SendReceipt)
    if waiting.topic != message.topic:
        return False
    joined = superseding.together(waiting, message)
    until = min(now + delay.quiet, row.created_at + delay.longest)
    connection.execute(update(outbox).where(outbox.c.id == row.id).values(body=encode(joined), not_before=until))
    return True


def _owed(connection: Connection, row: Row) -> Owed:
    # The group may have migrated since, and have another id.
    message = replace(decode(row.kind, row.body), chat_id=row.chat_id)
    shown, edits = superseding.resolved(connection, message)
    return Owed(
        id=row.id,
        chat_id=row.chat_id,
        message=message,
        body=row.body,
        created_at=row.created_at,
        tries=row.tries,
        asked_at=row.asked_at,
        language=row.language,
        shown=shown,
        edits=edits,
    )
