"""Which process works on a chat. A process that is alone on its database owns all of them."""

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
    """The chat belongs to another process by now: this process must change nothing of it."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the chat belongs to another process by now")
        self.chat_id = chat_id


class Ownership:
    """For a process that is alone: it owns every chat. ``bot.queues.cluster`` has the one for several processes.

    Call methods in the event loop's thread unless they say otherwise.
    """

    # Whether there may be other processes.
    shared = False

    def __init__(self) -> None:
        self._subscribers: dict[str, Callable[[], None]] = {}
        # One of the processes does what has to be done once.
        self._leads, self._follows = asyncio.Event(), asyncio.Event()
        self._leads.set()

    @property
    def backlog(self) -> int:
        """How many updates waited for any process a moment ago, as far as processes share them."""
        return 0

    async def begin(self, dispatcher: Any, outbox: Any) -> None:
        """Joins the other processes. Raises Locked, or StorageError when the database cannot be reached."""

    def stop(self) -> None:
        """From now on this process takes no more chats."""

    async def end(self) -> None:
        """Gives back all chats, so that others go on at once."""

    def owned(self) -> Collection[int] | None:
        """This process's chats; None: all there are."""
        return None

    def owns(self, chat_id: int) -> bool:
        """Whether the chat is this process's, as far as it knows."""
        return True

    def sure(self) -> bool:
        """Whether this process still owns what it owned a moment ago."""
        return True

    def ours(self, connection: Connection, chat_ids: Collection[int]) -> Collection[int]:
        """Those of the chats that are this process's at this moment, in any thread."""
        return chat_ids

    def check(self, connection: Connection, chat_id: int) -> None:
        """Makes sure that the chat is ours until the transaction ends, in any thread. Raises Lost."""

    def check_sending(self, connection: Connection, chat_id: int, sent: str) -> None:
        """The same after a message was sent there; ``sent`` is what ``Limits.resume`` has to know about it."""

    def lost(self, chat_id: int) -> None:
        """Lost was raised for this chat."""

    def emptied(self, chat_id: int) -> None:
        """All updates of the chat that this process knows of are handled."""

    def elsewhere(self, chat_ids: Iterable[int]) -> None:
        """Something was committed for these chats, which are not this process's."""

    def asked_to_wait(self) -> None:
        """Telegram has asked to wait with messages, perhaps with all of them."""

    async def room(self, here: Callable[[], Awaitable[None]]) -> None:
        """Waits while too many updates wait; ``here`` waits for those of this process."""
        await here()

    def left_over(self, connection: Connection) -> Sequence[Waiting]:
        """Updates that waited when the process started and that it has to take up, in any thread."""
        return inbox.waiting(connection)

    def expected(self, arrived: Iterable[Waiting]) -> Any:
        """Called before updates are stored; ``assign`` is given what this returns."""

    def assign(self, connection: Connection, fresh: Sequence[Waiting], expected: Any) -> Any:
        """Assigns updates that this transaction has stored to processes, in any thread."""

    def took(self, fresh: Sequence[Waiting], assigned: Any) -> Sequence[Waiting]:
        """The transaction is committed; returns the updates to be handled here at once."""
        return fresh

    def hurry(self, connection: Connection) -> None:
        """This transaction fails rather than wait long for another process, in any thread."""

    def doubt(self) -> None:
        """Updates may or may not have been stored."""

    def publish(self, topic: str) -> None:
        """Tells all processes, this one too."""
        self._hear(topic)

    def publish_within(self, connection: Connection, topic: str) -> None:
        """The same of what this transaction commits, in any thread; this process may hear it before that."""
        self._hear(topic)

    def subscribe(self, topic: str, do: Callable[[], None]) -> None:
        """Calls ``do`` whenever a process publishes the topic."""
        self._subscribers[topic] = do

    @property
    def leads(self) -> bool:
        """Whether this is the process that does what one has to do for all."""
        return self._leads.is_set()

    async def while_leading(self, work: Callable[[], Awaitable[Any]]) -> None:
        """Does the work whenever this process leads, until it has come to its end. Raises what the work raises."""
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
