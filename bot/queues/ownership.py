"""Which process works on a chat. A process alone on its database owns every chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from bot.store import inbox
from bot.store.inbox import Waiting
from bot.tasks import ended

# Topics: access rights have changed; there is news about strangers for the owner; updates have arrived.
ACCESS, STRANGERS, ARRIVED = "access", "strangers", "arrived"


class Lost(Exception):
    """The chat now belongs to another process: this process must change nothing of it."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the chat belongs to another process by now")
        self.chat_id = chat_id


class Ownership:
    """Ownership for a single process: it owns every chat. ``bot.queues.cluster`` has the version for several processes.

    Call methods in the event loop's thread unless they say otherwise.
    """

    # Whether there may be other processes.
    shared = False

    def __init__(self) -> None:
        self._subscribers: dict[str, Callable[[], None]] = {}
        # One of the processes does the work that must be done only once.
        self._leads, self._follows = asyncio.Event(), asyncio.Event()
        self._leads.set()

    @property
    def backlog(self) -> int:
        """How many updates recently waited for any process, as far as processes share them."""
        return 0

    async def begin(self, dispatcher: Any, outbox: Any) -> None:
        """Joins the other processes. Raises Locked, or StorageError when the database cannot be reached."""

    def stop(self) -> None:
        """This process takes no more chats from now on."""

    async def end(self) -> None:
        """Gives back all chats, so that others continue at once."""

    def owned(self) -> Collection[int] | None:
        """This process's chats; None: all chats."""
        return None

    def owns(self, chat_id: int) -> bool:
        """Whether this process owns the chat, as far as it knows."""
        return True

    def sure(self) -> bool:
        """Whether this process still owns what it owned a moment ago."""
        return True

    def ours(self, connection: Connection, chat_ids: Collection[int]) -> Collection[int]:
        """Those of the chats that this process owns at this moment. Callable from any thread."""
        return chat_ids

    def check(self, connection: Connection, chat_id: int) -> None:
        """Makes sure that the chat is ours until the transaction ends. Callable from any thread. Raises Lost."""

    def check_sending(self, connection: Connection, chat_id: int, sent: str) -> None:
        """The same after sending a message there; ``sent`` is what ``Limits.resume`` must know about it."""

    def lost(self, chat_id: int) -> None:
        """Lost was raised for this chat."""

    def emptied(self, chat_id: int) -> None:
        """All updates of the chat known to this process are handled."""

    def elsewhere(self, chat_ids: Iterable[int]) -> None:
        """Something was committed for these chats, which another process owns."""

    def asked_to_wait(self) -> None:
        """Telegram has asked to pause messages, perhaps to all chats."""

    async def room(self, here: Callable[[], Awaitable[None]]) -> None:
        """Waits while too many updates wait; ``here`` waits for those of this process."""
        await here()

    def left_over(self, connection: Connection) -> Sequence[Waiting]:
        """Updates that waited at the start and that this process must take up. Callable from any thread."""
        return inbox.waiting(connection)

    def expected(self, arrived: Iterable[Waiting]) -> Any:
        """Called before updates are stored; ``assign`` receives the result."""

    def assign(self, connection: Connection, fresh: Sequence[Waiting], expected: Any) -> Any:
        """Assigns updates stored by this transaction to processes. Callable from any thread."""

    def took(self, fresh: Sequence[Waiting], assigned: Any) -> Sequence[Waiting]:
        """The transaction is committed; returns the updates to handle here at once."""
        return fresh

    def hurry(self, connection: Connection) -> None:
        """Makes this transaction fail rather than wait long for another process. Callable from any thread."""

    def doubt(self) -> None:
        """The process does not know whether updates were stored."""

    def publish(self, topic: str) -> None:
        """Tells all processes, this one included."""
        self._hear(topic)

    def publish_within(self, connection: Connection, topic: str) -> None:
        """Tells them on commit of this transaction, from any thread; this process may hear it earlier."""
        self._hear(topic)

    def subscribe(self, topic: str, do: Callable[[], None]) -> None:
        """Calls ``do`` whenever a process publishes the topic."""
        self._subscribers[topic] = do

    @property
    def leads(self) -> bool:
        """Whether this process does the work that one does for all."""
        return self._leads.is_set()

    async def while_leading(self, work: Callable[[], Awaitable[Any]]) -> None:
        """Runs the work whenever this process leads, until the work has finished. Raises what the work raises."""
        while True:
            await self._leads.wait()
            task = asyncio.ensure_future(work())
            over = asyncio.create_task(self._follows.wait(), name="leading")
            try:
                await asyncio.wait([task, over], return_when=asyncio.FIRST_COMPLETED)
                if task.done():
                    task.result()
                    return
            finally:
                await ended(over)
                if not task.done():
                    await ended(task)

    def _lead(self, leads: bool) -> None:
        now, before = (self._leads, self._follows) if leads else (self._follows, self._leads)
        before.clear()
        now.set()

    def _hear(self, topic: str) -> None:
        if topic in self._subscribers:
            self._subscribers[topic]()
