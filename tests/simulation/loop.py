"""An event loop whose time jumps to whatever comes next, and whose threads take turns at drawn moments."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

# Any date will do.
EPOCH = 1_800_000_000.0


class Crash(SystemExit):
    """The process dies here. asyncio hands a SystemExit of a task on to the loop's caller at once."""


class Stalled(AssertionError):
    """Nothing is left that could ever happen."""


class Clock:
    """The time of a whole run, which outlasts every process in it; ``steps`` counts the loops' turns."""

    def __init__(self) -> None:
        self.now, self.steps = 0.0, 0

    def monotonic(self) -> float:
        """Seconds since the run began."""
        return self.now

    def time(self) -> float:
        """Seconds since the epoch."""
        return EPOCH + self.now


class _Jumping:
    """In the place of a selector: nothing is waited for."""

    def __init__(self, clock: Clock, turn: Callable[[], None]) -> None:
        self._clock, self._turn = clock, turn

    def select(self, timeout: float | None) -> list[Any]:
        """Lets the time pass at once."""
        if timeout is None:
            raise Stalled("nothing is left that could ever happen")
        self._clock.steps += 1
        self._clock.now += timeout
        self._turn()
        return []


class VirtualLoop(asyncio.BaseEventLoop):
    """One process's loop. ``turn`` is called once a turn, and may raise Crash; ``delay`` draws how long threads take.

    A thread begins some time after it was asked for, lets others go first where it calls ``pause``, and ends some time
    before that is known. ``in_writer`` says whether what runs at this moment runs in a thread of its own, as the
    writers' commits do.
    """

    def __init__(self, clock: Clock, turn: Callable[[], None], delay: Callable[[], float]) -> None:
        super().__init__()
        self._clock, self._delay = clock, delay
        self._selector = _Jumping(clock, turn)
        self._clock_resolution = 1e-6
        self._threads: dict[greenlet, bool] = {}
        self.dead = False

    def time(self) -> float:
        return self._clock.now

    @property
    def in_writer(self) -> bool:
        return self._threads.get(getcurrent(), False)

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:  # type: ignore[override]
        if self.dead:
            return asyncio.Handle(callback, args, self, context)
        return super().call_soon(callback, *args, context=context)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        future = self.create_future()

        def work() -> None:
            settle: Callable[[Any], None] = future.set_result
            try:
                outcome = func(*args)
            except Exception as error:
                settle, outcome = future.set_exception, error
            finally:
                self._threads.pop(thread, None)
            self.call_later(self._delay(), lambda: None if future.done() else settle(outcome))

        def begin() -> None:
            if not future.cancelled():
                self._threads[thread] = executor is not None
                thread.switch()

        thread = greenlet(work)
        self.call_later(self._delay(), begin)
        return future

    def pause(self, seconds: float | None = None) -> None:
        """Called in a thread: others go on for that long, or for as long as is drawn. Elsewhere it does nothing."""
        thread = getcurrent()
        if self.dead:
            raise GreenletExit
        if thread in self._threads:
            assert thread.parent is not None
            self.call_later(self._delay() if seconds is None else seconds, thread.switch)
            thread.parent.switch()

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        # Of what a process died is known.
        if not self.dead and not isinstance(context.get("exception"), SystemExit):
            super().call_exception_handler(context)

    def drop(self) -> None:
        """Forgets every task and thread, as the death of a process does: none of them goes on."""
        self.dead = True
        for thread in [*self._threads]:
            thread.throw()
        for task in asyncio.all_tasks(self):
            task._log_destroy_pending = False  # type: ignore[attr-defined]
            coroutine: Any = task.get_coro()
            # It would go on waiting. That is over.
            with suppress(RuntimeError):
                coroutine.close()
        self.close()

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody sleeps."""
