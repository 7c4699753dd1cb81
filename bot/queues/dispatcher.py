"""Handling what is in the inbox: one chat's updates one after the other, different chats' side by side."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import Application

from bot.domain.raw_updates import completed
from bot.queues.batch_writer import BatchWriter
from bot.queues.observer import Observer
from bot.queues.ownership import Lost, Ownership
from bot.queues.worker_slots import WorkerSlots
from bot.store import inbox
from bot.store.inbox import Waiting
from index import Database, LibraryError, StorageError

log = logging.getLogger(__name__)

MOST_TRIES = 3
# An update during which the process died is suspected of being the reason: from so many times on it is
# handled with no other suspect beside it, which clears the innocent, and from so many on not at all. That is
# often: a process that is killed for another reason, again and again, has the same update in its hands each time.
SUSPECT_STARTS = 3
MOST_STARTS = 25
# More than this is not fetched while it waits: it is safe with Telegram, too, and costs no memory there.
MOST_WAITING = 4000
LONGEST_PAUSE = 30.0
# Of so many updates it is remembered that they were handled here just now.
MOST_RECENT = 2000


class Repeated(Exception):
    """The update is handled already: the connection broke as that was committed, and nobody heard of it."""


@dataclass(slots=True)
class Attempt:
    """How handling an update of a chat went: whether its effects are committed, or what went wrong."""

    chat_id: int = 0
    committed: bool = False
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    update: Waiting
    again: bool


class Dispatcher:
    """Lanes, one a chat, that are worked off side by side.

    An update whose handling fails is tried again, and set aside after ``MOST_TRIES``; one that fails
    because the database cannot be written waits until it can. Success is said by whoever commits it
    (``attempts[update_id].committed``), never inferred: the Application swallows what handlers raise.
    What belongs to another process by now (``ownership``) is let go: it is handled there.
    """

    def __init__(self, database: Database, *, pause: float = 0.5, ownership: Ownership | None = None) -> None:
        self.ownership = ownership or Ownership()
        self.attempts: dict[int, Attempt] = {}
        self.give_up: Callable[[Update], Awaitable[None]] | None = None
        self.application: Application[Any, Any, Any, Any, Any, Any] | None = None
        self.observer = Observer()
        # What is handled is committed through it. A full disk is no trouble of the update: see `_handle`.
        self.writer = BatchWriter(database, patient=False)
        self._pause = pause
        self._lanes: dict[int, deque[_Entry]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._recent: OrderedDict[int, None] = OrderedDict()
        self._slots = WorkerSlots()
        self._suspects = asyncio.Lock()
        self._room = asyncio.Event()
        self._room.set()
        self._stopping = False
        self.waiting = 0

    def add(self, update: Waiting, *, again: bool = False) -> None:
        """Puts a stored update at the end of its chat's lane; ``again``: it was stored by an earlier run."""
        key = update.lane
        self._lanes.setdefault(key, deque()).append(_Entry(update, again))
        self.waiting += 1
        self.observer.arrived(update.update_id, update.body)
        if self.waiting >= MOST_WAITING:
            self._room.clear()
        if key not in self._tasks and not self._stopping:
            self._tasks[key] = asyncio.create_task(self._drain(key), name="updates of a chat")

    def busy(self, chat_id: int) -> bool:
        """Whether something of this chat is being handled or waits for it."""
        return chat_id in self._lanes

    @property
    def load(self) -> int:
        """How many chats' updates are handled at this moment, but for those that wait for something from elsewhere."""
        return len(self._tasks) - self._slots.heavy

    def known(self, chat_id: int) -> list[int]:
        """The updates of a chat that are waiting or being handled."""
        return [each.update.update_id for each in self._lanes.get(chat_id, ())]

    def was_handled(self, update_id: int) -> bool:
        """Whether it was handled here a moment ago."""
        return update_id in self._recent

    def drop(self, chat_id: int) -> None:
        """Lets go of a chat's updates that are not begun: they are handled elsewhere."""
        lane = self._lanes.get(chat_id, deque())
        while len(lane) > (chat_id in self._tasks):
            lane.pop()
            self._fewer()
        if not lane:
            self._lanes.pop(chat_id, None)

    def done(self, connection: Connection, update_id: int) -> None:
        """Marks an update as handled, in the transaction that commits what came of it, in any thread.

        Raises Lost when its chat belongs to another process by now, Repeated when it was handled before.
        """
        attempt = self.attempts.get(update_id)
        if attempt is not None:
            self.ownership.check(connection, attempt.chat_id)
        if not inbox.done(connection, update_id) and attempt is not None:
            raise Repeated

    async def room(self) -> None:
        """Waits while too much is waiting."""
        await self._room.wait()

    async def stop(self, seconds: float) -> None:
        """Finishes what is being handled, within so many seconds; the rest waits for the next start."""
        self._stopping = True
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _drain(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            while lane and not self._stopping:
                async with self._slots.place(lane[0].update.body):
                    await self._take(key, lane[0])
                number = lane.popleft().update.update_id
                self.observer.handled(number)
                self._fewer()
                self._recent[number] = None
                if len(self._recent) > MOST_RECENT:
                    self._recent.popitem(last=False)
        except Lost:
            log.warning("a chat belongs to another process by now: its updates are handled there")
            for entry in lane:
                self.observer.handled(entry.update.update_id)
                self._fewer()
            lane.clear()
            self.ownership.lost(key)
        finally:
            del self._tasks[key]
            if not lane:
                # A chat that was lost is let go of already.
                self._lanes.pop(key, None)
                self.ownership.emptied(key)

    def _fewer(self) -> None:
        self.waiting -= 1
        if self.waiting < MOST_WAITING:
            self._room.set()

    async def _take(self, key: int, entry: _Entry) -> None:
        number = entry.update.update_id
        try:
            update = self._read(entry.update)
            if update is None:
                await self._persist(key, inbox.set_aside, number, "cannot be parsed")
                self.observer.set_aside()
            elif not entry.again:
                await self._handle(key, update)
            elif entry.update.starts >= MOST_STARTS:
                log.error("update %d is set aside: the process died %d times handling it", number, MOST_STARTS)
                await self._set_aside(key, update, "the process died of it")
            elif entry.update.starts >= SUSPECT_STARTS:
                async with self._suspects:
                    await self._persist(key, inbox.begun, number)
                    await self._handle(key, update)
            else:
                await self._persist(key, inbox.begun, number)
                await self._handle(key, update)
        except Lost:
            raise
        except Exception:
            # Only our own mistakes come here; the update stays in the inbox for the next start.
            log.exception("update %d could not be worked off", number)

    def _read(self, waiting: Waiting) -> Update | None:
        assert self.application is not None
        try:
            return Update.de_json(completed(json.loads(waiting.body)), self.application.bot)
        except Exception as error:
            # Not the error's text: it may hold what somebody wrote.
            log.error("update %d is set aside, it cannot be parsed (%s)", waiting.update_id, type(error).__name__)
            return None

    async def _handle(self, key: int, update: Update) -> None:
        assert self.application is not None
        failures = 0
        while True:
            attempt = self.attempts[update.update_id] = Attempt(chat_id=key)
            try:
                await self.application.process_update(update)
            finally:
                del self.attempts[update.update_id]
            if attempt.committed:
                return
            if attempt.error is None:
                # No handler wanted it.
                await self._persist(key, inbox.done, update.update_id)
                return
            if isinstance(attempt.error, Lost) or not self.ownership.owns(key):
                raise Lost(key)
            if isinstance(attempt.error, StorageError) and attempt.error.passing:
                failures += 1
                await asyncio.sleep(self._patience(failures))
                continue
            self.observer.failed(type(attempt.error).__name__)
            tries = await self._persist(key, inbox.failed, update.update_id, type(attempt.error).__name__)
            if not tries:
                # It was committed after all, and nobody heard of that.
                return
            if tries >= MOST_TRIES:
                log.error("update %d is set aside after %d tries", update.update_id, tries)
                await self._set_aside(key, update)
                return
            await asyncio.sleep(self._pause * 2**tries)

    async def _set_aside(self, key: int, update: Update, error: str | None = None) -> None:
        if await self._persist(key, inbox.set_aside, update.update_id, error):
            self.observer.set_aside()
            if self.give_up is not None:
                await self.give_up(update)

    async def _persist(self, key: int, change: Callable[..., Any], *arguments: Any) -> Any:
        """Writes, however long the database takes to be writable again. Raises Lost."""

        result = None

        def carry_out(connection: Connection) -> None:
            nonlocal result
            self.ownership.check(connection, key)
            result = change(connection, *arguments)

        failures = 0
        while True:
            try:
                await self.writer.do(carry_out)
                return result
            except LibraryError as error:
                failures += 1
                if failures == 1 or failures % 10 == 0:
                    log.error("%d updates wait for the database: %s", self.waiting, error)
                await asyncio.sleep(self._patience(failures))

    def _patience(self, failures: int) -> float:
        return min(self._pause * 2.0 ** min(failures, 10), LONGEST_PAUSE)
