"""Updates are on disk before Telegram is told that they arrived, and stay until they are handled."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.raw import chat_of
from bot.queues.cluster import lease_rows
from bot.queues.cluster.coordinator import ClusterCoordinator
from bot.queues.cluster.held_chats import ScanResult
from bot.queues.dispatcher import Dispatcher
from bot.store import inbox, recent_messages, sent_messages
from bot.store.inbox import Waiting
from index import Database

log = logging.getLogger(__name__)

LARGEST_ID = 2**63 - 1


class Inbox:
    """Takes raw updates, commits them, and hands those that are new to ``order``.

    With ``sharing``, to whichever process has their chat.
    """

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        *,
        sharing: ClusterCoordinator | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._sharing = sharing
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self.passing: Callable[[Mapping[str, Any]], None] | None = None
        self._arriving: list[tuple[list[Waiting], asyncio.Future[None]]] = []
        self._committer: asyncio.Task[None] | None = None

    async def take(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Commits updates as Telegram sent them; then they are handled, in order. One that is here already is not.

        Those that arrive while a commit is under way share the next one. Raises LibraryError when they
        could not be stored: they have not been taken then, and Telegram must be asked for them again.
        """
        if self.passing is not None:
            # Nothing is owed for these: they are answered now or not at all, and not stored.
            inline = [each for each in updates if isinstance(each, Mapping) and "inline_query" in each]
            for each in inline:
                self.passing(each)
            updates = [each for each in updates if each not in inline]
        arrived = [
            Waiting(update_id=each["update_id"], body=json.dumps(each), chat_id=chat_of(each))
            for each in updates
            if _has_number(each)
        ]
        if len(arrived) < len(updates):
            log.error("%d updates without a number cannot be taken", len(updates) - len(arrived))
        if not arrived:
            return
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arriving.append((arrived, committed))
        if self._committer is None or self._committer.done():
            self._committer = asyncio.create_task(self._commit(), name="inbox commits")
        await committed

    async def room(self) -> None:
        """Waits while more is waiting than should be held in memory."""
        await (self._dispatcher.room() if self._sharing is None else self._sharing.room())

    async def replay(self) -> int:
        """Takes up what was waiting when the process ended, before anything new; returns how much that was."""
        if self._sharing is not None:
            # It is looked at all the time for what waits, whoever has left it.
            return 0
        left = await asyncio.to_thread(self._left)
        for each in left:
            self._dispatcher.add(each, again=True)
        return len(left)

    async def prune(self) -> None:
        """Forgets what nobody needs any more. Raises LibraryError."""
        await asyncio.to_thread(self._prune)

    async def _commit(self) -> None:
        while self._arriving:
            batch, self._arriving = self._arriving, []
            # By number: processes that store the same updates at once do not wait for each other in a circle.
            arrived = sorted((each for arrived, _ in batch for each in arrived), key=lambda each: each.update_id)
            try:
                fresh, found = await asyncio.to_thread(self._store, arrived, self._expected(arrived))
                if self._sharing is not None:
                    self._sharing.took(fresh, found)
                else:
                    for each in fresh:
                        self._dispatcher.add(each)
            except Exception as error:
                if self._sharing is not None:
                    # It may be stored all the same, and then in a chat that is ours without our knowing.
                    self._sharing.doubt()
                for _, committed in batch:
                    if not committed.done():
                        committed.set_exception(error)
                continue
            for _, committed in batch:
                if not committed.done():
                    committed.set_result(None)

    def _expected(self, arrived: list[Waiting]) -> dict[int, list[int]]:
        return {} if self._sharing is None else self._sharing.expected(arrived)

    def _store(self, arrived: list[Waiting], expected: dict[int, list[int]]) -> tuple[list[Waiting], ScanResult]:
        with self._database.write() as connection:
            if self._sharing is not None:
                # Another process may be paused that is just storing the same: Telegram posts it again.
                lease_rows.impatient(connection)
            fresh = inbox.put(connection, arrived, now=self._clock())
            if self._sharing is None or not fresh:
                return fresh, ScanResult()
            return fresh, self._sharing.arrived(connection, fresh, expected)

    def _left(self) -> list[Waiting]:
        with self._database.read() as connection:
            return inbox.waiting(connection)

    def _prune(self) -> None:
        with self._database.write() as connection:
            inbox.prune(connection, now=self._clock())
            sent_messages.prune(connection, now=self._clock())
            recent_messages.prune(connection, now=self._clock())


def _has_number(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= LARGEST_ID
