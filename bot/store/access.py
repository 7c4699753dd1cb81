"""The bot's owner, and the people and groups that were let in: only rows, no decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, true, update
from sqlalchemy.dialects import postgresql

from bot.store.schema import channel, channel_group, guest, note
from bot.store.schema import owner as owner_table
from index.names import named

ASKED, ALLOWED, IGNORED = 0, 1, 2
ONLY_ONE = 1
# Noted when a process of the cluster stopped its heartbeat.
DIED = "died"
CODE = "code"
# How long undecided strangers are remembered, and how many, so that a crowd does not fill the database.
REMEMBERED_SECONDS = 30 * 86400.0
MOST_UNDECIDED = 500
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The person who claimed the bot, when (seconds since the epoch), and the language in which they write to it."""

    user_id: int
    language: str | None
    claimed_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A person, or a group (negative ``guest_id``), and the decision: ASKED, ALLOWED or IGNORED."""

    number: int
    guest_id: int
    name: str | None
    state: int
    brought_by: int | None
    told_at: float | None


def owner(connection: Connection) -> Owner | None:
    """The bot's owner; None while nobody has claimed it."""
    columns = (owner_table.c.user_id, owner_table.c.language, owner_table.c.claimed_at)
    row = connection.execute(select(*columns)).one_or_none()
    return None if row is None else Owner(**row._mapping)


def claim(connection: Connection, user_id: int, language: str | None, *, now: float) -> bool:
    """Makes that person the owner; returns False if there is one already."""
    if owner(connection) is not None:
        return False
    connection.execute(insert(owner_table).values(id=ONLY_ONE, user_id=user_id, language=language, claimed_at=now))
    # They may have asked before they found the code.
    connection.execute(delete(guest).where(guest.c.guest_id == user_id))
    take_note(connection, CODE)
    return True


def code(connection: Connection, otherwise: str) -> str:
    """The claim code that all processes share until somebody has used it; ``otherwise`` becomes it if there is none."""
    connection.execute(postgresql.insert(note).values(name=CODE, value=otherwise).on_conflict_do_nothing())
    return noted(connection, CODE) or otherwise


def release(connection: Connection) -> bool:
    """Forgets the owner and all of the owner's decisions; returns False if there is no owner."""
    known = owner(connection) is not None
    for table in (owner_table, guest, note, channel, channel_group):
        connection.execute(delete(table))
    return known


def find(connection: Connection, guest_id: int) -> Guest | None:
    """The row of that person or group; None if they never came."""
    return next(iter(_guests(connection, guest.c.guest_id == guest_id)), None)


def numbered(connection: Connection, number: int) -> Guest | None:
    """The guest with this number, which buttons carry; None if it was forgotten."""
    return next(iter(_guests(connection, guest.c.number == number)), None)


def meet(connection: Connection, guest_id: int, name: str, *, now: float) -> Guest | None:
    """Records a stranger, who is told now that the bot is private. None if too many wait for a decision already."""
    found = find(connection, guest_id)
    if found is None:
        waiting = connection.scalar(select(func.count()).select_from(guest).where(guest.c.state == ASKED)) or 0
        if waiting >= MOST_UNDECIDED:
            return None
        values = {"name": named(name, LONGEST_NAME), "state": ASKED, "met_at": now, "reported": False}
        connection.execute(insert(guest).values(guest_id=guest_id, **values))
        found = find(connection, guest_id)
    return found


def told(connection: Connection, guest_id: int, *, now: float) -> None:
    """Records that they were told that the bot is private."""
    connection.execute(update(guest).where(guest.c.guest_id == guest_id).values(told_at=now))


def decide(connection: Connection, number: int, state: int) -> None:
    """Stores the owner's decision, without the name of somebody who is ignored."""
    values: dict[str, Any] = {"state": state, "reported": True}
    if state == IGNORED:
        values["name"] = None
    connection.execute(update(guest).where(guest.c.number == number).values(values))


def bring(connection: Connection, guest_id: int, name: str, brought_by: int, *, now: float) -> None:
    """Lets a group in because of the person who brought the bot there."""
    connection.execute(delete(guest).where(guest.c.guest_id == guest_id))
    values = {"name": named(name, LONGEST_NAME), "state": ALLOWED, "met_at": now, "reported": True}
    connection.execute(insert(guest).values(guest_id=guest_id, brought_by=brought_by, **values))


def forget(connection: Connection, guest_id: int) -> None:
    """Forgets a person or group, who would be strangers again."""
    connection.execute(delete(guest).where(guest.c.guest_id == guest_id))


def leave(connection: Connection, guest_id: int) -> None:
    """Records that the bot left the group: it forgets who brought it, and keeps the owner's decision."""
    connection.execute(delete(guest).where(guest.c.guest_id == guest_id, guest.c.brought_by.is_not(None)))


def migrate(connection: Connection, old: int, new: int) -> None:
    """Gives the supergroup the decisions about the group that it was."""
    if find(connection, old) is not None:
        connection.execute(delete(guest).where(guest.c.guest_id == new))
        connection.execute(update(guest).where(guest.c.guest_id == old).values(guest_id=new))


def allowed(connection: Connection) -> list[Guest]:
    """The guests whom the owner let in, and the groups that a welcome person brought the bot into; newest first."""
    return _guests(connection, guest.c.state == ALLOWED)[::-1]


def undecided(connection: Connection, *, unreported: bool = False) -> list[Guest]:
    """Undecided strangers in order of arrival; ``unreported``: only those of whom the owner was not told."""
    new = (guest.c.reported != true(),) if unreported else ()
    return _guests(connection, guest.c.state == ASKED, *new)


def reported(connection: Connection, guests: Sequence[Guest]) -> None:
    """Records that the owner was told of them."""
    numbers = [each.number for each in guests]
    connection.execute(update(guest).where(guest.c.number.in_(numbers)).values(reported=True))


def prune(connection: Connection, *, now: float) -> None:
    """Forgets old undecided strangers."""
    connection.execute(delete(guest).where(guest.c.state == ASKED, guest.c.met_at < now - REMEMBERED_SECONDS))


def noted(connection: Connection, name: str) -> str | None:
    """The note of that name, or None."""
    value: str | None = connection.scalar(select(note.c.value).where(note.c.name == name))
    return value


def write_note(connection: Connection, name: str, value: str) -> None:
    """Writes the note of that name."""
    connection.execute(delete(note).where(note.c.name == name))
    connection.execute(insert(note).values(name=name, value=value))


def take_note(connection: Connection, name: str) -> bool:
    """Deletes the note of that name; returns whether there was one."""
    return connection.execute(delete(note).where(note.c.name == name)).rowcount > 0


def _guests(connection: Connection, *conditions: ColumnElement[bool]) -> list[Guest]:
    query = select(*(guest.c[each.name] for each in fields(Guest))).where(*conditions).order_by(guest.c.number)
    return [Guest(**row._mapping) for row in connection.execute(query)]
