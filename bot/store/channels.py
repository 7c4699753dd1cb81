"""Channels that the bot administers, and the groups in which somebody has switched one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, case, delete, insert, select, update

from bot.store.access import ALLOWED
from bot.store.schema import channel, channel_group, guest
from index.names import named

LONGEST_TITLE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel: the number that buttons carry, Telegram's id, and the title if known."""

    number: int
    channel_id: int
    title: str | None


def note(connection: Connection, channel_id: int, title: str | None) -> None:
    """Stores that we administer a channel, with its current title."""
    name = named(title, LONGEST_TITLE)
    mine = channel.c.channel_id == channel_id
    known = connection.execute(select(channel.c.title).where(mine)).one_or_none()
    if known is None:
        connection.execute(insert(channel).values(channel_id=channel_id, title=name))
    elif known.title != name:
        connection.execute(update(channel).where(mine).values(title=name))


def kept(connection: Connection, person: int) -> list[Channel]:
    """All channels whose posts are kept: first those that ``person`` brought us into, then the others, newest first."""
    theirs = case((guest.c.brought_by == person, 0), else_=1)
    return [Channel(**row._mapping) for row in connection.execute(_kept().order_by(theirs, channel.c.number.desc()))]


def numbered(connection: Connection, number: int) -> Channel | None:
    """The channel with this number; None when its posts are no longer kept."""
    row = connection.execute(_kept().where(channel.c.number == number)).one_or_none()
    return None if row is None else Channel(**row._mapping)


def on_in(connection: Connection, chat_id: int) -> frozenset[int]:
    """The channels that are switched on in a group."""
    query = select(channel_group.c.channel_id).where(channel_group.c.chat_id == chat_id)
    return frozenset(connection.scalars(query))


def groups_of(connection: Connection, channel_id: int) -> Sequence[int]:
    """The groups in which a channel is switched on."""
    query = select(channel_group.c.chat_id).where(channel_group.c.channel_id == channel_id)
    return connection.scalars(query.order_by(channel_group.c.chat_id)).all()


def kept_for(connection: Connection, chat_id: int) -> bool:
    """Whether any channel's posts are kept for that chat: a group, or the private chat of the person who brought us."""
    brought = _kept().where(guest.c.brought_by == chat_id)
    return bool(on_in(connection, chat_id)) or connection.execute(brought.limit(1)).first() is not None


def switch(connection: Connection, channel_id: int, chat_id: int, *, on: bool) -> None:
    """Switches a channel on or off in a group; doing it again changes nothing."""
    mine = (channel_group.c.channel_id == channel_id) & (channel_group.c.chat_id == chat_id)
    connection.execute(delete(channel_group).where(mine))
    if on:
        connection.execute(insert(channel_group).values(channel_id=channel_id, chat_id=chat_id))


def leave(connection: Connection, chat_id: int) -> None:
    """Forgets a channel or a group that we have left, and everything switched on there."""
    connection.execute(delete(channel).where(channel.c.channel_id == chat_id))
    mine = (channel_group.c.channel_id == chat_id) | (channel_group.c.chat_id == chat_id)
    connection.execute(delete(channel_group).where(mine))


def migrate(connection: Connection, old: int, new: int) -> None:
    """Gives everything of a group to its new id."""
    for each in on_in(connection, old):
        switch(connection, each, new, on=True)
    leave(connection, old)


def _kept() -> Select[tuple[int, int, str | None]]:
    brought = (guest.c.guest_id == channel.c.channel_id) & (guest.c.state == ALLOWED) & guest.c.brought_by.is_not(None)
    return select(channel.c.number, channel.c.channel_id, channel.c.title).join(guest, brought)
