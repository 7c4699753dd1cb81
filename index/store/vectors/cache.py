"""A cache of whole collections' vectors, of bounded size and never stale.

Each change of a collection's vectors, in this process or in another, gives them a new revision; an entry belongs to
one revision.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

VECTOR_CACHE: Final = "verbatim_vector_cache"
"""The execution option under which an engine's connections have theirs."""


class Vectors(NamedTuple):
    """``ids`` (n,) int64 of contents, ascending, and their vectors, ``packed`` (``index.meaning.quantised``)."""

    ids: NDArray[np.int64]
    packed: bytes

    @property
    def nbytes(self) -> int:
        """How much memory they take."""
        return self.ids.nbytes + len(self.packed)


State = tuple[int, int]
"""The revision of a collection's vectors, and the model that made them."""


class VectorCache:
    """At most ``size`` bytes. Thread-safe."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._held: OrderedDict[int, tuple[State, Vectors]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, collection_id: int, state: State) -> Vectors | None:
        """The collection's vectors in that state; those of another state are dropped."""
        with self._lock:
            held = self._held.pop(collection_id, None)
            if held is None or held[0] != state:
                return None
            self._held[collection_id] = held
            return held[1]

    def keep(self, collection_id: int, state: State, vectors: Vectors) -> None:
        """Caches vectors unless they are too large, and drops the least recently asked ones if they take too much."""
        if vectors.nbytes > self.size:
            return
        with self._lock:
            self._held.pop(collection_id, None)
            self._held[collection_id] = (state, vectors)
            while sum(each.nbytes for _, each in self._held.values()) > self.size:
                self._held.popitem(last=False)


def of(connection: Connection) -> VectorCache | None:
    """The cache for a reading connection; None for a writing one, which sees uncommitted changes."""
    found: VectorCache | None = connection.get_execution_options().get(VECTOR_CACHE)
    return found
