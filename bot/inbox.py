"""Updates are on disk before Telegram is told that they arrived, and stay until they are handled."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Application, BaseUpdateProcessor

from bot.store import inbox as store
from index import Database, LibraryError

log = logging.getLogger(__name__)

MOST_TRIES = 3
SIDE_BY_SIDE = 256


class Inbox(asyncio.Queue[object]):
    """The queue between the Updater and the Application, which awaits ``put`` before it acknowledges.

    A redelivered update is dropped here.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._database = database
        self._clock = clock

    async def put(self, item: object) -> None:
        """Commits the update, then queues it. Raises TelegramError when it cannot, so that Telegram keeps it."""
        if isinstance(item, Update):
            try:
                fresh = await asyncio.to_thread(self._store, item)
            except LibraryError as error:
                log.error("an update could not be stored, Telegram will be asked for it again: %s", error)
                raise TelegramError(str(error)) from error
            if not fresh:
                return
        await super().put(item)

    async def replay(self, bot: Bot) -> int:
        """Queues what was waiting when the process ended; returns how much that was."""
        bodies = await asyncio.to_thread(self._waiting)
        for body in bodies:
            await super().put(Update.de_json(json.loads(body), bot))
        return len(bodies)

    def _store(self, item: Update) -> bool:
        with self._database.write() as connection:
            return store.put(connection, item.update_id, item.to_json(), now=self._clock())

    def _waiting(self) -> list[str]:
        with self._database.write() as connection:
            store.prune(connection, now=self._clock())
            return store.waiting(connection)


@dataclass(slots=True)
class Attempt:
    """How handling an update went: whether its effects are committed, or what went wrong."""

    settled: bool = False
    error: BaseException | None = None


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class InOrder(BaseUpdateProcessor):
    """Handles the updates of one chat one after the other, those of different chats side by side.

    An update whose handling fails is tried again, and set aside after ``MOST_TRIES``. Success is said
    by whoever commits it (``attempts[update_id].settled``), never inferred: the Application swallows
    what handlers raise.
    """

    def __init__(self, database: Database, *, pause: float = 0.5) -> None:
        super().__init__(SIDE_BY_SIDE)
        self.attempts: dict[int, Attempt] = {}
        self.give_up: Callable[[Update], Awaitable[None]] | None = None
        self.application: Application[Any, Any, Any, Any, Any, Any] | None = None
        self._database = database
        self._pause = pause
        self._lanes: dict[int, _Lane] = {}

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Waits for the chat's turn, then handles."""
        if not isinstance(update, Update):
            await coroutine
            return
        chat, user = update.effective_chat, update.effective_user
        key = chat.id if chat else user.id if user else 0
        lane = self._lanes.setdefault(key, _Lane())
        lane.waiting += 1
        try:
            async with lane.lock:
                await self._handle(update, coroutine)
        finally:
            lane.waiting -= 1
            if not lane.waiting:
                self._lanes.pop(key, None)

    async def _handle(self, update: Update, coroutine: Awaitable[Any]) -> None:
        while True:
            attempt = self.attempts[update.update_id] = Attempt()
            try:
                await coroutine
            finally:
                del self.attempts[update.update_id]
            if attempt.settled:
                return
            if attempt.error is None:
                # No handler wanted it.
                await self._write(store.done, update.update_id)
                return
            tries = await self._write(store.failed, update.update_id, type(attempt.error).__name__)
            if tries >= MOST_TRIES or self.application is None:
                await self._set_aside(update)
                return
            await asyncio.sleep(self._pause * 2**tries)
            coroutine = self.application.process_update(update)

    async def _set_aside(self, update: Update) -> None:
        log.error("update %d is set aside after %d tries", update.update_id, MOST_TRIES)
        await self._write(store.set_aside, update.update_id)
        if self.give_up is not None:
            await self.give_up(update)

    async def _write(self, change: Callable[..., Any], *arguments: Any) -> Any:
        def carry_out() -> Any:
            with self._database.write() as connection:
                return change(connection, *arguments)

        return await asyncio.to_thread(carry_out)
