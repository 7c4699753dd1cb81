"""Group commit: one thread commits the changes of many tasks together, and waits until the database is writable."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection

from bot.tasks import Backoff, settle
from index import Database, StorageError

log = logging.getLogger(__name__)

# A transaction accepts no more changes after this time, since others wait for the lock.
TRANSACTION_SECONDS = 0.04
LONGEST_RETRY_PAUSE = 15.0

Change = Callable[[Connection], object]
Asked = tuple[Change, "asyncio.Future[None]"]


class BatchWriter:
    """Group commit: changes requested during a commit share the next one, which waits for the disk only once.

    With ``patient`` it waits until passing trouble (a full disk) is over; otherwise it raises at once. It has its own
    thread: changes that wait for the database's lock would otherwise occupy every thread that could read.
    """

    def __init__(self, database: Database, *, patient: bool = True, pause: float = 0.5) -> None:
        self._database, self._patient, self._pause = database, patient, pause
        self._asked: list[Asked] = []
        self._task: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def do(self, change: Change) -> None:
        """Returns when the change is committed. The change may run more than once, but takes effect once.

        Raises what the change raises, or StorageError when it cannot be committed.
        """
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._asked.append((change, committed))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name="commits")
        await committed

    async def _work(self) -> None:
        while self._asked:
            batch = self._asked
            try:
                count = await self._commit([change for change, _ in batch])
            except Exception:
                # One change is to blame. Each is now committed alone, so that the others are kept.
                self._asked = self._asked[len(batch) :]
                for change, committed in batch:
                    await self._alone(change, committed)
                continue
            self._asked = self._asked[count:]
            for _, committed in batch[:count]:
                settle(committed)

    async def _alone(self, change: Change, committed: asyncio.Future[None]) -> None:
        failure: Exception | None = None
        try:
            await self._commit([change])
        except Exception as error:
            failure = error
        settle(committed, failure)

    async def _commit(self, changes: list[Change]) -> int:
        """Commits the first of these changes, as many as time allows; returns how many."""

        def carry_out() -> int:
            with self._database.write() as connection:
                end = time.monotonic() + TRANSACTION_SECONDS
                for count, change in enumerate(changes, 1):
                    change(connection)
                    if time.monotonic() > end:
                        return count
            return len(changes)

        backoff = Backoff(2 * self._pause, LONGEST_RETRY_PAUSE)
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._thread, carry_out)
            except StorageError as error:
                if not (self._patient and error.passing):
                    raise
                await backoff.wait(log.error, "database.unavailable: %d changes wait: %s", len(changes), error)
