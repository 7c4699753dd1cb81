"""What a question reads of the first stage's tables: in two statements, because each costs as much as what it finds.

The postings of a term come from one, so that pairs which move at this moment from those that wait into blocks are not
seen twice, nor missed, where two statements need not see the same state.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from sqlalchemy import Connection

from index.bm25 import POSTING, Postings, Statistics
from index.store import driver, indexes, waiting
from index.store.indexes import Index
from index.terms import ANALYSER

# So many bytes are read sooner than asked whether they are needed.
_SMALL: Final = 8192


class About(NamedTuple):
    """A collection's size, its languages, the commonest first, where its index stands; contents' ids are ``below``."""

    size: Statistics
    languages: list[str]
    indexed: Index
    below: int


def about(connection: Connection, collection_id: int) -> About:
    """What the collection's row says; zeros where there is no such collection."""
    rows = driver.rows(
        connection,
        "SELECT collection.documents, total_length, index_id, collection.analyser,"
        " (SELECT made.analyser FROM collection made WHERE made.id = collection.index_id), next_content,"
        " language, tongue.documents"
        " FROM collection LEFT JOIN tongue ON tongue.collection_id = collection.id"
        f" WHERE collection.id = {driver.mark(connection)}",
        (collection_id,),
    )
    documents, length, index_id, whole, made, below = rows[0][:6] if rows else (0, 0, None, ANALYSER, None, 0)
    return About(
        size=Statistics(documents=documents, total_length=length),
        languages=[row[6] for row in sorted(rows, key=lambda row: (-(row[7] or 0), row[6])) if row[6] is not None],
        indexed=indexes.described(collection_id, index_id, whole, made),
        below=below,
    )


def read(connection: Connection, index_id: int, terms: Sequence[int]) -> dict[int, Postings]:
    """The postings of each of ``terms`` that the index holds, in the order of ``terms``."""
    return read_sparing(connection, index_id, terms, (), 0)[0]


def read_sparing(
    connection: Connection, index_id: int, terms: Sequence[int], common: Sequence[int], most: float
) -> tuple[dict[int, Postings], frozenset[int]]:
    """As ``read``, without those of ``terms`` that are ``common`` and in more than ``most`` contents; and these.

    Their postings, most of what there would be to read, are not read.
    """
    if not terms:
        return {}, frozenset()
    small = int(min(most * POSTING.itemsize, _SMALL))
    sql = _statement(driver.mark(connection), len(terms), len(common))
    spared = (small, *common) if common else ()
    waits: list[bytes] = []
    parts: dict[int, list[bytes]] = {}
    unread: dict[int, int] = {}
    for term, held, size in driver.rows(connection, sql, (*spared, index_id, *terms, index_id)):
        if held:
            (waits if term is None else parts.setdefault(term, [])).append(held)
        elif size:
            unread[term] = unread.get(term, 0) + size
    waiting.find(waits, terms, parts)
    skipped = _skipped(common, parts, unread, most * POSTING.itemsize) if common else frozenset[int]()
    if unread.keys() - skipped:
        key = f"length(data) > {small} AND term"
        left = [term for term in unread if term not in skipped]
        for term, held in driver.select(connection, "term, data FROM posting", index_id, key, left):
            parts.setdefault(term, []).append(held)
    return {
        term: np.frombuffer(held[0] if len(held) == 1 else b"".join(held), dtype=POSTING)
        for term in terms
        if (held := parts.get(term)) and term not in skipped
    }, skipped


def _skipped(
    common: Sequence[int], parts: dict[int, list[bytes]], unread: dict[int, int], most: float
) -> frozenset[int]:
    """Those of ``common`` of which there are more than ``most`` bytes, read or not."""
    return frozenset([term for term in common if unread.get(term, 0) + sum(map(len, parts.get(term, ()))) > most])


@lru_cache(maxsize=256)
def _statement(mark: str, terms: int, common: int) -> str:
    """Term, data and, where these are not read, their length; first the blocks, then all that waits, without a term."""
    spared = ",".join([mark] * common)
    data = f"CASE WHEN length(data) <= {mark} OR term NOT IN ({spared}) THEN data END" if common else "data"
    return (
        f"SELECT term, {data}, {'length(data)' if common else '0'} FROM posting"
        f" WHERE collection_id = {mark} AND term IN ({','.join([mark] * terms)})"
        f" UNION ALL SELECT CAST(NULL AS bigint), data, 0 FROM recent WHERE collection_id = {mark} AND content_id > 0"
    )
