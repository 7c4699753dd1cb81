"""Collections and small indexes in memory: of a bounded size, and never stale.

An entry belongs to a state of its collection, and the caller says which state the database is in: every change, in
this process or in another one, makes another state.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from index.ranking.bm25 import Statistics
    from index.store.postings.generations import Index
    from index.store.postings.in_memory import InMemoryIndex

CACHE: Final = "verbatim_cache"
"""The execution option under which an engine's connections have theirs."""

# Collections in the cache at most.
_COLLECTIONS: Final = 1000

State = tuple[Any, ...]
"""What a collection's row says, its revision among it: when that is the same, so is all that can be found in it."""


@dataclass(slots=True, kw_only=True)
class CachedCollection:
    """A collection's size, its languages, the commonest first, where its index stands; contents' ids are ``below``.

    How often it was ``asked`` in that ``state``, and all of its index ``in_memory``, where that is held.
    """

    state: State
    size: Statistics
    languages: list[str]
    indexed: Index
    below: int
    asked: int = 0
    in_memory: InMemoryIndex | None = None


class Cache:
    """The collections that were asked last, ``size`` bytes of indexes at most. Safe to use from any thread."""

    def __init__(self, size: int) -> None:
        self.size = size
        # The one asked last is the last.
        self._held: dict[int, CachedCollection] = {}
        self._lock = threading.Lock()

    def find(self, collection_id: int, state: State) -> CachedCollection | None:
        """What is held of the collection in that state; what is of another one is let go."""
        with self._lock:
            held = self._held.pop(collection_id, None)
            if held is None or held.state != state:
                return None
            self._held[collection_id] = held
            return held

    def add(self, collection_id: int, about: CachedCollection) -> None:
        """Holds that from now on."""
        with self._lock:
            self._held[collection_id] = about
            if len(self._held) > _COLLECTIONS:
                del self._held[next(iter(self._held))]

    def keep(self, about: CachedCollection, index: InMemoryIndex) -> None:
        """Holds all of an index, and lets go of others, the one asked longest ago first, if it is too much then."""
        with self._lock:
            about.in_memory = index
            left = self.size
            for each in reversed(self._held.values()):
                if each.in_memory is not None:
                    left -= each.in_memory.nbytes
                    if left < 0:
                        each.in_memory, each.asked = None, 0


def of(connection: Connection) -> Cache | None:
    """The cache for what the connection reads; None while it writes, and sees what may never come to be."""
    found: Cache | None = connection.get_execution_options().get(CACHE)
    return found
