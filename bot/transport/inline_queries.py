"""Inline queries: answered at once or not at all. They are not stored: nothing is owed for them.

Telegram sends a new query with every letter that somebody types, and ignores late answers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Bot, Update

from bot.tasks import ended

log = logging.getLogger(__name__)

# Debounce: somebody who types on within this time has not finished the query.
TYPING_SECONDS = 0.2
ANSWER_SECONDS = 10.0
SIDE_BY_SIDE = 4
# How many people may have a query under way; queries of further people are dropped.
MOST_WAITING = 200


class InlineQueries:
    """Queries under way, one per person: a newer one replaces the one before.

    A thread finishes what it has begun, even if nobody wants it any more; the newer query waits for that. A query
    without an answer after ``seconds`` is dropped. ``process`` handles an update.
    """

    def __init__(
        self, bot: Bot, process: Callable[[Update], Awaitable[None]], *, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._bot, self._process, self._seconds = bot, process, seconds
        self._tasks: dict[int, asyncio.Task[None]] = {}
        # People whose query is being processed: held until that ends, whether or not anybody waits for it.
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._side_by_side = asyncio.Semaphore(SIDE_BY_SIDE)

    def take(self, raw: Mapping[str, Any]) -> None:
        """Begins to answer a raw update with an inline query. Only in the event loop's thread."""
        try:
            person = int(raw["inline_query"]["from"]["id"])
        except (KeyError, TypeError, ValueError):
            return
        earlier = self._tasks.get(person)
        if earlier is not None:
            earlier.cancel()
        elif len(self._tasks) >= MOST_WAITING:
            log.warning("inline.dropped: %d queries wait already", MOST_WAITING)
            return
        task = asyncio.create_task(self._answer(person, raw), name="inline query")
        self._tasks[person] = task
        task.add_done_callback(lambda done: self._tasks.pop(person) if self._tasks.get(person) is done else None)

    async def stop(self) -> None:
        """Drops the queries under way."""
        await ended(*self._tasks.values(), *self._at_work.values())

    async def _answer(self, person: int, raw: Mapping[str, Any]) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await asyncio.sleep(TYPING_SECONDS)
                if earlier := self._at_work.get(person):
                    await asyncio.wait([earlier])
                await self._side_by_side.acquire()
                work = asyncio.create_task(self._work(person, raw), name="an inline query's answer")
                self._at_work[person] = work
                await asyncio.shield(work)
        except TimeoutError:
            log.info("inline.dropped: a query would be answered too late")

    async def _work(self, person: int, raw: Mapping[str, Any]) -> None:
        """Holds a place until the query's thread has ended."""
        try:
            await self._process(Update.de_json(dict(raw), self._bot))
        except Exception as error:
            # Not the error's text: it may hold the query.
            log.error("inline.failed: a query could not be answered (%s)", type(error).__name__)
        finally:
            self._side_by_side.release()
            del self._at_work[person]
