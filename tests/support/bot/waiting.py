"""Waiting for what says nothing when it happens: rows that go, updates that are handled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.app import Verbatim
from bot.playground import World
from bot.playground.world.watching import PATIENCE


async def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Waits until the condition holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # nothing here says when
            await asyncio.sleep(0.02)


async def all_handled(verbatim: Verbatim, world: World) -> None:
    """Waits until every update has been taken and handled."""
    await until(lambda: not (world.updates.pending or verbatim.services.dispatcher.waiting))
