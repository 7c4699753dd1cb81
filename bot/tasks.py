"""Helpers for asyncio tasks: starting and ending them, repeating what fails, pausing between tries."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from index import LibraryError

log = logging.getLogger(__name__)


class Backoff:
    """Pauses between tries: ``first`` seconds, then ``factor`` times longer after each failure, at most ``longest``."""

    def __init__(self, first: float, longest: float, *, factor: float = 2.0) -> None:
        self._first, self._longest, self._factor = first, longest, factor
        self.failures = 0

    def succeeded(self) -> None:
        """Resets the count: the next failure is the first one."""
        self.failures = 0

    def failed(self) -> float:
        """Counts a failure; returns the pause in seconds."""
        self.failures += 1
        # Bounded, since the power would overflow a float after weeks of failures.
        return min(self._first * self._factor ** min(self.failures - 1, 60), self._longest)

    @property
    def worth_logging(self) -> bool:
        """Whether the failure is the first or every tenth one: an outage must not fill the disk with its log."""
        return self.failures == 1 or self.failures % 10 == 0

    async def wait(self, report: Callable[..., None] | None = None, *message: object) -> None:
        """Counts a failure, reports it now and then by ``report``, a method of a logger, and pauses."""
        pause = self.failed()
        if report is not None and self.worth_logging:
            report(*message)
        await asyncio.sleep(pause)


def start_all(work: Mapping[str, Callable[[], Coroutine[Any, Any, None]]]) -> list[asyncio.Task[None]]:
    """Starts named tasks. An error ends only its own task."""
    return [asyncio.create_task(each(), name=name) for name, each in work.items()]


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks and waits until they have ended, with an error or without."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, Exception):
            await task


async def finished(tasks: Collection[asyncio.Task[Any]], seconds: float) -> None:
    """Waits until tasks have ended, for at most ``seconds``; then cancels the rest."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=seconds)
        await ended(*late)


async def repeatedly(work: Callable[[], Awaitable[object]], every: float, failed: str, *, delay: float = 0.0) -> None:
    """Calls ``work`` until cancelled, after ``delay`` and then ``every`` seconds; logs an error under ``failed``."""
    await asyncio.sleep(delay)
    while True:
        try:
            await work()
        except LibraryError as error:
            log.error("%s: %s", failed, error)
        except Exception as error:
            # Without its text, which may hold what somebody wrote.
            log.error("%s: %s", failed, type(error).__name__)
        await asyncio.sleep(every)


def settle(future: asyncio.Future[None], error: Exception | None = None) -> None:
    """Ends a future, with ``error`` if there is one; its waiter may be gone."""
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
