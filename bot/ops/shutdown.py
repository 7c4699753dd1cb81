"""How the process comes to its end: told to, or because it does not work any more."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import Any

from bot.tasks import ended
from bot.transport import health

# The process ends so long after it was told to, whatever its threads do: supervisors kill after ten seconds.
END_SECONDS = 9.5
STUCK = 3


async def until(stopping: asyncio.Event, watching: Any) -> None:
    """Waits until the bot is told to stop. Raises what the watch over it raises: Stuck."""
    watch = asyncio.create_task(watching, name="watch")
    beat = asyncio.create_task(health.heartbeat(), name="heartbeat")
    told = asyncio.create_task(stopping.wait(), name="stop")
    try:
        await asyncio.wait([watch, told], return_when=asyncio.FIRST_COMPLETED)
        if watch.done():
            _end_by_force(STUCK)
            watch.result()
    finally:
        await ended(watch, beat, told)


def stop(stopping: asyncio.Event) -> None:
    """Tells the bot to stop; what does not do so in time is ended."""
    stopping.set()
    _end_by_force(0)


def _end_by_force(code: int) -> None:
    """Ends the process a little later, if it has not ended by itself by then."""
    # A thread in the middle of a long article cannot be interrupted; nothing is lost by leaving it.
    last = threading.Timer(END_SECONDS, os._exit, args=(code,))
    last.daemon = True
    last.start()
