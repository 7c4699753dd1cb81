"""Events in a world, for those who wait for them, and the bot's requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

# How long to wait, in seconds, for an event that should come at once: a busy machine takes a while.
PATIENCE = 120.0


@dataclass(frozen=True)
class Event:
    """A change. `kind` is "message", "edit", "delete", "reaction", "action", "press", "answer", "commands", "chat",
    "confirmed" (updates taken by the bot) or "exchange"; `data` is the changed object."""

    kind: str
    data: Any


@dataclass(frozen=True)
class Exchange:
    """A request of the bot and its answer. `lost`: the bot never received that answer."""

    method: str
    params: Mapping[str, Any]
    files: tuple[str, ...]
    status: int
    response: Mapping[str, Any]
    lost: bool = False

    @property
    def result(self) -> Any:
        """The returned value; `None` for an error."""
        return self.response.get("result")


class Watched:
    """Listeners, which are told of every change as it happens, and the record of the bot's requests."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Event], None]] = []
        self.exchanges: list[Exchange] = []

    def emit(self, kind: str, data: Any) -> None:
        """Tell every listener."""
        for listener in list(self.listeners):
            listener(Event(kind, data))

    async def until(self, condition: Callable[[], T | None], timeout: float = PATIENCE) -> T:
        """Waits until `condition()` is true, checking after every change; returns its value.

        Raises `TimeoutError`, which lists the bot's last actions.
        """
        changed = asyncio.Event()

        def wake(_: Event) -> None:
            changed.set()

        self.listeners.append(wake)
        try:
            async with asyncio.timeout(timeout):
                while not (found := condition()):
                    await changed.wait()
                    changed.clear()
                return found
        except TimeoutError:
            last = [f"{exchange.method} -> {exchange.status}" for exchange in self.exchanges[-8:]]
            raise TimeoutError(f"not so within {timeout:g} s; the bot's last requests: {last}") from None
        finally:
            self.listeners.remove(wake)

    def requests(self, method: str) -> list[Exchange]:
        """The bot's requests of one method, in order."""
        return [exchange for exchange in self.exchanges if exchange.method == method]
