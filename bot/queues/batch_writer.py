"""Changes from many tasks, committed together by one thread, however long the database takes to be writable."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection

from index import Database, StorageError

log = logging.getLogger(__name__)

# No more changes are taken into a transaction that has lasted so long: others wait for the lock.
LONGEST_SECONDS = 0.04
LONGEST_PAUSE = 15.0

Change = Callable[[Connection], object]
Asked = tuple[Change, "asyncio.Future[None]"]


class BatchWriter:
    """Those who ask while a commit is under way share the next one: a commit waits for the disk, whatever its size.

    With ``patient`` trouble that passes (a full disk) is waited for; else it is raised at once. One thread of
    its own: those who wait for the database's lock would leave none to those who only read.
    """

    def __init__(self, database: Database, *, patient: bool = True, pause: float = 0.5) -> None:
        self._database = database
        self._patient = patient
        self._pause = pause
        self._asked: list[Asked] = []
        self._task: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def do(self, change: Change) -> None:
        """Returns when the change is committed. It may be carried out more than once, but is kept once.

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
                # One of them is to blame: each by itself then, so that the others are kept.
                self._asked = self._asked[len(batch) :]
                for change, committed in batch:
                    await self._alone(change, committed)
                continue
            self._asked = self._asked[count:]
            for _, committed in batch[:count]:
                _settle(committed, None)

    async def _alone(self, change: Change, committed: asyncio.Future[None]) -> None:
        try:
            await self._commit([change])
        except Exception as error:
            _settle(committed, error)
        else:
            _settle(committed, None)

    async def _commit(self, changes: list[Change]) -> int:
        """Commits the first of these changes, as many as there is time for; returns how many."""

        def carry_out() -> int:
            with self._database.write() as connection:
                end = time.monotonic() + LONGEST_SECONDS
                for count, change in enumerate(changes, 1):
                    change(connection)
                    if time.monotonic() > end:
                        return count
            return len(changes)

        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            try:
                return await loop.run_in_executor(self._thread, carry_out)
            except StorageError as error:
                if not (self._patient and error.passing):
                    raise
                failures += 1
                if failures == 1 or failures % 10 == 0:
                    log.error("%d changes wait for the database: %s", len(changes), error)
                await asyncio.sleep(min(self._pause * 2.0 ** min(failures, 10), LONGEST_PAUSE))


def _settle(committed: asyncio.Future[None], error: Exception | None) -> None:
    if committed.done():
        return
    if error is None:
        committed.set_result(None)
    else:
        committed.set_exception(error)
