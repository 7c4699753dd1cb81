"""Fetches updates by long polling, and recovers from every failure on the way."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.tasks import Backoff
from bot.transport.api_client import AiohttpRequest
from bot.transport.flood_limits import seconds_of
from index import LibraryError

log = logging.getLogger(__name__)

POLL_SECONDS = 25
# A poll is dead if it exceeds Telegram's own timeout and the time for the answer by this much.
SILENCE_SECONDS = 10.0
LONGEST_RETRY_PAUSE = 30.0
RETRY_FACTOR = 1.7
# After a week without updates Telegram renumbers them at random: an old offset would hide them.
QUIET_SECONDS = 6 * 86400.0

Raw = dict[str, Any]


class RawUpdates(BaseRequest):
    """A request that keeps raw updates: ``Bot.get_updates`` sees none, and ``fetched`` holds them.

    Otherwise a single update that python-telegram-bot cannot parse would block all others for ever.
    """

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner
        self.fetched: list[Raw] = []

    @property
    def read_timeout(self) -> float | None:
        """The inner request's read timeout."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Initializes the inner request."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Shuts the inner request down."""
        await self._inner.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Makes the request and keeps the updates of a good answer. Raises TelegramError."""
        status, payload = await self._inner.do_request(url, method, request_data, *timeouts, **more)
        if not url.endswith("/getUpdates") or not 200 <= status < 300:
            return status, payload
        try:
            answer = json.loads(payload.decode(errors="replace"))
            self.fetched = [each for each in answer["result"] if isinstance(each, dict)]
        except (ValueError, TypeError, KeyError):
            raise TelegramError("Invalid server response") from None
        return status, b'{"ok":true,"result":[]}'


class Poller:
    """Polls for ever. The next poll acknowledges a batch, so it is made only after ``take`` has stored the batch.

    ``room`` is awaited before each poll. ``succeeded_at`` is the time of Telegram's last correct answer, or infinity
    while this process does not poll. ``problem`` is what has been wrong since then, or None.
    """

    def __init__(
        self,
        bot: Bot,
        source: RawUpdates,
        take: Callable[[Sequence[Raw]], Awaitable[None]],
        room: Callable[[], Awaitable[None]],
        allowed: Sequence[str],
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: float = 1.0,
    ) -> None:
        self._bot, self._source, self._take, self._room = bot, source, take, room
        self._allowed, self._clock = allowed, clock
        self._backoff = Backoff(pause, LONGEST_RETRY_PAUSE, factor=RETRY_FACTOR)
        self._offset: int | None = None
        self.succeeded_at = self._last_update = clock()
        self.problem: str | None = None

    async def run(self) -> None:
        """Polls until cancelled. Errors of Telegram or the database are logged, and the poll is tried again."""
        # Another process may have polled further than this one did.
        self._offset, self.succeeded_at = None, self._clock()
        try:
            while True:
                pause = await self._once()
                if pause:
                    await asyncio.sleep(pause)
        finally:
            self.rest()

    def rest(self) -> None:
        """Nothing is polled here, so no success is expected."""
        self.succeeded_at = math.inf

    async def _once(self) -> float:
        """Polls once; returns the seconds to wait before the next poll."""
        try:
            await self._room()
            updates = await self._fetch()
            if updates:
                await self._take(updates)
                numbers = [each["update_id"] for each in updates if isinstance(each.get("update_id"), int)]
                self._offset = numbers[-1] + 1 if numbers else self._offset
        except RetryAfter as error:
            seconds = seconds_of(error)
            return self._failed(f"Telegram asks to wait {seconds:g} s", seconds + 0.5)
        except TimedOut:
            return self._failed("Telegram did not answer in time", 0.0)
        except InvalidToken as error:
            return self._failed(f"Telegram does not know the token at this moment ({error.message})", 5.0)
        except Conflict as error:
            return self._failed(f"another program fetches this bot's updates: {error.message}", 3.0)
        except TelegramError as error:
            return self._failed(f"no updates: {error.message}", 0.0)
        except LibraryError as error:
            return self._failed(f"updates could not be stored, Telegram will be asked for them again: {error}", 0.0)
        except Exception as error:
            log.exception("polling.failed: fetching updates failed")
            return self._failed(type(error).__name__, 1.0)
        if self.problem is not None:
            log.info("polling.recovered: updates arrive again after %d failed attempts", self._backoff.failures)
        self._backoff.succeeded()
        self.succeeded_at, self.problem = self._clock(), None
        return 0.0

    async def _fetch(self) -> list[Raw]:
        now = self._clock()
        if now - self._last_update > QUIET_SECONDS:
            self._offset, self._last_update = None, now
        self._source.fetched = []
        try:
            async with asyncio.timeout(POLL_SECONDS + (self._source.read_timeout or 0.0) + SILENCE_SECONDS):
                await self._bot.get_updates(
                    offset=self._offset, timeout=POLL_SECONDS, limit=100, allowed_updates=self._allowed
                )
        except TimeoutError:
            raise TimedOut from None
        updates, self._source.fetched = self._source.fetched, []
        if updates:
            self._last_update = now
        return updates

    def _failed(self, problem: str, at_least: float) -> float:
        pause = max(at_least, self._backoff.failed())
        if problem != self.problem or self._backoff.worth_logging:
            log.warning("polling.failed: %s (attempt %d, again in %.1f s)", problem, self._backoff.failures, pause)
        self.problem = problem
        return pause
