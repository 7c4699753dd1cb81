"""Ending background tasks."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks, and waits until they have ended, however they do."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, Exception):
            await task
