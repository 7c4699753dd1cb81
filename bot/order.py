"""Handling what is in the inbox: one chat's updates one after the other, different chats' side by side."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import Application

from bot.entities import completed
from bot.observer import Observer
from bot.slots import Slots
from bot.store import inbox as store
from bot.store.inbox import Waiting
from bot.writer import Writer
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


@dataclass(slots=True)
class Attempt:
    """How handling an update went: whether its effects are committed, or what went wrong."""

    settled: bool = False
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    update: Waiting
    again: bool


class InOrder:
    """Lanes, one a chat, that are worked off side by side.

    An update whose handling fails is tried again, and set aside after ``MOST_TRIES``; one that fails
    because the database cannot be written waits until it can. Success is said by whoever commits it
    (``attempts[update_id].settled``), never inferred: the Application swallows what handlers raise.
    """

    def __init__(self, database: Database, *, pause: float = 0.5) -> None:
        self.attempts: dict[int, Attempt] = {}
        self.give_up: Callable[[Update], Awaitable[None]] | None = None
        self.application: Application[Any, Any, Any, Any, Any, Any] | None = None
        self.observer = Observer()
        # What is handled is committed through it. A full disk is no trouble of the update: see `_handle`.
        self.writer = Writer(database, patient=False)
        self._pause = pause
        self._lanes: dict[int, deque[_Entry]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._slots = Slots()
        self._suspects = asyncio.Lock()
        self._room = asyncio.Event()
        self._room.set()
        self._stopping = False
        self.waiting = 0

    def add(self, update: Waiting, *, again: bool = False) -> None:
        """Puts a stored update at the end of its chat's lane; ``again``: it was stored by an earlier run."""
        key = chat_of(update.body)
        self._lanes.setdefault(key, deque()).append(_Entry(update, again))
        self.waiting += 1
        self.observer.arrived(update.update_id, update.body)
        if self.waiting >= MOST_WAITING:
            self._room.clear()
        if key not in self._tasks and not self._stopping:
            self._tasks[key] = asyncio.create_task(self._work_off(key), name="updates of a chat")

    def busy(self, chat_id: int) -> bool:
        """Whether something of this chat is being handled or waits for it."""
        return chat_id in self._lanes

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

    async def _work_off(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            while lane and not self._stopping:
                async with self._slots.place(lane[0].update.body):
                    await self._take(lane[0])
                self.observer.handled(lane.popleft().update.update_id)
                self.waiting -= 1
                if self.waiting < MOST_WAITING:
                    self._room.set()
        finally:
            del self._tasks[key]
            if not lane:
                del self._lanes[key]

    async def _take(self, entry: _Entry) -> None:
        number = entry.update.update_id
        try:
            update = self._read(entry.update)
            if update is None:
                await self._persist(store.set_aside, number, "cannot be parsed")
                self.observer.set_aside()
            elif not entry.again:
                await self._handle(update)
            elif entry.update.starts >= MOST_STARTS:
                log.error("update %d is set aside: the process died %d times handling it", number, MOST_STARTS)
                await self._set_aside(update, "the process died of it")
            elif entry.update.starts >= SUSPECT_STARTS:
                async with self._suspects:
                    await self._persist(store.begun, number)
                    await self._handle(update)
            else:
                await self._persist(store.begun, number)
                await self._handle(update)
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

    async def _handle(self, update: Update) -> None:
        assert self.application is not None
        failures = 0
        while True:
            attempt = self.attempts[update.update_id] = Attempt()
            try:
                await self.application.process_update(update)
            finally:
                del self.attempts[update.update_id]
            if attempt.settled:
                return
            if attempt.error is None:
                # No handler wanted it.
                await self._persist(store.done, update.update_id)
                return
            if isinstance(attempt.error, StorageError) and attempt.error.passing:
                failures += 1
                await asyncio.sleep(self._patience(failures))
                continue
            self.observer.failed(type(attempt.error).__name__)
            tries = await self._persist(store.failed, update.update_id, type(attempt.error).__name__)
            if tries >= MOST_TRIES:
                log.error("update %d is set aside after %d tries", update.update_id, tries)
                await self._set_aside(update)
                return
            await asyncio.sleep(self._pause * 2**tries)

    async def _set_aside(self, update: Update, error: str | None = None) -> None:
        await self._persist(store.set_aside, update.update_id, error)
        self.observer.set_aside()
        if self.give_up is not None:
            await self.give_up(update)

    async def _persist(self, change: Callable[..., Any], *arguments: Any) -> Any:
        """Writes, however long the database takes to be writable again."""

        result = None

        def carry_out(connection: Connection) -> None:
            nonlocal result
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


def chat_of(body: str) -> int:
    """The chat that a raw update belongs to, or else the person; 0 when it names none. It need not be well-formed."""
    update = json.loads(body)
    for payload in update.values() if isinstance(update, Mapping) else ():
        if isinstance(payload, Mapping):
            for path in (("chat",), ("message", "chat"), ("from",), ("user",)):
                found = _number(payload, path)
                if found is not None:
                    return found
    return 0


def _number(payload: Mapping[str, Any], path: tuple[str, ...]) -> int | None:
    for name in (*path, "id"):
        inner = payload.get(name)
        if name == "id":
            return inner if isinstance(inner, int) else None
        if not isinstance(inner, Mapping):
            return None
        payload = inner
    return None
