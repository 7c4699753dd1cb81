"""Tracks which collections are asked now, and when each was asked last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

_COLLECTIONS: Final = 1000


class Asking:
    """Counts questions while they are answered. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last: OrderedDict[str, datetime] = OrderedDict()
        self.now = 0

    @contextmanager
    def about(self, collection: str) -> Iterator[None]:
        """Counts a question to that collection while the block runs."""
        with self._lock:
            self.now += 1
            self._last[collection] = self._clock()
            self._last.move_to_end(collection)
            if len(self._last) > _COLLECTIONS:
                self._last.popitem(last=False)
        try:
            yield
        finally:
            with self._lock:
                self.now -= 1

    def last(self, collection: str) -> datetime | None:
        """When that collection was last asked; None if that was long ago."""
        return self._last.get(collection)
