"""What happens in a world, for those who wait for it, and what the bot asked of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

# So many seconds are waited for what should come at once: on a busy machine it takes a while.
PATIENCE = 120.0


@dataclass(frozen=True)
class Event:
    """Something has changed. `kind` is "message", "edit", "delete", "reaction", "action", "press", "answer",
    "commands", "chat", "confirmed" (updates taken by the bot) or "exchange"; `data` is what it is about."""

    kind: str
    data: Any


@dataclass(frozen=True)
class Exchange:
    """One request of the bot and the answer it got. `lost` says that the bot never received that answer."""

    method: str
    params: Mapping[str, Any]
    files: tuple[str, ...]
    status: int
    response: Mapping[str, Any]
    lost: bool = False

    @property
    def result(self) -> Any:
        """What was returned; `None` for an error."""
        return self.response.get("result")


class Watched:
    """Listeners, who hear of every change as it happens, and the record of the bot's requests."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Event], None]] = []
        self.exchanges: list[Exchange] = []

    def emit(self, kind: str, data: Any) -> None:
        """Tell every listener."""
        for listener in list(self.listeners):
            listener(Event(kind, data))

    async def until(self, condition: Callable[[], T | None], timeout: float = PATIENCE) -> T:
        """Wait until `condition()` is true, looking again after every change; returns what it gave.

        Raises `TimeoutError`, which lists what the bot did last.
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
        """What the bot has asked of one method, in order."""
        return [exchange for exchange in self.exchanges if exchange.method == method]
