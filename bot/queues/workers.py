"""The threads in which the library works, with the processor time that each update has used."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

# The length of one pause, after which the thread looks again whether it should go on; and how many seconds it may pause
# in all for each second of work.
PAUSE_SECONDS = 0.005
MOST_PAUSED = 3.0

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Account:
    """Processor seconds that threads have spent on something, and since when one is working on it.

    ``begun`` is what that thread's clock of processor time showed then.
    """

    spent: float = 0.0
    since: float | None = None
    begun: float = 0.0

    def so_far(self, now: float) -> float:
        """The time spent, including work in progress; ``now`` is the monotonic clock's."""
        since = self.since
        return self.spent + (0.0 if since is None else max(0.0, now - since))

    def worked(self) -> float:
        """The processor time spent, including work in progress. Only for the thread that works."""
        return self.spent + time.thread_time() - self.begun


class Pause:
    """Pauses the thread of a long piece of work while ``others()`` says that somebody else should come first.

    It pauses at most ``MOST_PAUSED`` times as long as ``worked()`` says that it has worked, in seconds, so that it ends
    although others never do.
    """

    def __init__(self, others: Callable[[], bool], worked: Callable[[], float]) -> None:
        self._others, self._worked = others, worked
        self._paused = 0.0

    def __call__(self) -> None:
        while self._paused < MOST_PAUSED * self._worked() and self._others():
            time.sleep(PAUSE_SECONDS)
            self._paused += PAUSE_SECONDS


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
            account.begun, account.since = time.thread_time(), time.monotonic()
            try:
                return fn(*args, **kwargs)
            finally:
                account.spent += time.thread_time() - account.begun
                account.since = None

        return super().submit(accounted)
