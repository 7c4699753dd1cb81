"""The chats that this process holds, of those that several share: what waits in them, and which are idle."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.queues.cluster import lease_rows
from bot.queues.cluster.lease_rows import Leased
from bot.queues.dispatcher import Dispatcher
from bot.queues.outbox import Outbox
from bot.store import inbox
from bot.store.inbox import Waiting
from bot.transport.flood_limits import Limits

# A chat in which nothing is left to do is kept for a moment: more may come.
IDLE_SECONDS = 1.0
# How many chats a process works on at once: it has one core, and others have theirs.
AT_ONCE = 16
# How many chats a process holds: waiting for Telegram, or for a page, costs little.
MOST_OWNED = 1000
# How many chats that are owed something a process takes at once: others send, too.
MOST_SENDING = 32
# How many updates of a chat are held in memory.
WINDOW = 50


@dataclass(slots=True)
class _Chat:
    """A chat of ours; ``more``: updates of it may wait in the database that are not in its queue."""

    more: bool = False
    idle_since: float | None = None


@dataclass(slots=True)
class ScanResult:
    """What a transaction has brought to ``process``: chats that are ours from now on, and updates to be handled here.

    None in place of a chat's updates: there are enough in its queue for now.
    """

    process: int = 0
    leased: list[Leased] = field(default_factory=list)
    updates: list[tuple[int, list[Waiting] | None]] = field(default_factory=list)

    def claim(self, connection: Connection, chat_ids: Collection[int]) -> None:
        """Takes those of the chats that nobody has, with what waits in them."""
        if chat_ids:
            self.add(connection, lease_rows.claim(connection, self.process, chat_ids))

    def add(self, connection: Connection, leased: Sequence[Leased]) -> None:
        """Adds chats of the process's, with what waits in them."""
        self.leased += leased
        self.updates += [(each.chat_id, waiting(connection, each.chat_id, ())) for each in leased]


def waiting(connection: Connection, chat_id: int, besides: Collection[int]) -> list[Waiting] | None:
    """What waits in a chat besides what is in its queue; None when there is enough in there for now."""
    if len(besides) >= WINDOW:
        return None
    return inbox.waiting_in(connection, chat_id, besides=besides, most=WINDOW)


class HeldChats:
    """The chats that this process believes to hold; ``adopted`` is told of new ones. ``clock`` is in seconds."""

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
        """How many more chats with updates this process should take; it may be less than none."""
        return AT_ONCE - self._dispatcher.load if len(self._chats) < MOST_OWNED else 0

    def room_to_send(self) -> int:
        """How many more chats that are owed something it should take: no more than it may send to in a moment."""
        return max(0, MOST_SENDING - self._outbox.due()) if len(self._chats) < MOST_OWNED else 0

    def known(self, chat_id: int) -> list[int]:
        """The updates of a chat that are in its queue."""
        return self._dispatcher.known(chat_id)

    def more(self, chat_id: int) -> bool:
        """Whether updates of that chat wait in the database that should be read now."""
        chat = self._chats.get(chat_id)
        return chat is not None and chat.more

    def adopt(self, found: ScanResult) -> bool:
        """Takes over what was found; whether chats are among it that were not ours."""
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
        """The chats in which nothing is left to do, and nothing has been for a moment; not those of ``besides``."""
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
        """These are not ours any more: what is not begun is not begun here."""
        for each in chat_ids:
            self._chats.pop(each, None)
            self._dispatcher.drop(each)
            self._outbox.drop(each)

    def look_at_messages(self, chat_id: int) -> None:
        """Somebody else may have owed the chat something."""
        self._outbox.wake([chat_id])

    def _enqueue(self, chat_id: int, updates: list[Waiting] | None, *, died: bool) -> None:
        chat = self._chats.get(chat_id)
        if chat is None:
            return
        chat.more = updates is None or len(updates) >= WINDOW
        known = set(self._dispatcher.known(chat_id))
        for each in updates or ():
            if each.update_id not in known and not self._dispatcher.was_handled(each.update_id):
                # An update that a dead process had in hand is suspected of being the reason.
                self._dispatcher.add(each, again=died or each.starts > 0)
