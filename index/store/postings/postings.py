"""Postings in the database, added to and taken from in the caller's transaction: waiting pairs, blocks, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Final, Protocol

import numpy as np
from sqlalchemy import Connection, Executable, Integer, Text, bindparam, delete, insert, select, update

from index.analysis.codec import Packed, unpack
from index.ranking.bm25 import POSTING
from index.store import sql
from index.store.batches import batched
from index.store.postings import blocks, write_buffer
from index.store.schema import collection, collection_language, vocabulary

_TOP: Final = 65_535


class Counted(Protocol):
    """What a collection counts of a content: how long it is in terms, and its language."""

    @property
    def length(self) -> int: ...
    @property
    def language(self) -> str: ...


class Indexed(Counted, Protocol):
    """A content's terms as (text, hash, count)."""

    @property
    def terms(self) -> tuple[tuple[str, int, int], ...]: ...


def add(connection: Connection, collection_id: int, entries: Sequence[tuple[int, Indexed]]) -> int:
    """Indexes contents, given as (content id, what ``prepare`` made of it), and counts them in the statistics.

    The ids are new ones. Runs inside the caller's transaction, which holds the collection's lock. Returns how many
    more pairs wait than should.
    """
    left = insert_pairs(connection, collection_id, entries)
    count(connection, collection_id, [entry for _, entry in entries], sign=1)
    return left


def insert_pairs(connection: Connection, index_id: int, entries: Sequence[tuple[int, Indexed]]) -> int:
    """As ``add``, into the index that stands under that id, and without counting them."""
    pairs, texts = pairs_of(entries)
    if not len(pairs):
        return 0
    name(connection, index_id, sorted(texts.items()))
    write_buffer.add(connection, index_id, entries[0][0], pairs)
    return write_buffer.settle(connection, index_id, min(len(pairs) + write_buffer.SPARE, write_buffer.AT_ONCE))


def pairs_of(entries: Sequence[tuple[int, Indexed]]) -> tuple[write_buffer.Pairs, dict[int, str]]:
    """The pairs of contents, and the words behind the terms."""
    terms: list[int] = []
    counts: list[int] = []
    texts: dict[int, str] = {}
    for _, entry in entries:
        for text, term, often in entry.terms:
            terms.append(term)
            counts.append(often)
            texts[term] = text
    if not terms:
        return write_buffer.NONE, texts
    each = [len(entry.terms) for _, entry in entries]
    records = np.empty(len(terms), dtype=POSTING)
    records["content"] = np.repeat([content_id for content_id, _ in entries], each)
    records["frequency"] = np.minimum(counts, _TOP)
    records["length"] = np.repeat([min(entry.length, _TOP) for _, entry in entries], each)
    return np.stack([np.array(terms, dtype="<i8"), records.view("<i8")], axis=1), texts


def name(connection: Connection, index_id: int, words: Sequence[tuple[int, str]]) -> None:
    """Adds the words, given as (term, word), that the index's vocabulary does not have yet."""
    kinds = {"index_id": "int", "term": "bigint", "text": "text"}
    rows = [(index_id, *word) for word in words]
    sql.pour(connection, "vocabulary", kinds, rows, " ON CONFLICT DO NOTHING")


def remove(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> None:
    """Takes contents out of the index and the statistics; their rows in ``content`` must still be there."""
    gone, terms = _indexed(connection, collection_id, content_ids)
    remove_pairs(connection, collection_id, content_ids, terms)
    count(connection, collection_id, gone, sign=-1)


def remove_pairs(connection: Connection, index_id: int, content_ids: Sequence[int], terms: Collection[int]) -> None:
    """Takes contents, indexed under ``terms``, out of the index that stands under that id, without counting them."""
    ids = np.array(sorted(content_ids), dtype=np.uint32)
    write_buffer.remove(connection, index_id, ids)
    for some in batched(sorted(terms)):
        known = blocks.read(connection, index_id, some)
        left = blocks.without(known, ids)
        blocks.drop_empty(connection, index_id, left)
        blocks.write(connection, index_id, {key: data for key, data in left.items() if data != known[key]}, known)
    _unname(connection, index_id, terms)


def discard(
    connection: Connection, collection_id: int, content_ids: Sequence[int], first: int, last: int, *, index_id: int
) -> None:
    """Takes away what was staged under the ids from ``first`` to ``last``, and the words of ``content_ids`` of them."""
    write_buffer.discard(connection, index_id, first, last)
    _unname(connection, index_id, _indexed(connection, collection_id, content_ids)[1])


def views(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> dict[int, bytes]:
    """The packed views of contents."""
    rows = sql.select(connection, "id, views FROM content", collection_id, "id", content_ids)
    return {content_id: bytes(blob) for content_id, blob in rows}


def words_from(connection: Connection, index_id: int, prefix: str, most: int = 5000) -> list[str]:
    """The index's terms that begin with ``prefix``, at most ``most``."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return [row[0] for row in sql.query(connection, _beginning, index=index_id, prefix=prefix, after=after, most=most)]


def _beginning() -> Any:
    return (
        select(vocabulary.c.text)
        .where(vocabulary.c.index_id == bindparam("index", type_=Integer))
        .where(vocabulary.c.text >= bindparam("prefix", type_=Text), vocabulary.c.text < bindparam("after", type_=Text))
        .order_by(vocabulary.c.text)
        .limit(bindparam("most", type_=Integer))
    )


def count(connection: Connection, collection_id: int, entries: Sequence[Counted], *, sign: int) -> None:
    """Adds to, or takes from, what the collection knows of itself: contents, terms, languages."""
    measure(connection, collection_id, entries, sign=sign)
    for language, by in sorted(Counter(each.language for each in entries).items()):
        if not sql.execute(connection, _more, owner=collection_id, counted=language, by=sign * by):
            values = {"collection_id": collection_id, "language": language, "documents": by}
            connection.execute(insert(collection_language).values(values))
        elif sign < 0:
            table = collection_language
            mine = (table.c.collection_id == collection_id, table.c.language == language)
            connection.execute(delete(table).where(*mine, table.c.documents <= 0))


def measure(connection: Connection, index_id: int, entries: Sequence[Counted], *, sign: int) -> None:
    """The same without the languages, for an index that stands under that id."""
    length = sign * sum(each.length for each in entries)
    sql.execute(connection, _longer, owner=index_id, by=sign * len(entries), length=length)


def _more() -> Executable:
    table = collection_language
    mine = (table.c.collection_id == bindparam("owner")) & (table.c.language == bindparam("counted"))
    return update(table).where(mine).values(documents=table.c.documents + bindparam("by"))


def _longer() -> Executable:
    longer = collection.c.total_length + bindparam("length")
    values = {"documents": collection.c.documents + bindparam("by"), "total_length": longer}
    return update(collection).where(collection.c.id == bindparam("owner")).values(values)


def _indexed(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> tuple[list[Packed], set[int]]:
    """What is kept of contents, and the terms that they are indexed under."""
    found: list[Packed] = []
    terms: set[int] = set()
    for some in batched(content_ids):
        for packed in map(unpack, views(connection, collection_id, some).values()):
            found.append(packed)
            terms.update(packed.terms())
    return found, terms


def _unname(connection: Connection, index_id: int, terms: Collection[int]) -> None:
    """Forgets the words of those of ``terms`` that nothing holds any more, nor is about to."""
    left = set(terms).difference(write_buffer.read(connection, index_id, staged=True)[:, 0].tolist())
    for some in batched(sorted(left)):
        rows = sql.select(connection, "term FROM posting", index_id, "term", some, owner="index_id")
        held = {row[0] for row in rows}
        dead = [term for term in some if term not in held]
        where = (vocabulary.c.index_id == index_id, vocabulary.c.term.in_(dead))
        connection.execute(delete(vocabulary).where(*where))
