"""A whole small index in memory, ready for scoring: for repeated questions while nothing is added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.ranking.bm25 import POSTING, Postings, ScoredPostings, Statistics, score_postings
from index.store import sql
from index.store.postings import write_buffer

# The bytes that a term takes in ``places``.
_PLACE: Final = 256
_PARTS: Final = 16
_NONE: Final = ScoredPostings(np.zeros(0, dtype=np.uint32), np.zeros(0))


class InMemoryIndex(NamedTuple):
    """All ``postings``, one behind the other, and by term the range of its own."""

    places: dict[int, tuple[int, int]]
    postings: ScoredPostings

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return _PLACE * len(self.places) + sum(each.nbytes for each in self.postings)

    def find(
        self, terms: Sequence[int], common: Collection[int], most: float
    ) -> tuple[dict[int, ScoredPostings], frozenset[int]]:
        """The postings of the ``terms`` in the index, without ``common`` ones that have too many; and these terms."""
        found, skipped = {}, []
        contents, shares = self.postings
        for term in terms:
            if place := self.places.get(term):
                start, end = place
                if end - start > most and term in common:
                    skipped.append(term)
                else:
                    found[term] = ScoredPostings(contents[start:end], shares[start:end])
        return found, frozenset(skipped)


def load(connection: Connection, index_id: int, size: Statistics) -> InMemoryIndex:
    """Reads a whole index, whose collection has that size."""
    places: dict[int, tuple[int, int]] = {}
    parts: list[ScoredPostings] = []
    waits = write_buffer.read(connection, index_id)
    end = 0
    # The terms are read in parts, since reading takes several times the memory of the result.
    for first in range(-(2**63), 2**63, 2**64 // _PARTS):
        terms, postings = _read(connection, index_id, first, first + 2**64 // _PARTS - 1, waits)
        if not len(terms):
            continue
        held, starts, counts = np.unique(terms, return_index=True, return_counts=True)
        starts += end
        places |= zip(held.tolist(), zip(starts.tolist(), (starts + counts).tolist(), strict=True), strict=True)
        parts.append(score_postings(postings, counts, size))
        end += len(terms)
    contents, shares = ([part[at] for part in parts] for at in (0, 1))
    return InMemoryIndex(places, ScoredPostings(np.concatenate(contents), np.concatenate(shares)) if parts else _NONE)


def _read(
    connection: Connection, index_id: int, first: int, last: int, waits: write_buffer.Pairs
) -> tuple[NDArray[np.int64], Postings]:
    """The terms from ``first`` to ``last``, ascending, one for each posting; and the postings."""
    mark = sql.mark(connection)
    where = f"index_id = {mark} AND term BETWEEN {mark} AND {mark}"
    rows = sql.rows(connection, f"SELECT term, data FROM posting WHERE {where} ORDER BY term", (index_id, first, last))
    each = [len(data) // POSTING.itemsize for _, data in rows]
    some = waits[(waits[:, 0] >= first) & (waits[:, 0] <= last)]
    held = np.array([term for term, _ in rows], dtype=np.int64).repeat(np.array(each, dtype=np.int64))
    joined = np.frombuffer(b"".join([data for _, data in rows]), dtype="<i8")
    terms = np.concatenate([held, some[:, 0]])
    # Only the waiting pairs are out of order, so that there is little to sort.
    order = terms.argsort(kind="stable")
    return terms[order], np.concatenate([joined, some[:, 1]])[order].view(POSTING)
