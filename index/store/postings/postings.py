"""Adds and removes postings in the caller's transaction: waiting pairs, blocks, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Integer, Text, bindparam, delete, insert, select, update

from index.analysis.codec import Packed, unpack
from index.analysis.encoding import Prepared
from index.ranking.bm25 import POSTING
from index.store import sql
from index.store.postings import blocks, write_buffer
from index.store.schema import collection, collection_language, owned, vocabulary

_TOP: Final = 65_535
_BEGINNING = (
    select(vocabulary.c.text)
    .where(vocabulary.c.index_id == bindparam("index", type_=Integer))
    .where(vocabulary.c.text >= bindparam("prefix", type_=Text), vocabulary.c.text < bindparam("after", type_=Text))
    .order_by(vocabulary.c.text)
    .limit(bindparam("most", type_=Integer))
)
_MORE = (
    update(collection_language)
    .where(owned(collection_language, bindparam("owner"), language=bindparam("counted")))
    .values(documents=collection_language.c.documents + bindparam("by"))
)
_LONGER = (
    update(collection)
    .where(collection.c.id == bindparam("owner"))
    .values(
        {
            "documents": collection.c.documents + bindparam("by"),
            "total_length": collection.c.total_length + bindparam("length"),
        }
    )
)


def insert_pairs(connection: Connection, index_id: int, entries: Sequence[tuple[int, Prepared]]) -> int:
    """Indexes contents, given as (content id, result of ``prepare``), in the caller's transaction.

    The ids are new, and the collection is locked. The counters stay (see ``count``, ``measure``). Returns by how many
    pairs the write buffer exceeds its limit.
    """
    pairs = pairs_of(entries)
    if not len(pairs):
        return 0
    for words in words_of([entry for _, entry in entries], len(pairs)):
        name(connection, index_id, words)
    write_buffer.add(connection, index_id, entries[0][0], pairs)
    return write_buffer.settle(connection, index_id, min(len(pairs) + write_buffer.SPARE, write_buffer.AT_ONCE))


def pairs_of(entries: Sequence[tuple[int, Prepared]]) -> write_buffer.Pairs:
    """The pairs of contents, in their order."""
    hashes = _joined(entry.hashes for _, entry in entries).view("<i8")
    if not len(hashes):
        return write_buffer.NONE
    each = [entry.pairs for _, entry in entries]
    pairs: write_buffer.Pairs = np.empty((len(hashes), 2), dtype="<i8")
    records = np.empty(len(hashes), dtype=POSTING)
    records["content"] = np.repeat([content_id for content_id, _ in entries], each)
    records["frequency"] = np.minimum(_joined(entry.counts for _, entry in entries).view("<u4"), _TOP)
    records["length"] = np.repeat([min(entry.length, _TOP) for _, entry in entries], each)
    pairs[:, 0], pairs[:, 1] = hashes, records.view("<i8")
    return pairs


def words_of(entries: Sequence[Prepared], most: int) -> Iterator[list[tuple[int, str]]]:
    """The words behind the terms as (term, word), each once, in batches of ``most`` in the order of terms."""
    hashes = _joined(entry.hashes for entry in entries).view("<i8")
    new = np.zeros(len(hashes), dtype=bool)
    new[np.unique(hashes, return_index=True)[1]] = True
    found: list[tuple[int, str]] = []
    at = 0
    for entry in entries:
        here = slice(at, at + entry.pairs)
        found += compress(zip(hashes[here].tolist(), entry.texts(), strict=True), new[here].tolist())
        at += entry.pairs
        while len(found) >= most:
            yield sorted(found[:most])
            del found[:most]
    if found:
        yield sorted(found)


def _joined(parts: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(parts), dtype=np.uint8)


def name(connection: Connection, index_id: int, words: Sequence[tuple[int, str]]) -> None:
    """Adds the words, given as (term, word), that are missing in the index's vocabulary."""
    kinds = {"index_id": "int", "term": "bigint", "text": "text"}
    rows = [(index_id, *word) for word in words]
    sql.pour(connection, "vocabulary", kinds, rows, " ON CONFLICT DO NOTHING")


def remove_pairs(connection: Connection, index_id: int, content_ids: Sequence[int], terms: Collection[int]) -> None:
    """Removes contents, indexed under ``terms``, from the index; the counters stay."""
    ids = np.array(sorted(content_ids), dtype=np.uint32)
    write_buffer.remove(connection, index_id, ids)
    for some in sql.batched(sorted(terms)):
        known = blocks.read(connection, index_id, some)
        left = blocks.without(known, ids)
        blocks.drop_empty(connection, index_id, left)
        blocks.write(connection, index_id, {key: data for key, data in left.items() if data != known[key]}, known)
    _unname(connection, index_id, terms)


def discard(
    connection: Connection, collection_id: int, content_ids: Sequence[int], first: int, last: int, *, index_id: int
) -> None:
    """Deletes what was staged under the ids ``first`` to ``last``, and the words of those in ``content_ids``."""
    write_buffer.discard(connection, index_id, first, last)
    held = (views(connection, collection_id, some).values() for some in sql.batched(content_ids))
    _unname(connection, index_id, {term for blobs in held for blob in blobs for term in unpack(blob).terms()})


def views(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> dict[int, bytes]:
    """The packed views of contents."""
    rows = sql.select(connection, "id, views FROM content", collection_id, "id", content_ids)
    return {content_id: bytes(blob) for content_id, blob in rows}


def words_from(connection: Connection, index_id: int, prefix: str, most: int = 5000) -> list[str]:
    """The index's terms that begin with ``prefix``, at most ``most``."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return [row[0] for row in sql.query(connection, _BEGINNING, index=index_id, prefix=prefix, after=after, most=most)]


def count(connection: Connection, collection_id: int, entries: Sequence[Prepared | Packed], *, sign: int) -> None:
    """Adds to the collection's counters of contents, terms and languages, or subtracts from them."""
    measure(connection, collection_id, entries, sign=sign)
    for language, by in sorted(Counter(each.language for each in entries).items()):
        if not sql.execute(connection, _MORE, owner=collection_id, counted=language, by=sign * by):
            values = {"collection_id": collection_id, "language": language, "documents": by}
            connection.execute(insert(collection_language).values(values))
        elif sign < 0:
            mine = owned(collection_language, collection_id, language=language)
            connection.execute(delete(collection_language).where(mine, collection_language.c.documents <= 0))


def measure(connection: Connection, index_id: int, entries: Sequence[Prepared | Packed], *, sign: int) -> None:
    """The same as ``count`` without languages, for an index with a row of its own."""
    length = sign * sum(each.length for each in entries)
    sql.execute(connection, _LONGER, owner=index_id, by=sign * len(entries), length=length)


def _unname(connection: Connection, index_id: int, terms: Collection[int]) -> None:
    """Deletes the words of those ``terms`` that no content holds, not even a staged one."""
    left = set(terms).difference(write_buffer.read(connection, index_id, staged=True)[:, 0].tolist())
    for some in sql.batched(sorted(left)):
        rows = sql.select(connection, "term FROM posting", index_id, "term", some, owner="index_id")
        dead = set(some).difference(row[0] for row in rows)
        connection.execute(delete(vocabulary).where(owned(vocabulary, index_id), vocabulary.c.term.in_(dead)))
