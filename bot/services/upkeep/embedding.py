"""Makes vectors for kept articles while nobody waits for anything."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.services.upkeep.reindexing import FAILED_SECONDS, TOLD_SECONDS, described
from index import Library, LibraryError, Unfinished

log = logging.getLogger(__name__)

# Fewer paragraphs than this are not logged: each article brings some.
WORTH_TELLING = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingPace:
    """Intervals in seconds: begins after ``delay``, works for ``work`` at a time, with a ``pause`` between.

    When nothing is left, it checks again after ``look``: something may have been added.
    """

    delay: float = 5.0
    work: float = 1.0
    pause: float = 0.05
    look: float = 2.0


async def keep_embedding(library: Library, pace: EmbeddingPace, busy: Callable[[], bool]) -> None:
    """Makes the missing vectors; logs the beginning, the progress and the end.

    ``busy`` says whether an update is being handled: then it waits, a moment at most. If meaning is off there is
    nothing to do. If no encoder can be used, it logs why and ends.
    """
    await asyncio.sleep(pace.delay)
    if trouble := await asyncio.to_thread(library.without_meaning):
        log.warning("vectors.off: search finds words only: %s", trouble)
        return
    begun, told, before = False, float("-inf"), Unfinished()
    while True:
        try:
            if begun:
                left = await asyncio.to_thread(partial(library.embed, seconds=pace.work, busy=busy))
            else:
                left = await asyncio.to_thread(library.unembedded)
        except LibraryError as error:
            log.error("vectors.waiting: %s", error)
            await asyncio.sleep(FAILED_SECONDS)
            continue
        except Exception as error:
            log.error("vectors.failed: a collection gets no vectors for now: %s", type(error).__name__)
            await asyncio.sleep(FAILED_SECONDS)
            continue
        if not left:
            if told > float("-inf"):
                log.info("vectors.done: all paragraphs have vectors")
            begun, told = False, float("-inf")
            await asyncio.sleep(pace.look)
            continue
        if left.paragraphs > WORTH_TELLING and time.monotonic() - told >= TOLD_SECONDS:
            told = time.monotonic()
            log.info("vectors.progress: %s", described(left))
        # It does nothing while articles must be reanalysed first.
        await asyncio.sleep(pace.look if begun and left == before else pace.pause)
        begun, before = True, left
