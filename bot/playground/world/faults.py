"""Injected faults, and Telegram's flood limits."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.errors import ApiError

FaultKind = Literal["error", "drop", "lose", "delay"]


@dataclass
class Fault:
    """A fault that strikes requests of `method` ("*": any) `times` times."""

    method: str
    kind: FaultKind
    times: int
    error: ApiError | None = None
    seconds: float = 0.0


@dataclass
class Faults:
    """A queue of faults; each request takes the first one for its method."""

    queue: list[Fault] = field(default_factory=list)

    def flood(self, method: str = "*", *, retry_after: int = 1, times: int = 1) -> None:
        """Answers 429 with `retry_after` seconds."""
        error = ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
        self.queue.append(Fault(method, "error", times, error))

    def fail(self, method: str = "*", *, code: int = 502, description: str = "Bad Gateway", times: int = 1) -> None:
        """Answers with an error: a 5xx, or for `getUpdates` 401 "Unauthorized", 404 "Not Found", 409 "Conflict: …"."""
        self.queue.append(Fault(method, "error", times, ApiError(code, description)))

    def drop(self, method: str = "*", *, times: int = 1) -> None:
        """Breaks the connection before anything is done."""
        self.queue.append(Fault(method, "drop", times))

    def lose_answer(self, method: str = "*", *, times: int = 1) -> None:
        """Executes the request, then breaks the connection instead of answering."""
        self.queue.append(Fault(method, "lose", times))

    def delay(self, method: str = "*", *, seconds: float, times: int = 1) -> None:
        """Answers only after that many seconds."""
        self.queue.append(Fault(method, "delay", times, seconds=seconds))

    def clear(self) -> None:
        self.queue.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this request, counted down; `None` if there is none."""
        for fault in self.queue:
            if fault.method in ("*", method):
                fault.times -= 1
                if fault.times <= 0:
                    self.queue.remove(fault)
                return fault
        return None


class FloodLimits:
    """Telegram's limits on a bot's messages and edits: 30 a second overall, 1 a second in a chat (with the short
    burst that Telegram tolerates), 20 a minute in a group.

    `clock` gives seconds. `check` counts a message, or raises Telegram's 429.
    """

    def __init__(
        self, clock: Callable[[], float], *, overall: int = 30, chat: int = 1, group: int = 20, burst: int = 3
    ) -> None:
        self._clock = clock
        self._overall, self._chat, self._group, self._burst = overall, chat, group, burst
        self._sent: dict[object, deque[float]] = {}

    def check(self, chat_id: int) -> None:
        now = self._clock()
        rules: list[tuple[object, int, float]] = [
            ("overall", self._overall, 1.0),
            (("chat", chat_id), self._chat * self._burst, float(self._burst)),
        ]
        if chat_id < 0:
            rules.append((("group", chat_id), self._group, 60.0))
        for key, most, seconds in rules:
            sent = self._sent.setdefault(key, deque())
            while sent and sent[0] <= now - seconds:
                sent.popleft()
            if len(sent) >= most:
                wait = max(1, math.ceil(sent[0] + seconds - now))
                raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for key, _, _ in rules:
            self._sent[key].append(now)
