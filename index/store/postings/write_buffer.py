"""Postings that wait to be merged into blocks: pairs of term and posting, one row for each addition.

Writing one row is a hundredth of the work of growing the block of each of an article's terms. When enough pairs wait,
they are merged one slice of terms at a time: the staged merge of log-structured trees (O'Neil and others, 1996),
without its pauses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, delete, select, update

from index.ranking.bm25 import POSTING
from index.store import sql
from index.store.postings import blocks
from index.store.schema import owned, posting_buffer
from index.store.tuning import tuning_of

# How many more pairs an addition merges into blocks than it adds, within a few dozen milliseconds.
SPARE: Final = 256
AT_ONCE: Final = 2048
_PAIR: Final = 16
_GOLDEN: Final = 0x9E3779B97F4A7C15

Pairs = NDArray[np.int64]
"""``(pairs, 2)``: a term, and one of its postings as eight bytes."""


NONE: Final[Pairs] = np.zeros((0, 2), dtype=np.int64)


def add(connection: Connection, index_id: int, content_id: int, pairs: Pairs) -> None:
    """Adds pairs under that id; nobody sees those under a negative id until ``publish``."""
    sql.insert(
        connection, "posting_buffer", ("index_id", "content_id", "data"), [(index_id, content_id, pairs.tobytes())]
    )


def publish(connection: Connection, index_id: int, first: int, last: int) -> None:
    """Makes the pairs under the negatives of these ids visible."""
    waiting = _staged(index_id, first, last)
    connection.execute(update(posting_buffer).where(waiting).values(content_id=-posting_buffer.c.content_id))


def discard(connection: Connection, index_id: int, first: int, last: int) -> None:
    """Deletes the pairs under the negatives of these ids."""
    connection.execute(delete(posting_buffer).where(_staged(index_id, first, last)))


def _staged(index_id: int, first: int, last: int) -> ColumnElement[bool]:
    return owned(posting_buffer, index_id) & posting_buffer.c.content_id.between(-last, -first)


def read(connection: Connection, index_id: int, *, staged: bool = False) -> Pairs:
    """The waiting pairs; with ``staged``, also those that nobody may see yet."""
    seen = "" if staged else " AND content_id > 0"
    statement = f"SELECT data FROM posting_buffer WHERE index_id = {sql.mark(connection)}{seen}"
    return _joined([row[0] for row in sql.rows(connection, statement, (index_id,))])


def find(data: Sequence[bytes], terms: Sequence[int], found: dict[int, list[bytes]]) -> None:
    """Adds to ``found`` the postings of ``terms`` among the pairs in ``data``, which are rows of pairs."""
    if not data:
        return
    joined = data[0] if len(data) == 1 else b"".join(data)
    # Few pairs are of these terms. A term is a hash, so that its first byte excludes most others.
    wanted = bytearray(256)
    for term in terms:
        wanted[term & 255] = 1
    at = np.frombuffer(joined[::_PAIR].translate(wanted), dtype=bool).nonzero()[0]
    some = np.frombuffer(joined, dtype="<i8").reshape(-1, 2)[at]
    some = some[some[:, 0].argsort(kind="stable")]
    held, postings = some[:, 0].tolist(), some[:, 1].tobytes()
    for term in terms:
        start = bisect_left(held, term)
        end = bisect_right(held, term, start)
        if start < end:
            found.setdefault(term, []).append(postings[POSTING.itemsize * start : POSTING.itemsize * end])


def remove(connection: Connection, index_id: int, ids: NDArray[np.uint32]) -> None:
    """Deletes these contents' waiting pairs."""
    query = select(posting_buffer.c.content_id, posting_buffer.c.data).where(owned(posting_buffer, index_id))
    for key, data in connection.execute(query).all():
        pairs = _joined([data])
        kept = pairs[~np.isin(np.ascontiguousarray(pairs[:, 1]).view(POSTING)["content"], ids)]
        if len(kept) < len(pairs):
            connection.execute(delete(posting_buffer).where(owned(posting_buffer, index_id, content_id=key)))
            if len(kept):
                add(connection, index_id, key, kept)


def settle(connection: Connection, index_id: int, most: int) -> int:
    """Merges at most ``most`` waiting pairs into blocks if too many wait; returns how many too many are left.

    Each call takes another slice of neighbouring terms from the oldest rows, so that the pairs of a term are merged
    together.
    """
    mark, enough = sql.mark(connection), tuning_of(connection).waiting
    sizes = sql.rows(
        connection,
        f"SELECT content_id, length(data) FROM posting_buffer WHERE index_id = {mark} AND content_id > 0"
        " ORDER BY content_id",
        (index_id,),
    )
    counted = list(accumulate(size // _PAIR for _, size in sizes))
    waiting = counted[-1] if counted else 0
    if waiting <= enough:
        return 0
    # The oldest rows that hold enough pairs.
    keys = [key for key, _ in sizes[: bisect_left(counted, max(2 * enough, most)) + 1]]
    found = sql.select(connection, "data FROM posting_buffer", index_id, "content_id", keys, owner="index_id")
    pairs = _joined([row[0] for row in found])
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    # Slices begin at multiples of the golden ratio, which spread evenly over all terms.
    start = int(np.searchsorted(pairs[:, 0], (keys[-1] * _GOLDEN) % 2**64 - 2**63))
    pairs = np.roll(pairs, -start, axis=0)
    taken = f"DELETE FROM posting_buffer WHERE index_id = {mark} AND content_id IN ({sql.marks(connection, keys)})"
    connection.exec_driver_sql(taken, (index_id, *keys))
    if len(pairs) > most:
        add(connection, index_id, keys[0], pairs[most:])
    _into_blocks(connection, index_id, pairs[:most])
    return max(0, waiting - min(most, len(pairs)) - enough)


def _joined(parts: Sequence[bytes]) -> Pairs:
    return np.frombuffer(b"".join(parts), dtype="<i8").reshape(-1, 2) if parts else NONE


def _into_blocks(connection: Connection, index_id: int, pairs: Pairs) -> None:
    """Merges pairs into their terms' blocks in the order of terms, which is the order of the database's pages."""
    if not len(pairs):
        return
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:, 0] != pairs[:-1, 0])))
    terms, data = pairs[starts, 0].tolist(), pairs[:, 1].tobytes()
    ends = [*starts[1:].tolist(), len(pairs)]
    size = POSTING.itemsize
    known = blocks.young(connection, index_id, terms)
    grown: blocks.Blocks = {
        (term, 0): known.get((term, 0), b"") + data[size * start : size * end]
        for term, start, end in zip(terms, starts.tolist(), ends, strict=True)
    }
    blocks.merge(connection, index_id, grown, known)
    blocks.write(connection, index_id, grown, known)
