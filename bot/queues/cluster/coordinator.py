"""Several processes over one PostgreSQL: each takes unowned chats with waiting work, does it, and gives them back.

Telegram posts an update to any process, which stores it. The chat's owner handles it and sends the replies. A process
knows its chats from its last read of the database. Every change to a chat therefore checks ownership again in the same
transaction (``check``).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from bot.queues.cluster import lease_rows
from bot.queues.cluster.heartbeat import CHANGED, ClusterTiming, Heartbeat
from bot.queues.cluster.held_chats import HeldChats, Scan, ScanResult, assign
from bot.queues.cluster.lease_rows import ANYBODY
from bot.queues.cluster.notifications import NotificationListener
from bot.queues.dispatcher import MOST_WAITING, Dispatcher
from bot.queues.outbox import Outbox
from bot.queues.ownership import ARRIVED, Lost, Ownership
from bot.store.inbox import Waiting
from bot.tasks import Backoff, ended, start_all
from bot.transport.flood_limits import Limits
from index import Database, LibraryError, StorageError

log = logging.getLogger(__name__)

# Poll interval when no notification arrives.
SCAN_SECONDS = 1.0
# Pause after each scan: every update without room requests one.
SCAN_PAUSE = 0.05


class ClusterCoordinator(Ownership):
    """The chats of this process. Times are seconds of ``clock``, which never goes back.

    Call ``begin`` first. ``adopted`` is called with every chat that this process takes.
    """

    shared = True

    def __init__(
        self,
        database: Database,
        limits: Limits,
        *,
        adopted: Callable[[int], None],
        timing: ClusterTiming | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._lead(False)
        self._limits, self._adopted, self._timing, self._clock = limits, adopted, timing or ClusterTiming(), clock
        self._heartbeat = Heartbeat(
            database,
            limits,
            declared_dead=lambda: self._let_go(self._chats.all()),
            failed=self._uncertain,
            arrived=lambda: self._hear(ARRIVED),
            leads=self._lead,
            timing=self._timing,
            clock=clock,
        )
        self._listener = NotificationListener(database.engine, self._heard)
        self._chats: HeldChats
        # Own chats with news, other processes' chats with news, and chats being given back.
        self._news: set[int] = set()
        self._theirs: set[int] = set()
        self._released: set[int] = set()
        self._topics: list[str] = []
        self._wake = asyncio.Event()
        # Whether a broken connection may hide a successful commit; then the database is asked which chats are ours.
        self._unsure = False
        self._compared_at = clock()
        # Whether the last scan left work behind for lack of room.
        self._full = False
        self._stopping = False
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self, dispatcher: Dispatcher, outbox: Outbox) -> None:
        self._chats = HeldChats(dispatcher, outbox, self._limits, adopted=self._adopted, clock=self._clock)
        await self._listener.begin()
        await self._heartbeat.begin()
        self._tasks = start_all({"notifications": self._listener.run, "cluster scans": self._scan_on})

    def stop(self) -> None:
        self._stopping = True

    async def end(self) -> None:
        await ended(*self._tasks)
        await self._heartbeat.end()
        await self._listener.end()

    def owned(self) -> Collection[int]:
        return self._chats.all()

    def owns(self, chat_id: int) -> bool:
        return chat_id in self._chats

    def sure(self) -> bool:
        return self._heartbeat.sure() and self._listener.there

    @property
    def backlog(self) -> int:
        return self._heartbeat.backlog

    def ours(self, connection: Connection, chat_ids: Collection[int]) -> Collection[int]:
        process = self._heartbeat.process
        return {each for each, holder in lease_rows.holders(connection, chat_ids).items() if holder == process}

    def check(self, connection: Connection, chat_id: int) -> None:
        self._not_alone()
        if not lease_rows.holds(connection, self._heartbeat.process, chat_id):
            raise Lost(chat_id)

    def check_sending(self, connection: Connection, chat_id: int, sent: str) -> None:
        self._not_alone()
        if not lease_rows.sending(connection, self._heartbeat.process, chat_id, sent):
            raise Lost(chat_id)

    def lost(self, chat_id: int) -> None:
        self._let_go({chat_id})

    def doubt(self) -> None:
        # They may belong to a chat that is ours without our knowledge.
        self._unsure = True
        self._wake.set()

    def hurry(self, connection: Connection) -> None:
        lease_rows.hurry(connection, self._timing.lock)

    def asked_to_wait(self) -> None:
        if self._limits.wait_all(time.time()) > 0:
            self._heartbeat.now()

    def elsewhere(self, chat_ids: Iterable[int]) -> None:
        self._theirs.update(chat_ids)
        self._wake.set()

    def emptied(self, chat_id: int) -> None:
        if self._chats.more(chat_id):
            self._news.add(chat_id)
            self._wake.set()
        elif self._full:
            # There is room for another chat.
            self._wake.set()

    def publish(self, topic: str) -> None:
        self._topics.append(topic)
        self._wake.set()
        super().publish(topic)

    def publish_within(self, connection: Connection, topic: str) -> None:
        lease_rows.publish(connection, topic)
        super().publish_within(connection, topic)

    async def room(self, here: Callable[[], Awaitable[None]]) -> None:
        while self.backlog >= MOST_WAITING:  # noqa: ASYNC110  # they wait in the database
            await asyncio.sleep(SCAN_SECONDS)

    def left_over(self, connection: Connection) -> Sequence[Waiting]:
        # Scans find waiting updates, whichever process stored them.
        return ()

    def expected(self, arrived: Iterable[Waiting]) -> dict[int, list[int]]:
        """Own chats that are about to get updates, each with its updates that are already known."""
        return {each.queue_key: self._chats.known(each.queue_key) for each in arrived if each.queue_key in self._chats}

    def assign(self, connection: Connection, fresh: Sequence[Waiting], expected: dict[int, list[int]]) -> ScanResult:
        if not fresh:
            return ScanResult()
        self._not_alone()
        return assign(connection, self._heartbeat.process, fresh, expected, room=max(0, self._room()))

    def took(self, fresh: Sequence[Waiting], assigned: ScanResult) -> Sequence[Waiting]:
        if assigned.process == self._heartbeat.process:
            self._chats.adopt(assigned)
        # A chat that was ours a moment ago: its new owner was not notified.
        self._theirs.update(chat_id for chat_id, _ in assigned.updates if chat_id not in self._chats)
        if any(each.queue_key not in self._chats for each in fresh):
            # It was ours a moment ago, or no process has room for it.
            self._full = True
            self._wake.set()
        return ()

    def _not_alone(self) -> None:
        if not self._listener.there:
            raise StorageError("the connection to the database is lost: a copy may be under way", passing=True)

    async def _scan_on(self) -> None:
        backoff = Backoff(SCAN_SECONDS, SCAN_SECONDS)
        while True:
            self._wake.clear()
            try:
                await self._look()
                backoff.succeeded()
            except Exception as error:
                self._unsure = True
                known = isinstance(error, LibraryError)
                if not known:
                    log.exception("cluster.queue_failed: polling the work queue failed")
                await backoff.wait(
                    log.warning if known else None, "cluster.queue_failed: polling the work queue failed: %s", error
                )
            await asyncio.sleep(SCAN_PAUSE)
            with suppress(TimeoutError):
                async with asyncio.timeout(SCAN_SECONDS):
                    await self._wake.wait()

    async def _look(self) -> None:
        """One scan: gives chats back, takes new ones and reads their work."""
        self._give_back()
        compared = self._clock()
        unsure = self._unsure or compared - self._compared_at >= self._timing.compare
        before, self._unsure = self._chats.all() if unsure else None, False
        room = self._room()
        scan = Scan(
            released=set(self._released),
            topics=list(self._topics),
            theirs=self._theirs - self._chats.all(),
            updates=room,
            messages=0 if self._stopping else self._chats.room_to_send(),
            news={each: self._chats.known(each) for each in self._news if each in self._chats},
            compare=unsure,
        )
        found = await self._carry_out(scan)
        if found.process != self._heartbeat.process:
            # This process was declared dead meanwhile: none of that is ours.
            return
        if before is not None:
            self._compared_at = compared
            self._let_go(before - {each.chat_id for each in found.leased})
        self._full = room <= 0
        if self._chats.adopt(found):
            # There may be more.
            self._wake.set()

    def _give_back(self) -> None:
        idle = self._chats.idle(self._news)
        self._chats.let_go(idle)
        # Together with earlier ones that could not be given back and were not taken again.
        self._released = (self._released | set(idle)) - self._chats.all()

    async def _carry_out(self, scan: Scan) -> ScanResult:
        self._news, self._theirs = set(), set()

        def look(connection: Connection) -> ScanResult:
            now = replace(scan, updates=0, messages=0) if self._stopping else scan
            return now.carry_out(connection, self._heartbeat.process)

        try:
            found = await self._heartbeat.write(look)
        except BaseException:
            self._news.update(scan.news)
            self._theirs.update(scan.theirs)
            raise
        self._released.difference_update(scan.released)
        del self._topics[: len(scan.topics)]
        return found

    def _room(self) -> int:
        return self._chats.room() if self.sure() and not self._stopping else 0

    def _let_go(self, chat_ids: Collection[int]) -> None:
        """Gives these chats up. Their new owners may not have heard of what was stored for them here."""
        self._chats.let_go(chat_ids)
        self.elsewhere(chat_ids)

    def _uncertain(self) -> None:
        self._unsure = True

    def _heard(self, payload: str) -> None:
        process, _, chat_id = payload.partition(" ")
        if not payload:
            # A notification may have been missed.
            self._unsure = True
        elif not chat_id:
            if payload == CHANGED:
                self._heartbeat.now()
            self._hear(payload)
            return
        elif int(chat_id) in self._chats:
            self._news.add(int(chat_id))
            self._chats.look_at_messages(int(chat_id))
        elif int(process) == self._heartbeat.process:
            # It is ours according to the database, and to the process that announced it.
            self._unsure = True
        elif int(process) != ANYBODY:
            return
        self._wake.set()
