"""Stores updates on disk before acknowledging them to Telegram, and keeps them until they are handled."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.incoming.raw_updates import chat_of
from bot.queues.dispatcher import Dispatcher
from bot.store import inbox, recent_messages, sent_messages
from bot.store.inbox import Waiting
from bot.tasks import settle
from index import Database

log = logging.getLogger(__name__)

LARGEST_ID = 2**63 - 1


class Inbox:
    """Commits raw updates and hands new ones of owned chats to ``dispatcher``.

    ``inline`` receives inline queries, which are not stored; without it they are stored like other updates.
    """

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        *,
        inline: Callable[[Mapping[str, Any]], None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._dispatcher, self._inline, self._clock = database, dispatcher, inline, clock
        self._ownership = dispatcher.ownership
        self._arriving: list[tuple[list[Waiting], asyncio.Future[None]]] = []
        self._committer: asyncio.Task[None] | None = None

    async def take(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Commits updates as Telegram sent them; then they are handled, in order. Ignores updates that are already
        here.

        Updates that arrive during a commit share the next one. Raises LibraryError when they could not be stored: they
        have not been taken then, and Telegram must be asked for them again.
        """
        if self._inline is not None:
            # Inline queries are answered now or not at all: nothing is owed for them.
            inline = [each for each in updates if isinstance(each, Mapping) and "inline_query" in each]
            for each in inline:
                self._dispatcher.observer.inline_query()
                self._inline(each)
            updates = [each for each in updates if each not in inline]
        arrived = [
            Waiting(update_id=each["update_id"], body=json.dumps(each), chat_id=chat_of(each))
            for each in updates
            if _has_number(each)
        ]
        if len(arrived) < len(updates):
            log.error("inbox.invalid: %d updates without a number cannot be taken", len(updates) - len(arrived))
        if not arrived:
            return
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arriving.append((arrived, committed))
        if self._committer is None or self._committer.done():
            self._committer = asyncio.create_task(self._commit(), name="inbox commits")
        await committed

    async def room(self) -> None:
        """Waits while more updates wait than memory should hold."""
        await self._ownership.room(self._dispatcher.room)

    async def replay(self) -> int:
        """Takes up the updates that waited when the process ended, before any new ones; returns their number."""
        left = await asyncio.to_thread(self._left)
        for each in left:
            self._dispatcher.add(each, again=True)
        return len(left)

    async def prune(self) -> None:
        """Forgets rows that nobody needs any more. Raises LibraryError."""
        await asyncio.to_thread(self._prune)

    async def _commit(self) -> None:
        while self._arriving:
            batch, self._arriving = self._arriving, []
            # Ordered by number, so that processes that store the same updates do not deadlock.
            arrived = sorted((each for arrived, _ in batch for each in arrived), key=lambda each: each.update_id)
            failure: Exception | None = None
            try:
                fresh, assigned = await asyncio.to_thread(self._store, arrived, self._ownership.expected(arrived))
                for each in self._ownership.took(fresh, assigned):
                    self._dispatcher.add(each)
            except Exception as error:
                # They may have been stored nevertheless.
                self._ownership.doubt()
                failure = error
            for _, committed in batch:
                settle(committed, failure)

    def _store(self, arrived: list[Waiting], expected: Any) -> tuple[list[Waiting], Any]:
        with self._database.write() as connection:
            # A paused process may be storing the same updates; Telegram will post them again.
            self._ownership.hurry(connection)
            fresh = inbox.put(connection, arrived, now=self._clock())
            return fresh, self._ownership.assign(connection, fresh, expected)

    def _left(self) -> Sequence[Waiting]:
        with self._database.read() as connection:
            return self._ownership.left_over(connection)

    def _prune(self) -> None:
        with self._database.write() as connection:
            inbox.prune(connection, now=self._clock())
            sent_messages.prune(connection, now=self._clock())
            recent_messages.prune(connection, now=self._clock())


def _has_number(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= LARGEST_ID
