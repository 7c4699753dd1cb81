"""Small changes from many tasks, committed together, however long the database takes to be writable."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import Connection

from index import Database, LibraryError

log = logging.getLogger(__name__)

LONGEST_PAUSE = 15.0

Change = Callable[[Connection], None]


class Writer:
    """Those who ask while a commit is under way share the next one: a commit waits for the disk, whatever its size."""

    def __init__(self, database: Database, *, pause: float = 0.5) -> None:
        self._database = database
        self._pause = pause
        self._asked: list[tuple[Change, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def do(self, change: Change) -> None:
        """Returns when the change is committed. It may be carried out more than once, but is kept once.

        What the change raises is raised here.
        """
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._asked.append((change, committed))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name="commits")
        await committed

    async def _work(self) -> None:
        while self._asked:
            batch, self._asked = self._asked, []
            try:
                await self._commit([change for change, _ in batch])
            except Exception:
                # One of them is to blame: each by itself then, so that the others are kept.
                for change, committed in batch:
                    await self._alone(change, committed)
            else:
                for _, committed in batch:
                    if not committed.done():
                        committed.set_result(None)

    async def _alone(self, change: Change, committed: asyncio.Future[None]) -> None:
        try:
            await self._commit([change])
        except Exception as error:
            if not committed.done():
                committed.set_exception(error)
        else:
            if not committed.done():
                committed.set_result(None)

    async def _commit(self, changes: list[Change]) -> None:
        def carry_out() -> None:
            with self._database.write() as connection:
                for change in changes:
                    change(connection)

        failures = 0
        while True:
            try:
                await asyncio.to_thread(carry_out)
                return
            except LibraryError as error:
                if not getattr(error, "passing", False):
                    raise
                failures += 1
                if failures == 1 or failures % 10 == 0:
                    log.error("%d changes wait for the database: %s", len(changes), error)
                await asyncio.sleep(min(self._pause * 2.0 ** min(failures, 10), LONGEST_PAUSE))
