"""A cache of collections and small indexes, of bounded size and never stale.

An entry belongs to one state of its collection, and the caller passes the database's state: every change, in this
process or in another, makes a new state.
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

# The most collections in the cache.
_COLLECTIONS: Final = 1000

State = tuple[Any, ...]
"""The values of a collection's row, with its revision: if they are equal, so is everything that can be found in it."""


@dataclass(slots=True, kw_only=True)
class CachedCollection:
    """A collection's size, its languages (commonest first) and its index; all content ids are ``below``.

    ``asked`` counts the questions in this ``state``; ``in_memory`` is the whole index, if it is cached.
    """

    state: State
    size: Statistics
    languages: list[str]
    indexed: Index
    below: int
    asked: int = 0
    in_memory: InMemoryIndex | None = None


class Cache:
    """The collections that were asked last, with at most ``size`` bytes of indexes. Thread-safe."""

    def __init__(self, size: int) -> None:
        self.size = size
        # Ordered by use: the collection asked last comes last.
        self._held: dict[int, CachedCollection] = {}
        self._lock = threading.Lock()

    def find(self, collection_id: int, state: State) -> CachedCollection | None:
        """The entry of the collection in that state; an entry of another state is dropped."""
        with self._lock:
            held = self._held.pop(collection_id, None)
            if held is None or held.state != state:
                return None
            self._held[collection_id] = held
            return held

    def add(self, collection_id: int, about: CachedCollection) -> None:
        """Caches a collection."""
        with self._lock:
            self._held[collection_id] = about
            if len(self._held) > _COLLECTIONS:
                del self._held[next(iter(self._held))]

    def keep(self, about: CachedCollection, index: InMemoryIndex) -> None:
        """Caches a whole index, and drops the least recently asked ones if they take too much memory."""
        with self._lock:
            about.in_memory = index
            left = self.size
            for each in reversed(self._held.values()):
                if each.in_memory is not None:
                    left -= each.in_memory.nbytes
                    if left < 0:
                        each.in_memory, each.asked = None, 0


def of(connection: Connection) -> Cache | None:
    """The cache for a reading connection; None for a writing one, which sees uncommitted changes."""
    found: Cache | None = connection.get_execution_options().get(CACHE)
    return found
