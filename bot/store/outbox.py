"""The outbox's rows: put in the transaction of what caused them, gone when Telegram has them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.outgoing import About, Acknowledge, Outgoing, decode, decode_about, encode, kind_of
from bot.store.schema import outbox, said

# Articles forwarded in one go come within a moment of each other: their receipt waits this long for
# the next one, and no longer than LONGEST in all.
QUIET_SECONDS = 0.6
LONGEST_SECONDS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A message that waits to be sent; of each chat only the oldest one is."""

    id: int
    chat_id: int
    message: Outgoing
    created_at: float
    not_before: float
    tries: int


def put(connection: Connection, messages: Sequence[Outgoing], *, now: float) -> None:
    """Adds messages behind those that their chats are owed already; a receipt joins a receipt still waiting."""
    for message in messages:
        if isinstance(message, Acknowledge):
            if not _join(connection, message, now=now):
                _insert(connection, message, now=now, not_before=now + QUIET_SECONDS)
            continue
        # Whoever asks something meanwhile is not kept waiting for a receipt that waits for company.
        connection.execute(update(outbox).where(outbox.c.chat_id == message.chat_id).values(not_before=now))
        _insert(connection, message, now=now, not_before=now)


def heads(connection: Connection) -> list[Owed]:
    """The oldest message of each chat that is owed one, oldest first."""
    oldest = select(func.min(outbox.c.id)).group_by(outbox.c.chat_id)
    query = select(outbox).where(outbox.c.id.in_(oldest)).order_by(outbox.c.id)
    return [_owed(row) for row in connection.execute(query)]


def done(connection: Connection, owed: Owed, *, message_id: int | None, about: About | None, now: float) -> None:
    """Telegram has it: the row goes; what the message is about stays for replies and buttons."""
    connection.execute(delete(outbox).where(outbox.c.id == owed.id))
    if message_id is not None and about is not None:
        note(connection, owed.chat_id, message_id, about, now=now)


def later(connection: Connection, owed: Owed, *, not_before: float, tries: int) -> None:
    """Tries again, not before that time."""
    connection.execute(update(outbox).where(outbox.c.id == owed.id).values(not_before=not_before, tries=tries))


def drop_chat(connection: Connection, chat_id: int) -> None:
    """Forgets everything owed to a chat that does not want to hear from us."""
    connection.execute(delete(outbox).where(outbox.c.chat_id == chat_id))


def note(connection: Connection, chat_id: int, message_id: int, about: About, *, now: float) -> None:
    """Remembers what a message of ours is about."""
    mine = (said.c.chat_id == chat_id) & (said.c.message_id == message_id)
    connection.execute(delete(said).where(mine))
    connection.execute(
        insert(said).values(
            chat_id=chat_id, message_id=message_id, asked=about.asked, about=json.dumps(asdict(about)), said_at=now
        )
    )


def about(connection: Connection, chat_id: int, message_id: int) -> About | None:
    """What that message of ours is about; None if it is none, or is about nothing."""
    mine = (said.c.chat_id == chat_id) & (said.c.message_id == message_id)
    body = connection.scalar(select(said.c.about).where(mine))
    return None if body is None else decode_about(json.loads(body))


def answer_to(connection: Connection, chat_id: int, asked: int) -> tuple[int, About] | None:
    """Our latest message that answers the question in message ``asked``, and what it is about."""
    query = select(said.c.message_id, said.c.about).where(said.c.chat_id == chat_id, said.c.asked == asked)
    row = connection.execute(query.order_by(said.c.message_id.desc()).limit(1)).one_or_none()
    found = None if row is None else decode_about(json.loads(row.about))
    return None if row is None or found is None else (row.message_id, found)


def _insert(connection: Connection, message: Outgoing, *, now: float, not_before: float) -> None:
    connection.execute(
        insert(outbox).values(
            chat_id=message.chat_id,
            kind=kind_of(message),
            body=encode(message),
            created_at=now,
            not_before=not_before,
            tries=0,
        )
    )


def _join(connection: Connection, message: Acknowledge, *, now: float) -> bool:
    query = select(outbox).where(outbox.c.chat_id == message.chat_id).order_by(outbox.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    # One that is due may be on its way to Telegram at this moment: too late to join.
    if row is None or row.kind != "acknowledge" or row.not_before <= now or row.tries:
        return False
    waiting = decode(row.kind, row.body)
    assert isinstance(waiting, Acknowledge)
    if waiting.topic != message.topic:
        return False
    joined = replace(waiting, saved=waiting.saved + message.saved)
    until = min(now + QUIET_SECONDS, row.created_at + LONGEST_SECONDS)
    connection.execute(update(outbox).where(outbox.c.id == row.id).values(body=encode(joined), not_before=until))
    return True


def _owed(row: Row[Any]) -> Owed:
    return Owed(
        id=row.id,
        chat_id=row.chat_id,
        message=decode(row.kind, row.body),
        created_at=row.created_at,
        not_before=row.not_before,
        tries=row.tries,
    )
