"""The threads in which the library works, and how much of their time each update has taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Account:
    """Seconds of processor time that threads have spent on something, and since when one is at work on it."""

    spent: float = 0.0
    since: float | None = None

    def so_far(self, now: float) -> float:
        """With what is under way; ``now`` is the monotonic clock's."""
        since = self.since
        return self.spent + (0.0 if since is None else max(0.0, now - since))


# What is done in a thread for the task in hand is put down here.
ACCOUNT: ContextVar[Account | None] = ContextVar("account", default=None)


class Workers(ThreadPoolExecutor):
    """Threads that keep accounts. What waits for Telegram or a page costs nothing: only work does."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As any executor does; what it takes is put down to the ``ACCOUNT`` of the task that asks for it."""
        account = ACCOUNT.get()
        if account is None:
            return super().submit(fn, *args, **kwargs)

        def accounted() -> T:
            begun, account.since = time.thread_time(), time.monotonic()
            try:
                return fn(*args, **kwargs)
            finally:
                account.spent += time.thread_time() - begun
                account.since = None

        return super().submit(accounted)
