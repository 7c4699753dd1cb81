"""Handles the inbox: a chat's updates one after another, different people's updates concurrently."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from telegram import Bot, Update

from bot.domain.incoming.raw_updates import completed
from bot.queues.batch_writer import BatchWriter
from bot.queues.lanes import Turn
from bot.queues.observer import Observer
from bot.queues.ownership import Lost, Ownership
from bot.queues.turns import Turns
from bot.queues.update_sort import sort_of
from bot.queues.workers import ACCOUNT, Pause
from bot.store import inbox
from bot.store.inbox import Waiting
from bot.tasks import Backoff, finished
from bot.transport.newer_api import readable
from bot.transport.refusals import Logged
from index import Database, LibraryError, StorageError
from index.giving_way import PAUSE

log = logging.getLogger(__name__)

Process = Callable[[Update], Awaitable[None]]
HANDLING_TRIES = 3
# If the process dies during an update, the update is suspected as the cause. After ``SUSPECT_STARTS`` starts it is
# handled with no other suspect beside it, which clears the innocent; after ``MOST_STARTS`` it is not handled at all.
# That limit is high: a process killed repeatedly for another reason has the same update in hand each time.
SUSPECT_STARTS = 3
MOST_STARTS = 25
# No updates are fetched beyond this number: they are safe with Telegram and cost no memory there. The number is high
# because fetching stops for everybody.
MOST_WAITING = 20_000
# How many of a person's updates in a chat are held in memory; the rest are read again on their turn.
MOST_HELD = 50
LONGEST_RETRY_PAUSE = 30.0
# Size of the recently-handled set (deduplication).
MOST_RECENT = 2000
# How many superseded presses are answered at once; beyond that, buttons stop spinning by themselves.
ANSWERED_AT_ONCE = 8


class Repeated(Exception):
    """The update was already handled: the connection broke during the commit, which succeeded unnoticed."""


@dataclass(slots=True)
class Attempt:
    """The outcome of handling an update: committed, or failed with an error.

    ``arrived_at`` is the arrival in monotonic seconds; None for an update that an earlier run stored.
    """

    chat_id: int = 0
    arrived_at: float | None = None
    committed: bool = False
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    update: Waiting
    again: bool
    arrived_at: float
    press: str | None = None


class Dispatcher:
    """A queue for each chat; ``bot.queues.turns`` chooses the next update.

    A failed update is tried again, and set aside after ``HANDLING_TRIES``. One that fails because the database is not
    writable waits until it is. Handlers report success (``attempts[update_id].committed``) in the code that commits it;
    it is never inferred, since ``process`` swallows what handlers raise. Updates that now belong to another process
    (``ownership``) are dropped: they are handled there. ``give_up`` is called with an update that was set aside.
    """

    def __init__(
        self,
        database: Database,
        bot: Bot,
        process: Process,
        *,
        give_up: Process | None = None,
        pause: float = 0.5,
        ownership: Ownership | None = None,
        observer: Observer | None = None,
    ) -> None:
        self._database = database
        self._bot, self._process, self._give_up, self._pause = bot, process, give_up, pause
        self.ownership, self.observer = ownership or Ownership(), observer or Observer()
        self.attempts: dict[int, Attempt] = {}
        # Commits the results of handling. A full disk is not the update's fault: see `_handle`.
        self.writer = BatchWriter(database, patient=False)
        self._turns: Turns[_Entry] = Turns()
        # By chat: the update being handled.
        self._tasks: dict[int, asyncio.Task[None]] = {}
        # Superseded updates that are not yet marked as handled, with their chats.
        self._superseded: dict[asyncio.Task[None], tuple[int, int]] = {}
        self._answers = asyncio.Semaphore(ANSWERED_AT_ONCE)
        self._recent: OrderedDict[int, None] = OrderedDict()
        self._suspects = asyncio.Lock()
        self._room = asyncio.Event()
        self._room.set()
        self._stopping = False
        self.waiting = 0

    def add(self, update: Waiting, *, again: bool = False) -> None:
        """Queues a stored update behind the others of its chat; ``again``: an earlier run stored it."""
        key = update.queue_key
        self.waiting += 1
        self.observer.arrived(update.update_id, update.body)
        if self.waiting >= MOST_WAITING:
            self._room.clear()
        sort = sort_of(update.body, key)
        if self._turns.behind(key, sort.person) >= MOST_HELD:
            update = replace(update, body="")
        entry = _Entry(update, again, time.monotonic(), sort.press)
        # Telegram posts updates in parallel: an earlier edit may arrive after a later one.
        superseded = self._turns.add(
            key, sort, entry, is_older=lambda waiting: update.update_id < waiting.update.update_id
        )
        if superseded is not None:
            self._supersede(key, superseded)
        self._begin()

    def busy(self, chat_id: int) -> bool:
        """Whether an update of this chat waits or is being handled."""
        return chat_id in self._turns

    @property
    def load(self) -> int:
        """How many people have an update that is or could be handled now and needs no fetch."""
        return self._turns.load

    def known(self, chat_id: int) -> list[int]:
        """The chat's updates that wait, are being handled, or are about to be marked as handled."""
        superseded = [number for chat, number in self._superseded.values() if chat == chat_id]
        return [*(each.update.update_id for each in self._turns.of(chat_id)), *superseded]

    def was_handled(self, update_id: int) -> bool:
        """Whether the update was handled here a moment ago."""
        return update_id in self._recent

    def drop(self, chat_id: int) -> None:
        """Drops a chat's updates that have not begun: they are handled elsewhere."""
        for _ in self._turns.drop(chat_id):
            self._fewer()

    def done(self, connection: Connection, update_id: int) -> None:
        """Marks an update as handled in the transaction that commits its results. Callable from any thread.

        Raises Lost when its chat now belongs to another process, Repeated when it was already handled.
        """
        attempt = self.attempts.get(update_id)
        if attempt is not None:
            self.ownership.check(connection, attempt.chat_id)
        if not inbox.done(connection, update_id) and attempt is not None:
            raise Repeated

    async def room(self) -> None:
        """Waits while too many updates are waiting."""
        await self._room.wait()

    async def stop(self, seconds: float) -> None:
        """Waits up to ``seconds`` for updates being handled; the rest waits for the next start."""
        self._stopping = True
        await finished([*self._tasks.values(), *self._superseded], seconds)

    def _begin(self) -> None:
        """Begins every update that may begin now."""
        now = asyncio.get_running_loop().time()
        while not self._stopping and (turn := self._turns.next(now)) is not None:
            self._tasks[turn.chat] = asyncio.create_task(self._carry_out(turn), name="an update")

    async def _carry_out(self, turn: Turn[_Entry]) -> None:
        key, number = turn.chat, turn.what.update.update_id
        ACCOUNT.set(turn.account)
        PAUSE.set(Pause(lambda: self._turns.gives_way(turn, time.monotonic()), turn.account.worked))
        try:
            await self._take(key, turn.what)
            self._over(number)
        except Lost:
            left = [turn.what, *self._turns.drop(key)]
            log.warning(
                "cluster.chat_lost: a chat belongs to another process now, which handles its %d updates", len(left)
            )
            for entry in left:
                self.observer.handled(entry.update.update_id)
                self._fewer()
            self.ownership.lost(key)
        finally:
            # An update cancelled at the stop stays in its chat: it waits for the next start.
            del self._tasks[key]
        self._turns.done(turn, asyncio.get_running_loop().time())
        if key not in self._turns:
            self.ownership.emptied(key)
        self._begin()

    def _supersede(self, key: int, entry: _Entry) -> None:
        """Marks a superseded update as handled and answers its press, if it is one."""
        number = entry.update.update_id

        async def settle() -> None:
            try:
                await self._persist(key, inbox.done, number)
                self._over(number)
            except Lost:
                self.observer.handled(number)
                self._fewer()
            except Exception:
                # As in `_take`: it waits in the inbox for the next start, not in memory.
                log.exception("inbox.failed: update %d could not be handled", number)
                self._over(number)
            if entry.press is not None and not self._answers.locked():
                async with self._answers:
                    with Logged("the answer to a button"):
                        await self._bot.answer_callback_query(entry.press)

        task = asyncio.create_task(settle(), name="a superseded update")
        self._superseded[task] = (key, number)
        task.add_done_callback(self._superseded.pop)

    def _over(self, number: int) -> None:
        """Records that an update was handled or set aside."""
        self.observer.handled(number)
        self._fewer()
        self._recent[number] = None
        if len(self._recent) > MOST_RECENT:
            self._recent.popitem(last=False)

    def _fewer(self) -> None:
        self.waiting -= 1
        if self.waiting < MOST_WAITING:
            self._room.set()

    async def _take(self, key: int, entry: _Entry) -> None:
        number, starts = entry.update.update_id, entry.update.starts if entry.again else 0
        try:
            body = entry.update.body or await self._body(number)
            if not body:
                # It no longer waits: it was already handled.
                return
            update = self._read(number, body)
            if update is None:
                await self._persist(key, inbox.set_aside, number, "cannot be parsed")
                self.observer.set_aside()
            elif starts >= MOST_STARTS:
                log.error("inbox.set_aside: update %d: the process died %d times handling it", number, MOST_STARTS)
                await self._set_aside(key, update, "the process died of it")
            else:
                async with self._suspects if starts >= SUSPECT_STARTS else nullcontext():
                    if entry.again:
                        await self._persist(key, inbox.begun, number, starts + 1)
                    await self._handle(key, update, entry.update.tries, None if entry.again else entry.arrived_at)
        except Lost:
            raise
        except Exception:
            # Only our own mistakes come here. The update stays in the inbox for the next start.
            log.exception("inbox.failed: update %d could not be handled", number)

    async def _body(self, number: int) -> str:
        """A stored update as Telegram sent it; waits until the database is readable."""

        def read() -> str:
            with self._database.read() as connection:
                return inbox.body(connection, number)

        backoff = self._backoff()
        while True:
            try:
                return await asyncio.to_thread(read)
            except LibraryError as error:
                await backoff.wait(log.error, "database.unavailable: %d updates wait: %s", self.waiting, error)

    def _read(self, number: int, body: str) -> Update | None:
        try:
            return Update.de_json(completed(readable(json.loads(body))), self._bot)
        except Exception as error:
            # Not the error's text: it may quote a message.
            log.error("inbox.set_aside: update %d cannot be parsed (%s)", number, type(error).__name__)
            return None

    async def _handle(self, key: int, update: Update, tries: int, arrived_at: float | None) -> None:
        backoff = self._backoff()
        while True:
            attempt = self.attempts[update.update_id] = Attempt(chat_id=key, arrived_at=arrived_at)
            try:
                await self._process(update)
            finally:
                del self.attempts[update.update_id]
            error = attempt.error
            if attempt.committed:
                return
            if error is None:
                # No handler wanted it.
                await self._persist(key, inbox.done, update.update_id)
                return
            if isinstance(error, Lost) or not self.ownership.owns(key):
                raise Lost(key)
            if isinstance(error, StorageError) and error.passing:
                await backoff.wait()
                continue
            self.observer.failed(type(error).__name__)
            tries += 1
            if not await self._persist(key, inbox.failed, update.update_id, type(error).__name__, tries):
                # It was committed after all, unnoticed.
                return
            if tries >= HANDLING_TRIES:
                log.error("inbox.set_aside: update %d failed %d times", update.update_id, tries)
                await self._set_aside(key, update)
                return
            await asyncio.sleep(self._pause * 2**tries)

    async def _set_aside(self, key: int, update: Update, error: str | None = None) -> None:
        if await self._persist(key, inbox.set_aside, update.update_id, error):
            self.observer.set_aside()
            if self._give_up is not None:
                await self._give_up(update)

    async def _persist(self, key: int, change: Callable[..., Any], *arguments: Any) -> Any:
        """Writes, waiting until the database is writable; returns the change's result. Raises Lost."""
        result: Any = None

        def carry_out(connection: Connection) -> None:
            nonlocal result
            self.ownership.check(connection, key)
            # Repeated after a commit that succeeded unnoticed, the change finds nothing to do; keep its first result.
            result = change(connection, *arguments) or result

        backoff = self._backoff()
        while True:
            try:
                await self.writer.do(carry_out)
                return result
            except LibraryError as error:
                await backoff.wait(log.error, "database.unavailable: %d updates wait: %s", self.waiting, error)

    def _backoff(self) -> Backoff:
        return Backoff(2 * self._pause, LONGEST_RETRY_PAUSE)
