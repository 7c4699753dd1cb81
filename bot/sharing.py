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
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection

from bot.ending import ended
from bot.limits import Limits
from bot.order import MOST_WAITING, InOrder
from bot.outbox import Outbox
from bot.ownership import Lost, Ownership
from bot.session import Session
from bot.store import inbox, leases
from bot.store.inbox import Waiting
from bot.store.leases import ANYBODY, SECONDS, Leased
from index import Database, LibraryError

log = logging.getLogger(__name__)
T = TypeVar("T")

BEAT_SECONDS = SECONDS / 4
# What was ours when we were heard of last is ours for so long; what is sent by then arrives soon after.
SURE_SECONDS = SECONDS - 2.0
# However quiet it is, it is looked so often for what nobody has announced.
LOOK_SECONDS = 1.0
# A chat in which nothing is left to do is kept for a moment: more may come.
IDLE_SECONDS = 1.0
# So many chats are worked on at once: a process has one core, and others have theirs.
AT_ONCE = 16
# What waits to be sent, or for something from elsewhere, costs little.
MOST_OWNED = 1000
MESSAGES = 32
# So many updates of a chat are held in memory.
WINDOW = 50


@dataclass(slots=True)
class _Chat:
    """A chat of ours; ``more``: updates of it may wait in the database that are not in its lane."""

    more: bool = False
    idle_since: float | None = None


@dataclass(slots=True)
class Found:
    """What a transaction has brought: chats that are ours from now on, and updates to be handled here."""

    leased: list[Leased] = field(default_factory=list)
    updates: list[tuple[int, list[Waiting] | None]] = field(default_factory=list)


class Sharing(Ownership):
    """Which chats are this process's. Times are of ``clock``, in seconds; it never goes back."""

    shared = True

    def __init__(self, database: Database, limits: Limits, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._lead(False)
        self._database, self._limits, self._clock = database, limits, clock
        self._session = Session(database.engine, self._heard, self._lead)
        self._order: InOrder | None = None
        self._outbox: Outbox | None = None
        self._process = 0
        self._owned: dict[int, _Chat] = {}
        # Chats of ours with news, others' chats with news, and chats that are being given back.
        self._news: set[int] = set()
        self._theirs: set[int] = set()
        self._released: set[int] = set()
        self._words: list[str] = []
        self._wake, self._others = asyncio.Event(), asyncio.Event()
        # What was committed may be unknown, when the connection broke: the database is asked what is ours.
        self._unsure = False
        # Whether there was more to be done, when it was looked last, than there was room for.
        self._full = False
        self._stopping = False
        self._beaten_at = -SECONDS
        self.backlog = 0
        # Of their own: those who wait for something else must not keep a process from saying that it is there.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="sharing")
        self._tasks: list[asyncio.Task[None]] = []
        self.taken_over: Callable[[int], None] = lambda _chat_id: None

    # What others ask

    def owned(self) -> Collection[int]:
        return list(self._owned)

    def owns(self, chat_id: int) -> bool:
        return chat_id in self._owned

    def sure(self) -> bool:
        return self._clock() - self._beaten_at < SURE_SECONDS

    def check(self, connection: Connection, chat_id: int) -> None:
        if not leases.holds(connection, self._process, chat_id):
            raise Lost(chat_id)

    def check_sending(self, connection: Connection, chat_id: int, sent: str) -> None:
        if not leases.sending(connection, self._process, chat_id, sent):
            raise Lost(chat_id)

    def lost(self, chat_id: int) -> None:
        self._let_go(chat_id)
        self._wake.set()

    def elsewhere(self, chat_ids: Iterable[int]) -> None:
        self._theirs.update(chat_ids)
        self._wake.set()

    def emptied(self, chat_id: int) -> None:
        chat = self._owned.get(chat_id)
        if chat is not None and chat.more:
            self._news.add(chat_id)
            self._wake.set()
        elif self._full:
            # There is room for another chat.
            self._wake.set()

    def tell(self, word: str) -> None:
        self._words.append(word)
        self._wake.set()
        super().tell(word)

    async def room(self) -> None:
        """Waits while too many updates wait to be handled by anybody."""
        while self.backlog >= MOST_WAITING:  # noqa: ASYNC110  # they wait in the database
            await asyncio.sleep(LOOK_SECONDS)

    # Updates that arrive here

    def expected(self, arrived: Iterable[Waiting]) -> dict[int, list[int]]:
        """The chats of ours that are going to be stored something for, and their updates that are known already."""
        return {each.lane: self._besides(each.lane) for each in arrived if each.lane in self._owned}

    def arrived(self, connection: Connection, fresh: Sequence[Waiting], expected: dict[int, list[int]]) -> Found:
        """Says whose updates these are that are being stored in this transaction, in any thread."""
        chats = {each.lane for each in fresh}
        foreign = chats - expected.keys()
        found = Found()
        if foreign:
            holders = leases.holders(connection, foreign)
            if self._room() > 0:
                found = self._claimed(connection, foreign - holders.keys())
            for chat_id in foreign - {each.chat_id for each in found.leased}:
                leases.announce(connection, holders.get(chat_id, ANYBODY), chat_id)
        for chat_id in chats & expected.keys():
            # Others may have stored something for the chat before: that comes first.
            found.updates.append((chat_id, _waiting(connection, chat_id, expected[chat_id])))
        return found

    def took(self, fresh: Sequence[Waiting], found: Found) -> None:
        """The transaction is committed: what is ours is handled."""
        self._adopt(found)
        if any(each.lane not in self._owned for each in fresh):
            # It was ours a moment ago, or nobody has room for it.
            self._full = True
            self._wake.set()

    # Living together

    async def begin(self, order: InOrder, outbox: Outbox) -> None:
        """Joins the others. Raises Locked, or StorageError when the database cannot be reached."""
        self._order, self._outbox = order, outbox
        await self._session.begin()
        await self._join()
        self._tasks = [
            asyncio.create_task(self._session.run(), name="session"),
            asyncio.create_task(self._beating(), name="lease"),
            asyncio.create_task(self._looking(), name="sharing"),
        ]

    def stop(self) -> None:
        """From now on nothing more is taken."""
        self._stopping = True

    async def end(self) -> None:
        """Gives back everything, so that others go on at once."""
        await ended(*self._tasks)

        def leave(connection: Connection) -> None:
            leases.leave(connection, self._process)
            leases.announce(connection, ANYBODY, 0)
            leases.say(connection, "beat")

        try:
            await self._write(leave)
        except LibraryError as error:
            log.warning("the others have to find out that this process has ended: %s", error)
        await self._session.end()
        self._threads.shutdown(wait=False)

    async def _join(self) -> None:
        def join(connection: Connection) -> int:
            leases.bury(connection)
            leases.say(connection, "beat")
            return leases.join(connection)

        begun = self._clock()
        self._process = await self._write(join)
        self._beaten_at = begun
        await self._beat()

    async def _beating(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_SECONDS):
                    await self._others.wait()
            self._others.clear()
            try:
                await self._beat()
            except LibraryError as error:
                self._unsure = True
                log.log(logging.DEBUG if self.sure() else logging.WARNING, "this process is not heard of: %s", error)
            except Exception:
                log.exception("this process may be taken for dead")

    async def _beat(self) -> None:
        held = self._limits.held_until

        def beat(connection: Connection) -> tuple[leases.Together | None, int]:
            together = leases.beat(connection, self._process, held_until=held)
            leases.prune(connection)
            if leases.bury(connection):
                log.warning("another process has not been heard of for %g s: its chats are taken over", SECONDS)
                leases.announce(connection, ANYBODY, 0)
            return together, inbox.backlog(connection, MOST_WAITING)

        begun = self._clock()
        together, self.backlog = await self._write(beat)
        if together is None:
            log.error("this process was silent for too long: others have its chats")
            for chat_id in list(self._owned):
                self._let_go(chat_id)
            await self._join()
            return
        self._beaten_at = begun
        self._limits.processes = together.processes
        if together.held_until > held:
            self._limits.hold(None, together.held_until, time.time())

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
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._wake.wait()

    async def _look(self) -> None:
        """Gives back, takes and reads what there is."""
        idle = self._idle()
        for chat_id in idle:
            self._let_go(chat_id)
        self._released.update(idle)
        released, theirs, words = set(self._released), self._theirs - self._owned.keys(), list(self._words)
        news = {each: self._besides(each) for each in self._news & self._owned.keys()}
        before = set(self._owned) if self._unsure else None
        self._news, self._theirs = set(), set()
        room, messages = self._room(), MESSAGES if len(self._owned) < MOST_OWNED and not self._stopping else 0

        def look(connection: Connection) -> Found:
            if released:
                leases.release(connection, self._process, released)
            ours = leases.of(connection, self._process) if before is not None else []
            for word in words:
                leases.say(connection, word)
            wanted = leases.unattended(connection, updates=room, messages=messages, now=time.time())
            found = self._claimed(connection, wanted)
            for each in ours:
                found.leased.append(each)
                found.updates.append((each.chat_id, _waiting(connection, each.chat_id, ())))
            for chat_id, besides in news.items():
                found.updates.append((chat_id, _waiting(connection, chat_id, besides)))
            for chat_id, holder in leases.holders(connection, theirs).items() if theirs else ():
                if holder != self._process:
                    leases.announce(connection, holder, chat_id)
            return found

        try:
            found = await self._write(look)
        except BaseException:
            self._news.update(news)
            self._theirs.update(theirs)
            raise
        self._released -= released
        del self._words[: len(words)]
        if before is not None:
            self._unsure = False
            for chat_id in before - {each.chat_id for each in found.leased}:
                self._let_go(chat_id)
        self._full = room <= 0
        taken = any(each.chat_id not in self._owned for each in found.leased)
        self._adopt(found)
        if taken:
            # There may be more.
            self._wake.set()

    def _claimed(self, connection: Connection, chat_ids: Collection[int]) -> Found:
        if not chat_ids or self._stopping:
            return Found()
        leased = leases.claim(connection, self._process, chat_ids)
        return Found(leased, [(each.chat_id, _waiting(connection, each.chat_id, ())) for each in leased])

    def _adopt(self, found: Found) -> None:
        order, outbox = self._made(self._order), self._made(self._outbox)
        died = set()
        for each in found.leased:
            if each.chat_id in self._owned:
                continue
            self._owned[each.chat_id] = _Chat()
            self._limits.resume(each.chat_id, each.sent, time.time(), died=each.died)
            self.taken_over(each.chat_id)
            if each.died:
                died.add(each.chat_id)
        for chat_id, updates in found.updates:
            chat = self._owned.get(chat_id)
            if chat is None:
                continue
            chat.more = updates is None or len(updates) >= WINDOW
            known = set(order.known(chat_id))
            for update in updates or ():
                if update.update_id not in known and not order.was_handled(update.update_id):
                    # What somebody had in hand who died is suspected of it, once and for all.
                    order.add(update, again=chat_id in died or update.starts > 0)
        outbox.wake([each.chat_id for each in found.leased])

    def _idle(self) -> list[int]:
        """The chats of ours in which nothing is left to do, and nothing has been for a moment."""
        order, outbox, now = self._made(self._order), self._made(self._outbox), self._clock()
        found = []
        for chat_id, chat in self._owned.items():
            if order.busy(chat_id) or outbox.busy(chat_id) or chat_id in self._news or chat.more:
                chat.idle_since = None
            elif chat.idle_since is None:
                chat.idle_since = now
            elif now - chat.idle_since >= IDLE_SECONDS:
                found.append(chat_id)
        return found

    def _room(self) -> int:
        """How many more chats with updates this process should take."""
        if self._stopping or len(self._owned) >= MOST_OWNED or not self.sure():
            return 0
        return AT_ONCE - self._made(self._order).load

    def _besides(self, chat_id: int) -> list[int]:
        return self._made(self._order).known(chat_id)

    def _let_go(self, chat_id: int) -> None:
        self._owned.pop(chat_id, None)
        self._made(self._order).drop(chat_id)
        self._made(self._outbox).drop(chat_id)

    def _heard(self, said: str) -> None:
        process, _, chat_id = said.partition(" ")
        if not said:
            # Something may have been missed.
            self._unsure = True
        elif not chat_id:
            if said == "beat":
                self._others.set()
            self._hear(said)
            return
        elif int(chat_id) in self._owned:
            self._news.add(int(chat_id))
            self._made(self._outbox).wake([int(chat_id)])
        elif int(process) not in (ANYBODY, self._process):
            return
        self._wake.set()

    @staticmethod
    def _made(part: T | None) -> T:
        assert part is not None
        return part

    async def _write(self, change: Callable[[Connection], T]) -> T:
        def carry_out() -> T:
            with self._database.write() as connection:
                return change(connection)

        return await asyncio.get_running_loop().run_in_executor(self._threads, carry_out)


def _waiting(connection: Connection, chat_id: int, besides: Collection[int]) -> list[Waiting] | None:
    """What waits in a chat besides what is in its lane; None when there is enough in there for now."""
    if len(besides) >= WINDOW:
        return None
    return inbox.waiting_in(connection, chat_id, besides=besides, most=WINDOW)
