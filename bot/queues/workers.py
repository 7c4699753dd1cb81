"""The threads in which the library works, with the processor time that each update has used."""

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
    """Processor seconds that threads have spent on something, and since when one is working on it."""

    spent: float = 0.0
    since: float | None = None

    def so_far(self, now: float) -> float:
        """The time spent, including work in progress; ``now`` is the monotonic clock's."""
        since = self.since
        return self.spent + (0.0 if since is None else max(0.0, now - since))


# The current task's account: work in threads is charged to it.
ACCOUNT: ContextVar[Account | None] = ContextVar("account", default=None)


class Workers(ThreadPoolExecutor):
    """A thread pool that keeps accounts. Waiting for Telegram or a page costs nothing: only work does."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submits as any executor does; the work's time is charged to the ``ACCOUNT`` of the calling task."""
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
