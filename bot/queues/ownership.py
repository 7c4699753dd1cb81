"""Whose a chat is: each is worked on by one process at a time. Alone on a database, a process has all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any

from sqlalchemy import Connection

from bot.queues.tasks import ended

# What processes tell each other: somebody may not be welcome any more; there is news for the owner; updates arrive.
ACCESS, STRANGERS, ARRIVED = "access", "strangers", "arrived"


class Lost(Exception):
    """The chat belongs to another process by now: nothing of it may be changed here."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the chat belongs to another process by now")
        self.chat_id = chat_id


class Ownership:
    """Of a process that is alone: it owns every chat. ``bot.queues.cluster.coordinator`` has the other kind.

    Where nothing else is said, only to be called in the event loop's thread.
    """

    # Whether there may be other processes.
    shared = False

    def owned(self) -> Collection[int] | None:
        """The chats that are this process's; None: all there are."""
        return None

    def owns(self, chat_id: int) -> bool:
        """Whether the chat is this process's, as far as it knows."""
        return True

    def sure(self) -> bool:
        """Whether what was this process's a moment ago still is."""
        return True

    def ours(self, connection: Connection, chat_ids: Collection[int]) -> Collection[int]:
        """Those of the chats that are this process's at this moment, in any thread."""
        return chat_ids

    def check(self, connection: Connection, chat_id: int) -> None:
        """Makes sure that the chat is ours until the transaction ends, in any thread. Raises Lost."""

    def check_sending(self, connection: Connection, chat_id: int, sent: str) -> None:
        """The same, when something was sent there; ``sent`` is what ``Limits.resume`` has to know of it."""

    def lost(self, chat_id: int) -> None:
        """Lost was raised for this chat."""

    def asked_to_wait(self) -> None:
        """Telegram has asked to wait with messages, perhaps with all of them."""

    def elsewhere(self, chat_ids: Iterable[int]) -> None:
        """Something was committed for these chats, which are not this process's."""

    def emptied(self, chat_id: int) -> None:
        """All updates of the chat that this process knows of are handled."""

    def publish(self, topic: str) -> None:
        """Tells all processes, this one too, what ``on`` has given a meaning."""
        self._hear(topic)

    def publish_within(self, connection: Connection, topic: str) -> None:
        """The same of what this transaction commits, in any thread; this process may hear it before that."""
        self._hear(topic)

    def subscribe(self, topic: str, do: Callable[[], None]) -> None:
        """What is to be done when a process tells that."""
        self._subscribers[topic] = do

    def __init__(self) -> None:
        self._subscribers: dict[str, Callable[[], None]] = {}
        # Of the processes that work together one does what has to be done once.
        self._leads, self._follows = asyncio.Event(), asyncio.Event()
        self._leads.set()

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
        if leads:
            self._follows.clear()
            self._leads.set()
        else:
            self._leads.clear()
            self._follows.set()

    def _hear(self, topic: str) -> None:
        do = self._subscribers.get(topic)
        if do is not None:
            do()
