"""Lease rows: which processes share this database, and which chats each of them owns.

PostgreSQL is the only authority: its locks decide who was first, and its clock how long a process has been silent. A
process that is ``silent`` for too long has lost its chats. Every change to a chat makes sure, in the same transaction,
that the process still owns the chat. A process that was paused meanwhile therefore changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from index.database import sql

# A process that is silent for this long has lost its chats; it beats several times in that period.
SILENT_SECONDS = 8.0
# The send history of an unowned chat is kept for longer than any of Telegram's limits looks back.
REMEMBERED_SECONDS = 90.0
CHANNEL = "verbatim"
ANYBODY = 0
_NOW = "extract(epoch FROM clock_timestamp())"
_SILENT = f"seen_at < {_NOW} - :silent"
_TAKEN = "EXISTS (SELECT 1 FROM lease WHERE lease.chat_id = waits.chat_id AND lease.process IS NOT NULL)"
# A change about to commit excludes only processes that take chats away, not a change for another message there.
_HELD = text("SELECT 1 FROM lease WHERE chat_id = :chat AND process = :holder FOR KEY SHARE").bindparams(
    bindparam("chat"), bindparam("holder")
)
_SENDING = text("UPDATE lease SET sent = :sent WHERE chat_id = :chat AND process = :holder").bindparams(
    bindparam("sent"), bindparam("chat"), bindparam("holder")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """For how many seconds Telegram has asked any of the processes to send nothing.

    ``first``: this is the oldest living process. ``missed``: before this beat it was silent for too long.
    """

    held: float
    first: bool
    missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A chat that a process owns from now on. ``died``: its previous owner fell silent.

    ``sent`` is the last value given to ``sending``, or "" if there was none.
    """

    chat_id: int
    died: bool
    sent: str


def join(connection: Connection) -> int:
    """Registers a new process; returns its number."""
    joined = f"INSERT INTO process (started_at, seen_at, held_until) VALUES ({_NOW}, {_NOW}, 0) RETURNING id"
    return int(connection.execute(text(joined)).scalar_one())


def leave(connection: Connection, process: int) -> None:
    """Removes the process; its chats are free."""
    values = {"process": process}
    connection.execute(
        text(f"UPDATE lease SET process = NULL, died = false, changed_at = {_NOW} WHERE process = :process"), values
    )
    connection.execute(text("DELETE FROM process WHERE id = :process"), values)


def beat(connection: Connection, process: int, *, held: float, silent: float = SILENT_SECONDS) -> Together | None:
    """Records a beat. ``held``: how long Telegram lets it send nothing. None: it was declared dead."""
    seen = (
        f"WITH before AS (SELECT id, {_SILENT} AS missed FROM process WHERE id = :process)"
        f" UPDATE process SET seen_at = {_NOW}, held_until = {_NOW} + :held FROM before WHERE process.id = before.id"
        " RETURNING missed"
    )
    mine = connection.execute(text(seen), {"process": process, "held": held, "silent": silent}).one_or_none()
    if mine is None:
        return None
    there = text(f"SELECT max(held_until) - {_NOW}, min(id) FROM process WHERE NOT {_SILENT}")
    longest, first = connection.execute(there, {"silent": silent}).one()
    return Together(held=max(0.0, longest), first=first == process, missed=mine.missed)


def alive(connection: Connection, silent: float = SILENT_SECONDS) -> int:
    """The number of living processes."""
    there = text(f"SELECT count(*) FROM process WHERE NOT {_SILENT}")
    return int(connection.execute(there, {"silent": silent}).scalar_one())


def declare_dead(connection: Connection, silent: float = SILENT_SECONDS) -> int:
    """Frees the chats of processes that have been silent for too long; returns the number of those processes."""
    query = text(f"SELECT id FROM process WHERE {_SILENT} FOR UPDATE SKIP LOCKED")
    dead = connection.scalars(query, {"silent": silent}).all()
    if dead:
        connection.execute(text("DELETE FROM process WHERE id = ANY(:dead)"), {"dead": list(dead)})
    # Without those on which a change is being committed: they are freed next time.
    connection.execute(
        text(
            f"UPDATE lease SET process = NULL, died = true, changed_at = {_NOW} WHERE chat_id IN ("
            "SELECT chat_id FROM lease WHERE process IS NOT NULL AND process NOT IN (SELECT id FROM process)"
            " FOR UPDATE SKIP LOCKED)"
        )
    )
    return len(dead)


def prune(connection: Connection) -> None:
    """Forgets chats that nobody has owned for a while, except those that a process is taking now."""
    old = f"SELECT chat_id FROM lease WHERE process IS NULL AND changed_at < {_NOW} - :seconds"
    connection.execute(
        text(f"DELETE FROM lease WHERE chat_id IN ({old} FOR UPDATE SKIP LOCKED)"), {"seconds": REMEMBERED_SECONDS}
    )


def hurry(connection: Connection, seconds: float) -> None:
    """Makes this transaction fail rather than wait longer than that for another process, which may be paused."""
    connection.execute(text(f"SET LOCAL lock_timeout = '{seconds * 1000:.0f}ms'"))


def unattended(connection: Connection, *, updates: int, messages: int, now: float) -> list[int]:
    """Unowned chats with waiting updates or messages, longest waiting first.

    Looks at that many of each kind at most, and skips updates that another process is looking at.
    """
    found: dict[int, None] = {}
    if updates > 0:
        query = (
            f"SELECT chat_id FROM inbox waits WHERE state = 0 AND chat_id IS NOT NULL AND NOT {_TAKEN}"
            " ORDER BY number LIMIT :most FOR UPDATE OF waits SKIP LOCKED"
        )
        found.update(dict.fromkeys(connection.scalars(text(query), {"most": updates})))
    if messages > 0:
        # Not locked: a sender locks its chat before the message, and `claim` would wait for that.
        query = f"SELECT chat_id FROM outbox waits WHERE not_before <= :now AND NOT {_TAKEN} ORDER BY id LIMIT :most"
        found.update(dict.fromkeys(connection.scalars(text(query), {"most": messages, "now": now})))
    return list(found)


def claim(connection: Connection, process: int, chat_ids: Collection[int]) -> list[Leased]:
    """Takes those of the chats that nobody owns."""
    claimed = text(
        f"INSERT INTO lease (chat_id, process, died, sent, changed_at) VALUES (:chat, :process, false, '', {_NOW})"
        f" ON CONFLICT (chat_id) DO UPDATE SET process = excluded.process, changed_at = {_NOW}"
        " WHERE lease.process IS NULL RETURNING chat_id, died, sent"
    )
    found = []
    # In a fixed order, so that two processes never deadlock.
    for each in sorted(chat_ids):
        row = connection.execute(claimed, {"chat": each, "process": process}).one_or_none()
        if row is not None:
            found.append(Leased(chat_id=row.chat_id, died=row.died, sent=row.sent))
    return found


def release(connection: Connection, process: int, chat_ids: Collection[int]) -> None:
    """Gives chats back: any process may take them."""
    connection.execute(
        text(
            f"UPDATE lease SET process = NULL, died = false, changed_at = {_NOW}"
            " WHERE process = :process AND chat_id = ANY(:chats)"
        ),
        {"process": process, "chats": list(chat_ids)},
    )


def holders(connection: Connection, chat_ids: Collection[int]) -> dict[int, int]:
    """The owner of each of these chats that has one."""
    query = text("SELECT chat_id, process FROM lease WHERE chat_id = ANY(:chats) AND process IS NOT NULL")
    return {row.chat_id: row.process for row in connection.execute(query, {"chats": list(chat_ids)})}


def of(connection: Connection, process: int) -> list[Leased]:
    """The chats that the process owns according to the database."""
    query = text("SELECT chat_id, died, sent FROM lease WHERE process = :process")
    return [Leased(**row._mapping) for row in connection.execute(query, {"process": process})]


def holds(connection: Connection, process: int, chat_id: int) -> bool:
    """Whether the process owns the chat; if so, it does until the transaction ends."""
    return bool(sql.query(connection, _HELD, chat=chat_id, holder=process))


def sending(connection: Connection, process: int, chat_id: int, sent: str) -> bool:
    """The same, and stores what the next owner must know about messages sent there."""
    return sql.execute(connection, _SENDING, chat=chat_id, holder=process, sent=sent) > 0


def announce(connection: Connection, process: int, chat_id: int) -> None:
    """On commit, tells the process (``ANYBODY``: all of them) that something waits in the chat."""
    connection.execute(
        text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": f"{process} {chat_id}"}
    )


def publish(connection: Connection, topic: str) -> None:
    """On commit, all processes hear the topic."""
    connection.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": topic})
