"""Heartbeats between the processes of a cluster, and takeover of dead ones."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from bot.queues.cluster import lease_rows
from bot.queues.cluster.lease_rows import ANYBODY, SILENT_SECONDS
from bot.queues.dispatcher import MOST_WAITING
from bot.store import access, inbox
from bot.tasks import ended
from bot.transport.flood_limits import Limits
from index import Database, LibraryError

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterTiming:
    """Intervals, in seconds. A process beats every ``beat``; after ``silent`` without a beat its chats are free.

    A process is ``sure`` of its chats for this long after a beat, and what it sends by then arrives soon after. Only a
    process that has beaten for ``steady`` without a gap may declare others dead. After an outage of the server or the
    network, processes that return later than this one have that time to beat. No transaction waits longer than ``lock``
    for another process. Every ``compare`` a process compares the chats it believes to hold with the database.
    """

    silent: float = SILENT_SECONDS
    beat: float = SILENT_SECONDS / 4
    sure: float = SILENT_SECONDS - 2.0
    steady: float = SILENT_SECONDS / 2
    lock: float = 2.0
    compare: float = 30.0


# Each machine measures the same pause slightly differently.
HELD_SLACK = 0.5
# Topic: a process has come or gone, or Telegram has told one to wait.
CHANGED = "beat"


class Heartbeat:
    """Beats for this process, and takes over from processes that stop beating.

    Calls ``declared_dead`` when the others declared this process dead; it then continues as a new one without chats.
    Calls ``failed`` when the database cannot be asked, and ``arrived`` when any process has stored updates. Calls
    ``leads`` with whether this process does the work that one does for all. Times are seconds of ``clock``, which never
    goes back.
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
        timing: ClusterTiming,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._limits, self._timing, self._clock = database, limits, timing, clock
        self._declared_dead, self._failed, self._arrived, self._leads = declared_dead, failed, arrived, leads
        # When this process stops leading unless it beats again, and since when it has beaten without a gap.
        self._over: asyncio.TimerHandle | None = None
        self._steady_since = 0.0
        self._newest = 0
        self._heard_at = -timing.silent
        self._news = asyncio.Event()
        self._told_held = 0.0
        # Own threads: other work that waits must not delay a beat.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="sharing")
        self._task: asyncio.Task[None] | None = None
        # This process's rank among the others, and how many updates wait to be handled by any of them.
        self.process = 0
        self.backlog = 0

    def sure(self) -> bool:
        """Whether this process still owns what it owned a moment ago."""
        return self._clock() - self._heard_at < self._timing.sure

    async def write(self, change: Callable[[Connection], T]) -> T:
        """Commits the change and returns its result. Raises StorageError."""

        def carry_out() -> T:
            with self._database.write() as connection:
                lease_rows.hurry(connection, self._timing.lock)
                return change(connection)

        return await asyncio.get_running_loop().run_in_executor(self._threads, carry_out)

    def now(self) -> None:
        """Beats at once: something has changed for all processes."""
        self._news.set()

    async def begin(self) -> None:
        """Joins the others. Raises StorageError."""
        await self._join()
        self._task = asyncio.create_task(self._run(), name="heartbeat of the process")

    async def end(self) -> None:
        """Leaves the cluster; the others take over its chats at once."""
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
            log.warning("cluster.goodbye_failed: the other processes do not know that this one has ended: %s", error)
        self._threads.shutdown(wait=False)

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timing.beat):
                    await self._news.wait()
            self._news.clear()
            try:
                await self._beat()
            except LibraryError as error:
                self._failed()
                log.log(logging.DEBUG if self.sure() else logging.WARNING, "cluster.heartbeat_failed: %s", error)
            except Exception:
                log.exception("cluster.heartbeat_failed: the others may declare this process dead")

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
            together = lease_rows.beat(connection, self.process, held=held, silent=self._timing.silent)
            if held and held_until > self._told_held + HELD_SLACK:
                lease_rows.publish(connection, CHANGED)
            return together, inbox.backlog(connection, MOST_WAITING), inbox.newest(connection)

        together, self.backlog, newest = await self.write(beat)
        if newest != self._newest:
            self._newest = newest
            self._arrived()
        if together is None:
            log.error("cluster.declared_dead: this process was silent for too long, others have its chats")
            self._declared_dead()
            await self._join()
            return
        self._heard_at = begun
        self._told_held = held_until
        if together.held > held + HELD_SLACK:
            self._limits.hold(None, now + together.held, now)
        self._lead(together.first and not together.missed)
        if together.missed:
            # The others may have been silent for as long.
            self._steady_since = begun
            return
        if begun - self._steady_since >= self._timing.steady:
            await self.write(self._take_over)

    def _lead(self, leads: bool) -> None:
        if self._over is not None:
            self._over.cancel()
        self._over = asyncio.get_running_loop().call_later(self._timing.sure, self._leads, False) if leads else None
        self._leads(leads)

    def _take_over(self, connection: Connection) -> None:
        lease_rows.prune(connection)
        if lease_rows.declare_dead(connection, self._timing.silent):
            log.warning(
                "cluster.taken_over: another process was silent for %g s, its chats are taken over", self._timing.silent
            )
            lease_rows.announce(connection, ANYBODY, 0)
            access.write_note(connection, access.DIED, "")
