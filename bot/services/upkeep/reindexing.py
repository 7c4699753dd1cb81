"""Reindexes articles of an earlier release's analyser while the bot works."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from index import Library, LibraryError, Unfinished

log = logging.getLogger(__name__)

TOLD_SECONDS = 60.0
FAILED_SECONDS = 60.0
BY_HAND_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Intervals in seconds: works for ``work`` and leaves the processor to others for as long.

    When nothing is left, it checks again after ``look``.
    """

    work: float = 0.3
    look: float = 60.0


async def keep_up(library: Library, pace: Pace) -> None:
    """Reindexes outdated articles half of the time, and logs its progress.

    When none is left, it checks again now and then: during an upgrade a process of the earlier release may still add
    some.
    """
    left, told = Unfinished(), float("-inf")
    begun = False
    while True:
        try:
            left = await asyncio.to_thread(partial(library.reindex, seconds=pace.work) if begun else library.unfinished)
        except LibraryError as error:
            log.error("reindex.waiting: %s", error)
            await asyncio.sleep(FAILED_SECONDS)
            continue
        except Exception as error:
            log.error("reindex.failed: a collection keeps its old index for now: %s", type(error).__name__)
            await asyncio.sleep(FAILED_SECONDS)
            continue
        if not left:
            if begun:
                log.info("reindex.done: everything is reindexed")
            begun, told = False, float("-inf")
            await asyncio.sleep(pace.look)
            continue
        begun = True
        if time.monotonic() - told >= TOLD_SECONDS:
            told = time.monotonic()
            log.info("reindex.progress: %s", described(left))
        await asyncio.sleep(pace.work)


def by_hand(library: Library, say: Callable[[str], None]) -> None:
    """Reindexes everything without pauses, even while a bot uses the database. Raises LibraryError."""
    left = library.unfinished()
    while left:
        say(described(left))
        before, left = left, library.reindex(seconds=BY_HAND_SECONDS)
        if left == before:
            # Another process is reindexing or adding a long text; or one was, and died.
            library.tidy()
            time.sleep(BY_HAND_SECONDS)
    say("everything is indexed by this version")


def described(left: Unfinished) -> str:
    """The remaining work, in words."""
    return f"about {left.paragraphs:,} paragraphs left (chats: {left.collections:,})"
