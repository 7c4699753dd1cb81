"""Changes from many tasks, committed together by one thread, however long the database takes to be writable."""

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

# A transaction takes no more changes after this time: others wait for the lock.
TRANSACTION_SECONDS = 0.04
LONGEST_RETRY_PAUSE = 15.0

Change = Callable[[Connection], object]
Asked = tuple[Change, "asyncio.Future[None]"]


class BatchWriter:
    """Group commit: changes asked for while a commit is under way share the next one, which waits for the disk once.

    With ``patient`` it waits until passing trouble (a full disk) is over; else it raises it at once. It has a thread of
    its own: changes that wait for the database's lock would leave none for reading.
    """

    def __init__(self, database: Database, *, patient: bool = True, pause: float = 0.5) -> None:
        self._database, self._patient, self._pause = database, patient, pause
        self._asked: list[Asked] = []
        self._task: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def do(self, change: Change) -> None:
        """Returns when the change is committed. The change may run more than once, but is kept once.

        What the change raises is raised here; StorageError when it cannot be committed.
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
                # One change is to blame: each is committed alone, so that the others are kept.
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
        """Commits the first of these changes, as many as there is time for; returns how many."""

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
