"""Health checks: for the process's supervisor, and for monitoring over HTTP."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import sys
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import select
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.config import Webhook
from index import Database, LibraryError

log = logging.getLogger(__name__)

# No successful poll for this long, while Telegram answers other calls: a new process is the best hope.
SILENT_SECONDS = 300.0
# An event loop stuck for this long will not recover.
STUCK_SECONDS = 120.0
ANSWER_SECONDS = 10.0


class Stuck(Exception):
    """The process no longer works, and says why; its supervisor should start a new one."""


class Source(Protocol):
    """A source of updates: when it last worked, and what has been wrong since."""

    succeeded_at: float
    problem: str | None


class Receiving(Protocol):
    """A receiver of posted updates: when the last one came, by the monotonic clock."""

    received_at: float


class Health:
    """Checks the database and Telegram; Telegram is asked at most every ``fresh`` seconds."""

    def __init__(
        self, database: Database, bot: Bot, *, clock: Callable[[], float] = time.monotonic, fresh: float = 15.0
    ) -> None:
        self._database, self._bot, self._clock, self._fresh = database, bot, clock, fresh
        self._asked_at: float | None = None
        self._answered = False
        self._asking = asyncio.Lock()

    async def database(self) -> bool:
        """Whether the database can be read."""

        def look() -> None:
            with self._database.read() as connection:
                connection.execute(select(1))

        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await asyncio.to_thread(look)
        except (LibraryError, TimeoutError):
            return False
        return True

    async def telegram(self) -> bool:
        """Whether Telegram answers to our token."""
        async with self._asking:
            now = self._clock()
            if self._asked_at is None or now - self._asked_at >= self._fresh:
                self._answered = await reachable(self._bot)
                self._asked_at = self._clock()
            return self._answered


async def reachable(bot: Bot) -> bool:
    """Whether Telegram answers at all; a refused token counts as no answer."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await bot.get_me()
    except (TelegramError, TimeoutError):
        return False
    return True


async def watch(
    bot: Bot,
    source: Source,
    task: asyncio.Task[None],
    *,
    silent: float = SILENT_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Watches the task that fetches updates. Never returns.

    Raises Stuck when the task has ended, or has not succeeded for ``silent`` seconds although Telegram answers other
    calls. While Telegram does not answer at all, a new process could do nothing.
    """
    while True:
        await asyncio.wait([task], timeout=silent / 10)
        if task.done():
            reason = "was cancelled" if task.cancelled() else type(task.exception()).__name__
            raise Stuck(f"updates are not fetched any more ({reason})")
        quiet = clock() - source.succeeded_at
        if quiet < silent:
            continue
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await bot.get_me()
        except InvalidToken:
            raise Stuck("Telegram does not know the token any more: check TELEGRAM_BOT_TOKEN") from None
        except (TelegramError, TimeoutError):
            log.warning("telegram.silent: Telegram has not answered for %d s", quiet)
            continue
        raise Stuck(f"no updates for {quiet:.0f} s although Telegram answers ({source.problem or 'no reason given'})")


async def heartbeat(seconds: float = STUCK_SECONDS) -> None:
    """Ends the process, and logs the stacks of its threads, once the event loop stops running."""
    try:
        while True:
            faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or sys.stderr)
            await asyncio.sleep(seconds / 10)
    finally:
        faulthandler.cancel_dump_traceback_later()


async def watch_webhook(
    bot: Bot,
    webhook: Webhook,
    receiver: Receiving,
    allowed: Sequence[str],
    *,
    every: float = 60.0,
    silent: float = SILENT_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Regularly asks Telegram about its posts, and sets the webhook again when it is gone. Never returns.

    Raises Stuck when updates have waited there for ``silent`` seconds and none has arrived.
    """
    waiting_since: float | None = None
    while True:
        await asyncio.sleep(every)
        try:
            info = await bot.get_webhook_info()
            if info.url != webhook.url:
                log.error("webhook.replaced: Telegram posts to another webhook, ours is set again")
                await bot.set_webhook(webhook.url, secret_token=webhook.secret, allowed_updates=allowed)
        except TelegramError as error:
            log.warning("webhook.unknown: getWebhookInfo failed: %s", error.message)
            continue
        if not info.pending_update_count:
            waiting_since = None
            continue
        waiting_since = max(waiting_since or clock(), receiver.received_at)
        if clock() - waiting_since >= silent:
            raise Stuck(
                f"{info.pending_update_count} updates wait at Telegram: {info.last_error_message or 'no error'}"
            )
        if info.last_error_message:
            log.warning("webhook.post_failed: Telegram could not post updates: %s", info.last_error_message)
