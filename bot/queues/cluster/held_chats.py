"""The chats that this process holds in a cluster: what waits in them, and which are idle.

A scan polls the work tables for them. Updates that this process stores are assigned in the same transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.queues.cluster import lease_rows
from bot.queues.cluster.lease_rows import ANYBODY, Leased
from bot.queues.dispatcher import Dispatcher
from bot.queues.outbox import Outbox
from bot.store import inbox
from bot.store.inbox import Waiting
from bot.transport.flood_limits import Limits

# How long an idle chat is kept: more may come.
IDLE_SECONDS = 1.0
# How many chats a process works on at once: it uses one core, and others have their own.
AT_ONCE = 16
# How many chats a process holds: one that waits for Telegram or a page costs little.
MOST_OWNED = 1000
# How many chats with owed messages a process takes at once: others send, too.
MOST_SENDING = 32
# How many updates of a chat are held in memory.
WINDOW = 50


@dataclass(slots=True)
class _Chat:
    """A chat of ours. ``more``: the database may hold waiting updates that are not in its queue."""

    more: bool = False
    idle_since: float | None = None


@dataclass(slots=True)
class ScanResult:
    """What a scan's transaction gives ``process``: newly owned chats, and updates to handle here.

    None instead of a chat's updates: its queue holds enough for now.
    """

    process: int = 0
    leased: list[Leased] = field(default_factory=list)
    updates: list[tuple[int, list[Waiting] | None]] = field(default_factory=list)

    def claim(self, connection: Connection, chat_ids: Collection[int]) -> None:
        """Takes those of the chats that nobody owns, with what waits in them."""
        if chat_ids:
            self.add(connection, lease_rows.claim(connection, self.process, chat_ids))

    def add(self, connection: Connection, leased: Sequence[Leased]) -> None:
        """Adds chats of the process, with what waits in them."""
        self.leased += leased
        self.updates += [(each.chat_id, waiting(connection, each.chat_id, ())) for each in leased]


def waiting(connection: Connection, chat_id: int, besides: Collection[int]) -> list[Waiting] | None:
    """The updates that wait in a chat besides those in its queue; None when the queue holds enough for now."""
    if len(besides) >= WINDOW:
        return None
    return inbox.waiting_in(connection, chat_id, besides=besides, most=WINDOW)


class HeldChats:
    """The chats that this process believes to hold. ``adopted`` is called with new ones. ``clock`` is in seconds."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        outbox: Outbox,
        limits: Limits,
        *,
        adopted: Callable[[int], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._dispatcher, self._outbox, self._limits = dispatcher, outbox, limits
        self._adopted, self._clock = adopted, clock
        self._chats: dict[int, _Chat] = {}

    def __contains__(self, chat_id: int) -> bool:
        return chat_id in self._chats

    def __len__(self) -> int:
        return len(self._chats)

    def all(self) -> set[int]:
        """All of them."""
        return set(self._chats)

    def room(self) -> int:
        """How many more chats with updates this process should take; may be negative."""
        return AT_ONCE - self._dispatcher.load if len(self._chats) < MOST_OWNED else 0

    def room_to_send(self) -> int:
        """How many more chats with owed messages it should take: no more than it may send to in a moment."""
        return max(0, MOST_SENDING - self._outbox.due()) if len(self._chats) < MOST_OWNED else 0

    def known(self, chat_id: int) -> list[int]:
        """The updates of a chat that are in its queue."""
        return self._dispatcher.known(chat_id)

    def more(self, chat_id: int) -> bool:
        """Whether updates of that chat wait in the database and should be read now."""
        chat = self._chats.get(chat_id)
        return chat is not None and chat.more

    def adopt(self, found: ScanResult) -> bool:
        """Takes over what a scan found; returns whether any of its chats are new."""
        died = set()
        fresh = [each for each in found.leased if each.chat_id not in self._chats]
        for each in fresh:
            self._chats[each.chat_id] = _Chat()
            self._limits.resume(each.chat_id, each.sent, time.time(), died=each.died)
            self._adopted(each.chat_id)
            if each.died:
                died.add(each.chat_id)
        for chat_id, updates in found.updates:
            self._enqueue(chat_id, updates, died=chat_id in died)
        self._outbox.wake([each.chat_id for each in fresh])
        return bool(fresh)

    def idle(self, besides: Collection[int]) -> list[int]:
        """The chats without work, now and for a moment before; not those of ``besides``."""
        now = self._clock()
        found = []
        for chat_id, chat in self._chats.items():
            if chat.more or chat_id in besides or self._dispatcher.busy(chat_id) or self._outbox.busy(chat_id):
                chat.idle_since = None
            elif chat.idle_since is None:
                chat.idle_since = now
            elif now - chat.idle_since >= IDLE_SECONDS:
                found.append(chat_id)
        return found

    def let_go(self, chat_ids: Collection[int]) -> None:
        """Gives these chats up: updates that have not begun do not begin here."""
        for each in chat_ids:
            self._chats.pop(each, None)
            self._dispatcher.drop(each)
            self._outbox.drop(each)

    def look_at_messages(self, chat_id: int) -> None:
        """Another process may have owed the chat something."""
        self._outbox.wake([chat_id])

    def _enqueue(self, chat_id: int, updates: list[Waiting] | None, *, died: bool) -> None:
        chat = self._chats.get(chat_id)
        if chat is None:
            return
        chat.more = updates is None or len(updates) >= WINDOW
        known = set(self._dispatcher.known(chat_id))
        for each in updates or ():
            if each.update_id not in known and not self._dispatcher.was_handled(each.update_id):
                # An update that a dead process had in hand is suspected as the cause.
                self._dispatcher.add(each, again=died or each.starts > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One transaction that gives chats back, publishes topics, takes chats and reads their work.

    ``released`` are chats to give back; ``topics`` go to all processes. The owner of each chat in ``theirs`` is
    notified that something waits there. ``updates`` and ``messages`` are the room for chats with updates and with owed
    messages. ``news`` are own chats to read, with their known updates. ``compare``: all own chats are read.
    """

    released: Collection[int]
    topics: Sequence[str]
    theirs: Collection[int]
    updates: int
    messages: int
    news: Mapping[int, Collection[int]]
    compare: bool

    def carry_out(self, connection: Connection, process: int) -> ScanResult:
        """What the process has once this is committed."""
        if self.released:
            lease_rows.release(connection, process, self.released)
        for topic in self.topics:
            lease_rows.publish(connection, topic)
        if self.theirs:
            for chat_id, holder in lease_rows.holders(connection, self.theirs).items():
                if holder != process:
                    lease_rows.announce(connection, holder, chat_id)
        found = ScanResult(process=process)
        now = time.time()
        found.claim(
            connection, lease_rows.unattended(connection, updates=self.updates, messages=self.messages, now=now)
        )
        if self.compare:
            found.add(connection, lease_rows.of(connection, process))
        found.updates += [(each, waiting(connection, each, known)) for each, known in self.news.items()]
        return found


def assign(
    connection: Connection,
    process: int,
    fresh: Sequence[Waiting],
    expected: Mapping[int, Collection[int]],
    *,
    room: int,
) -> ScanResult:
    """Assigns the updates that this transaction stores; the process takes chats that nobody owns.

    ``expected`` are its own chats, with their known updates; there is ``room`` for that many more.
    """
    chats = list(dict.fromkeys(each.queue_key for each in fresh))
    foreign = [each for each in chats if each not in expected]
    found = ScanResult(process=process)
    if foreign:
        holders = lease_rows.holders(connection, foreign)
        found.claim(connection, [each for each in foreign if each not in holders][:room])
        for chat_id in set(foreign) - {each.chat_id for each in found.leased}:
            lease_rows.announce(connection, holders.get(chat_id, ANYBODY), chat_id)
    for chat_id in expected.keys() & set(chats):
        # Another process may have stored something for the chat before: that comes first.
        found.updates.append((chat_id, waiting(connection, chat_id, expected[chat_id])))
    return found
