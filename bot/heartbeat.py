"""That this process is there, for those that work on the same database with it, and that those are."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection

from bot.ending import ended
from bot.limits import Limits
from bot.order import MOST_WAITING
from bot.store import access, inbox, leases
from bot.store.leases import ANYBODY, SECONDS
from index import Database, LibraryError

log = logging.getLogger(__name__)
T = TypeVar("T")

BEAT_SECONDS = SECONDS / 4
# What was ours when we were heard of last is ours for so long; what is sent by then arrives soon after.
SURE_SECONDS = SECONDS - 2.0
# Said when somebody has come or gone, or was told by Telegram to wait.
CHANGED = "beat"


class Heartbeat:
    """Says again and again that this process is there, and takes those for dead that do not.

    ``buried`` is called when the others took this one for dead: it is another process then, with no chats; ``failed``
    when the database could not be asked; ``arrived`` when any of them has stored updates. Times are of ``clock``, in
    seconds; it never goes back.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits,
        *,
        buried: Callable[[], None],
        failed: Callable[[], None],
        arrived: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._limits, self._clock = database, limits, clock
        self._buried, self._failed, self._arrived = buried, failed, arrived
        self._newest = 0
        self._heard_at = -SECONDS
        self._news = asyncio.Event()
        self._told_held = 0.0
        # Of their own: those who wait for something else must not keep a process from saying that it is there.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="sharing")
        self._task: asyncio.Task[None] | None = None
        # The number that this process has among the others, and how many updates wait to be handled by any of them.
        self.process = 0
        self.backlog = 0

    def sure(self) -> bool:
        """Whether what was this process's a moment ago still is."""
        return self._clock() - self._heard_at < SURE_SECONDS

    async def write(self, change: Callable[[Connection], T]) -> T:
        """What the change returns, once it is committed. Raises StorageError."""

        def carry_out() -> T:
            with self._database.write() as connection:
                return change(connection)

        return await asyncio.get_running_loop().run_in_executor(self._threads, carry_out)

    def now(self) -> None:
        """Something has changed for everybody: it is looked at once."""
        self._news.set()

    async def begin(self) -> None:
        """Joins the others. Raises StorageError."""
        await self._join()
        self._task = asyncio.create_task(self._run(), name="heartbeat of the process")

    async def end(self) -> None:
        """Leaves the others, who take over what it had at once."""
        if self._task is not None:
            await ended(self._task)

        def leave(connection: Connection) -> None:
            leases.leave(connection, self.process)
            leases.say(connection, CHANGED)
            leases.announce(connection, ANYBODY, 0)

        try:
            await self.write(leave)
        except LibraryError as error:
            log.warning("the others have to find out that this process has ended: %s", error)
        self._threads.shutdown(wait=False)

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_SECONDS):
                    await self._news.wait()
            self._news.clear()
            try:
                await self._beat()
            except LibraryError as error:
                self._failed()
                log.log(logging.DEBUG if self.sure() else logging.WARNING, "this process is not heard of: %s", error)
            except Exception:
                log.exception("this process may be taken for dead")

    async def _join(self) -> None:
        def join(connection: Connection) -> int:
            if leases.bury(connection):
                access.write_note(connection, access.DIED, "")
            leases.say(connection, CHANGED)
            return leases.join(connection)

        begun = self._clock()
        self.process = await self.write(join)
        self._heard_at = begun
        await self._beat()

    async def _beat(self) -> None:
        held = self._limits.held_until

        def beat(connection: Connection) -> tuple[leases.Together | None, int, int]:
            together = leases.beat(connection, self.process, held_until=held)
            leases.prune(connection)
            if leases.bury(connection):
                log.warning("another process has not been heard of for %g s: its chats are taken over", SECONDS)
                leases.announce(connection, ANYBODY, 0)
                access.write_note(connection, access.DIED, "")
            if held > max(self._told_held, time.time()):
                leases.say(connection, CHANGED)
            return together, inbox.backlog(connection, MOST_WAITING), inbox.newest(connection)

        begun = self._clock()
        together, self.backlog, newest = await self.write(beat)
        if newest != self._newest:
            self._newest = newest
            self._arrived()
        if together is None:
            log.error("this process was silent for too long: others have its chats")
            self._buried()
            await self._join()
            return
        self._heard_at = begun
        self._limits.processes = together.processes
        self._told_held = held
        if together.held_until > held:
            self._limits.hold(None, together.held_until, time.time())
