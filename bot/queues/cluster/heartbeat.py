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

from bot.queues.cluster import lease_rows
from bot.queues.cluster.lease_rows import ANYBODY, SECONDS
from bot.queues.dispatcher import MOST_WAITING
from bot.queues.tasks import ended
from bot.store import access, inbox
from bot.transport.flood_limits import Limits
from index import Database, LibraryError

log = logging.getLogger(__name__)
T = TypeVar("T")

BEAT_SECONDS = SECONDS / 4
# What was ours when we were heard of last is ours for so long; what is sent by then arrives soon after.
SURE_SECONDS = SECONDS - 2.0
# Only who has been there for so long without a gap takes others for dead: if it was the server, or the line to it, that
# was away, those who come back later than this process have that time to say so.
STEADY_SECONDS = SECONDS / 2
# Each machine measures the same pause a little differently.
HELD_SLACK = 0.5
# Said when somebody has come or gone, or was told by Telegram to wait.
CHANGED = "beat"


class Heartbeat:
    """Says again and again that this process is there, and takes those for dead that do not.

    ``declared_dead`` is called when the others took this one for dead: it is another process then, with no chats; ``failed``
    when the database could not be asked; ``arrived`` when any of them has stored updates; ``leads`` whether this is the
    one that does what one does for all. Times are of ``clock``, in seconds; it never goes back.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits,
        *,
        declared_dead: Callable[[], None],
        failed: Callable[[], None],
        arrived: Callable[[], None],
        leads: Callable[[bool], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._limits, self._clock = database, limits, clock
        self._declared_dead, self._failed, self._arrived, self._leads = declared_dead, failed, arrived, leads
        # When this process leads no more unless it is heard of again; and since when it has been, without a gap.
        self._over: asyncio.TimerHandle | None = None
        self._steady_since = 0.0
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
                lease_rows.impatient(connection)
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
        self._lead(False)

        def leave(connection: Connection) -> None:
            lease_rows.leave(connection, self.process)
            lease_rows.publish(connection, CHANGED)
            lease_rows.announce(connection, ANYBODY, 0)

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
            inbox.name_chats(connection)
            lease_rows.publish(connection, CHANGED)
            return lease_rows.join(connection)

        begun = self._clock()
        self.process = await self.write(join)
        self._steady_since = self._heard_at = begun
        await self._beat()

    async def _beat(self) -> None:
        held_until, now, begun = self._limits.held_until, time.time(), self._clock()
        held = max(0.0, held_until - now)

        def beat(connection: Connection) -> tuple[lease_rows.Together | None, int, int]:
            together = lease_rows.beat(connection, self.process, held=held)
            if held and held_until > self._told_held + HELD_SLACK:
                lease_rows.publish(connection, CHANGED)
            return together, inbox.backlog(connection, MOST_WAITING), inbox.newest(connection)

        together, self.backlog, newest = await self.write(beat)
        if newest != self._newest:
            self._newest = newest
            self._arrived()
        if together is None:
            log.error("this process was silent for too long: others have its chats")
            self._declared_dead()
            await self._join()
            return
        self._heard_at = begun
        self._told_held = held_until
        if together.held > held + HELD_SLACK:
            self._limits.hold(None, now + together.held, now)
        self._lead(together.first and not together.missed)
        if together.missed:
            # So may everybody else have been.
            self._steady_since = begun
            return
        if begun - self._steady_since >= STEADY_SECONDS:
            await self.write(_take_over)

    def _lead(self, leads: bool) -> None:
        if self._over is not None:
            self._over.cancel()
        self._over = asyncio.get_running_loop().call_later(SURE_SECONDS, self._leads, False) if leads else None
        self._leads(leads)


def _take_over(connection: Connection) -> None:
    lease_rows.prune(connection)
    if lease_rows.declare_dead(connection):
        log.warning("another process has not been heard of for %g s: its chats are taken over", SECONDS)
        lease_rows.announce(connection, ANYBODY, 0)
        access.write_note(connection, access.DIED, "")
