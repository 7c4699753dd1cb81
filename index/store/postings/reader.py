"""What a question reads from the first stage's tables, in two statements, since each costs as much as its result.

The second one is omitted if the whole index is in memory (``index.store.postings.cache``).

One statement reads all postings of a term: two statements need not see the same state, and could see pairs twice, or
miss them, while these move from the write buffer into blocks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
from sqlalchemy import Connection

from index.analysis import tokenizer
from index.ranking.bm25 import POSTING, Postings, ScoredPostings, Statistics, score_postings, split_by_term
from index.store import sql
from index.store.postings import cache, generations, write_buffer
from index.store.postings.cache import CachedCollection
from index.store.postings.in_memory import InMemoryIndex, load
from index.store.tuning import tuning_of

# About how many bytes a term of a content takes in memory.
_BYTES: Final = 24

Key = TypeVar("Key", int, str)


def about(connection: Connection, collection_id: int) -> CachedCollection:
    """The collection's values; zeros if there is no such collection."""
    rows = sql.rows(
        connection,
        # Every change makes a new revision, except the later removal of contents that nobody sees any more.
        "SELECT revision, documents, total_length, next_content, index_id, analyser,"
        " (SELECT made.analyser FROM collection made WHERE made.id = collection.index_id)"
        f" FROM collection WHERE id = {sql.mark(connection)}",
        (collection_id,),
    )
    state = (tokenizer.ANALYSER, *(rows[0] if rows else (0, 0, 0, 0, None, tokenizer.ANALYSER, None)))
    memory = cache.of(connection)
    known = memory.find(collection_id, state) if memory else None
    if known is None:
        _, _, documents, length, below, *made = state
        statement = f"SELECT -documents, language FROM collection_language WHERE collection_id = {sql.mark(connection)}"
        known = CachedCollection(
            state=state,
            size=Statistics(documents=documents, total_length=length),
            languages=[language for _, language in sorted(sql.rows(connection, statement, (collection_id,)))],
            indexed=generations.described(collection_id, *made),
            below=below,
        )
        if memory:
            memory.add(collection_id, known)
    return known


def weighed(
    connection: Connection, about: CachedCollection, keys: Sequence[int], common: Collection[int] = (), most: float = 0
) -> tuple[dict[int, ScoredPostings], frozenset[int]]:
    """The same as ``read_sparing``, ready for scoring; from memory if the collection is small and often asked."""
    held = _in_memory(connection, about)
    if held is not None:
        return held.find(keys, common, most)
    found, skipped = read_sparing(connection, about.indexed.id, keys, common, most)
    return as_scored(found, about.size), skipped


def _in_memory(connection: Connection, about: CachedCollection) -> InMemoryIndex | None:
    """The whole index if it is in memory, or is worth reading now; never a large one."""
    about.asked += 1
    if about.in_memory is None and about.asked > tuning_of(connection).often:
        memory = cache.of(connection)
        if memory and _BYTES * about.size.total_length <= memory.size:
            memory.keep(about, load(connection, about.indexed.id, about.size))
    return about.in_memory


def as_scored(found: Mapping[Key, Postings], size: Statistics) -> dict[Key, ScoredPostings]:
    """The postings ready for scoring in a collection of that size."""
    counts = list(map(len, found.values()))
    joined = np.frombuffer(b"".join([entry.data for entry in found.values()]), dtype=POSTING)
    return dict(zip(found, split_by_term(score_postings(joined, counts, size), counts), strict=True))


def read(connection: Connection, index_id: int, terms: Sequence[int]) -> dict[int, Postings]:
    """The postings of each of ``terms`` that the index holds, in the order of ``terms``."""
    return read_sparing(connection, index_id, terms, (), 0)[0]


def read_sparing(
    connection: Connection, index_id: int, terms: Sequence[int], common: Collection[int], most: float
) -> tuple[dict[int, Postings], frozenset[int]]:
    """The same as ``read``, without ``common`` terms that are in more than ``most`` contents; and the terms left out.

    Their postings, which would be most of the data, are not read.
    """
    if not terms:
        return {}, frozenset()
    small = int(min(most * POSTING.itemsize, tuning_of(connection).small))
    statement = _statement(sql.mark(connection), len(terms), len(common))
    spared = (small, *common) if common else ()
    waits: list[bytes] = []
    parts: dict[int, list[bytes]] = {}
    unread: dict[int, int] = {}
    for term, held, size in sql.rows(connection, statement, (*spared, index_id, *terms, index_id)):
        if held:
            (waits if term is None else parts.setdefault(term, [])).append(held)
        elif size:
            unread[term] = unread.get(term, 0) + size
    write_buffer.find(waits, terms, parts)
    # The bytes of each ``common`` term, whether read or not.
    held_bytes = {term: unread.get(term, 0) + sum(map(len, parts.get(term, ()))) for term in common}
    skipped = frozenset([term for term, size in held_bytes.items() if size > most * POSTING.itemsize])
    if unread.keys() - skipped:
        key = f"length(data) > {small} AND term"
        left = [term for term in unread if term not in skipped]
        for term, held in sql.select(connection, "term, data FROM posting", index_id, key, left, owner="index_id"):
            parts.setdefault(term, []).append(held)
    return {
        term: np.frombuffer(held[0] if len(held) == 1 else b"".join(held), dtype=POSTING)
        for term in terms
        if (held := parts.get(term)) and term not in skipped
    }, skipped


@lru_cache(maxsize=256)
def _statement(mark: str, terms: int, common: int) -> str:
    """Selects term, data and, for unread data, its length: first the blocks, then the write buffer, without a term."""
    spared = ",".join([mark] * common)
    data = f"CASE WHEN length(data) <= {mark} OR term NOT IN ({spared}) THEN data END" if common else "data"
    return (
        f"SELECT term, {data}, {'length(data)' if common else '0'} FROM posting"
        f" WHERE index_id = {mark} AND term IN ({','.join([mark] * terms)})"
        " UNION ALL SELECT CAST(NULL AS bigint), data, 0 FROM posting_buffer"
        f" WHERE index_id = {mark} AND content_id > 0"
    )
