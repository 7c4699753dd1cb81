"""Several processes over one PostgreSQL: each takes chats that nobody has and that something waits in, works on what
waits there, and gives them back.

Whichever process Telegram posts an update to stores it; who has the chat handles it, and sends what the chat is owed.
What this process believes of its chats is what the database said last; whatever changes something for a chat asks
again, in the same transaction (``check``).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress

from sqlalchemy import Connection

from bot.queues.cluster import lease_rows
from bot.queues.cluster.heartbeat import CHANGED, Heartbeat
from bot.queues.cluster.held_chats import ScanResult, HeldChats
from bot.queues.cluster.lease_rows import ANYBODY
from bot.queues.cluster.notifications import NotificationListener
from bot.queues.cluster.scan import Scan, assign
from bot.queues.dispatcher import MOST_WAITING, Dispatcher
from bot.queues.outbox import Outbox
from bot.queues.ownership import ARRIVED, Lost, Ownership
from bot.queues.tasks import ended
from bot.store.inbox import Waiting
from bot.transport.flood_limits import Limits
from index import Database, LibraryError, StorageError

log = logging.getLogger(__name__)

# However quiet it is, it is looked so often for what nobody has announced.
LOOK_SECONDS = 1.0
# And so often what is ours is compared with what the database says.
COMPARE_SECONDS = 30.0
# After each look there is a pause: each update that nobody has room for asks for one.
PAUSE_SECONDS = 0.05


class ClusterCoordinator(Ownership):
    """Which chats are this process's. Times are of ``clock``, in seconds; it never goes back.

    ``begin`` comes first. ``adopted`` is told of every chat that is this process's from now on.
    """

    shared = True

    def __init__(self, database: Database, limits: Limits, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._lead(False)
        self._limits, self._clock = limits, clock
        self._heartbeat = Heartbeat(
            database,
            limits,
            declared_dead=self._declared_dead,
            failed=self._failed,
            arrived=self._arrived,
            leads=self._lead,
            clock=clock,
        )
        self._listener = NotificationListener(database.engine, self._heard)
        self._chats: HeldChats
        # Chats of ours with news, others' chats with news, and chats that are being given back.
        self._news: set[int] = set()
        self._theirs: set[int] = set()
        self._released: set[int] = set()
        self._topics: list[str] = []
        self._wake = asyncio.Event()
        # What was committed may be unknown, when the connection broke: the database is asked what is ours.
        self._unsure = False
        self._compared_at = clock()
        # Whether there was more to be done, when it was looked last, than there was room for.
        self._full = False
        self._stopping = False
        self._tasks: list[asyncio.Task[None]] = []
        self.adopted: Callable[[int], None] = lambda _chat_id: None

    async def begin(self, dispatcher: Dispatcher, outbox: Outbox) -> None:
        """Joins the others. Raises Locked, or StorageError when the database cannot be reached."""
        self._chats = HeldChats(
            dispatcher, outbox, self._limits, adopted=lambda each: self.adopted(each), clock=self._clock
        )
        await self._listener.begin()
        await self._heartbeat.begin()
        self._tasks = [
            asyncio.create_task(self._listener.run(), name="session"),
            asyncio.create_task(self._looking(), name="sharing"),
        ]

    def stop(self) -> None:
        """From now on nothing more is taken."""
        self._stopping = True

    async def end(self) -> None:
        """Gives back everything, so that others go on at once."""
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
        """How many updates wait to be handled by any process, a moment ago."""
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
        """What was to be committed for some chat may be committed, or not: the database is asked what is ours."""
        self._unsure = True
        self._wake.set()

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

    async def room(self) -> None:
        """Waits while too many updates wait to be handled by anybody."""
        while self.backlog >= MOST_WAITING:  # noqa: ASYNC110  # they wait in the database
            await asyncio.sleep(LOOK_SECONDS)

    def expected(self, arrived: Iterable[Waiting]) -> dict[int, list[int]]:
        """The chats of ours that are going to be stored something for, and their updates that are known already."""
        return {each.lane: self._chats.known(each.lane) for each in arrived if each.lane in self._chats}

    def arrived(self, connection: Connection, fresh: Sequence[Waiting], expected: dict[int, list[int]]) -> ScanResult:
        """Says whose updates these are that are being stored in this transaction, in any thread."""
        self._not_alone()
        return assign(connection, self._heartbeat.process, fresh, expected, room=max(0, self._room()))

    def took(self, fresh: Sequence[Waiting], found: ScanResult) -> None:
        """The transaction is committed: what is ours is handled."""
        if found.process == self._heartbeat.process:
            self._chats.adopt(found)
        # For those that were ours a moment ago their owner was told nothing.
        self._theirs.update(chat_id for chat_id, _ in found.updates if chat_id not in self._chats)
        if any(each.lane not in self._chats for each in fresh):
            # It was ours a moment ago, or nobody has room for it.
            self._full = True
            self._wake.set()

    def _not_alone(self) -> None:
        if not self._listener.there:
            raise StorageError("the line to the database is cut: somebody may be copying it", passing=True)

    async def _looking(self) -> None:
        failures = 0
        while True:
            self._wake.clear()
            try:
                await self._look()
                failures = 0
            except Exception as error:
                failures += 1
                self._unsure = True
                if not isinstance(error, LibraryError):
                    log.exception("it cannot be seen what waits")
                elif failures == 1 or failures % 10 == 0:
                    log.warning("it cannot be seen what waits: %s", error)
                await asyncio.sleep(LOOK_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._wake.wait()

    async def _look(self) -> None:
        """Gives back, takes and reads what there is."""
        idle = self._chats.idle(self._news)
        self._chats.let_go(idle)
        # Those of before, too, if they could not be given back, and were not taken again.
        self._released = (self._released | set(idle)) - self._chats.all()
        compared = self._clock()
        unsure = self._unsure or compared - self._compared_at >= COMPARE_SECONDS
        before, self._unsure = self._chats.all() if unsure else None, False
        room = self._room()
        asked = Scan(
            released=set(self._released),
            topics=list(self._topics),
            theirs=self._theirs - self._chats.all(),
            updates=room,
            messages=0 if self._stopping else self._chats.room_to_send(),
            news={each: self._chats.known(each) for each in self._news if each in self._chats},
            compare=unsure,
        )
        self._news, self._theirs = set(), set()

        def look(connection: Connection) -> ScanResult:
            return (asked.taking_nothing() if self._stopping else asked).carry_out(connection, self._heartbeat.process)

        try:
            found = await self._heartbeat.write(look)
        except BaseException:
            self._news.update(asked.news)
            self._theirs.update(asked.theirs)
            raise
        self._released.difference_update(asked.released)
        del self._topics[: len(asked.topics)]
        if found.process != self._heartbeat.process:
            # It was taken for dead meanwhile: nothing of that is ours.
            return
        if before is not None:
            self._compared_at = compared
            self._let_go(before - {each.chat_id for each in found.leased})
        self._full = room <= 0
        if self._chats.adopt(found):
            # There may be more.
            self._wake.set()

    def _room(self) -> int:
        return self._chats.room() if self.sure() and not self._stopping else 0

    def _declared_dead(self) -> None:
        self._let_go(self._chats.all())

    def _let_go(self, chat_ids: Collection[int]) -> None:
        """These are others' by now, who may not have heard of what was stored for them here."""
        self._chats.let_go(chat_ids)
        self.elsewhere(chat_ids)

    def _arrived(self) -> None:
        self._hear(ARRIVED)

    def _failed(self) -> None:
        self._unsure = True

    def _heard(self, said: str) -> None:
        process, _, chat_id = said.partition(" ")
        if not said:
            # Something may have been missed.
            self._unsure = True
        elif not chat_id:
            if said == CHANGED:
                self._heartbeat.now()
            self._hear(said)
            return
        elif int(chat_id) in self._chats:
            self._news.add(int(chat_id))
            self._chats.look_at_messages(int(chat_id))
        elif int(process) == self._heartbeat.process:
            # So the database says, and whoever asked it.
            self._unsure = True
        elif int(process) != ANYBODY:
            return
        self._wake.set()
