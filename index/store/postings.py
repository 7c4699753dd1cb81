"""Postings in the database, added to and taken from in the caller's transaction.

They wait as pairs of term and posting, a row an addition, until there are enough of them to be worth writing into
blocks of packed records, a few a term: a merge in stages, as of log-structured trees (O'Neil and others, 1996).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select, update

from index.bm25 import POSTING, Postings, Statistics
from index.store import blocks, driver
from index.store.batches import batched
from index.store.schema import collection, content, recent, tongue, vocabulary
from index.views.packing import unpack
from index.views.terms import stored_terms

# Pairs that wait: every question looks through them, so there are few.
_WAITING: Final = 8192
_TOP: Final = 65_535
_PAIR: Final = 16

Pairs = NDArray[np.int64]
"""Rows of a term and one of its postings, as the eight bytes that it is."""


_NONE: Final[Pairs] = np.zeros((0, 2), dtype=np.int64)


class Indexed(Protocol):
    """What is kept of a content: its terms as (text, hash, count), and how long it is in terms."""

    @property
    def terms(self) -> tuple[tuple[str, int, int], ...]: ...
    @property
    def length(self) -> int: ...
    @property
    def language(self) -> str: ...


def add(connection: Connection, collection_id: int, entries: Sequence[tuple[int, Indexed]]) -> None:
    """Indexes contents, given as (content id, what ``prepare`` made of it), and counts them in the statistics.

    The ids are new ones. Runs inside the caller's transaction, which holds the collection's lock.
    """
    records, terms, texts = [], [], {}
    for content_id, entry in entries:
        length = min(entry.length, _TOP)
        for text, term, count in entry.terms:
            records.append((content_id, min(count, _TOP), length))
            terms.append(term)
            texts[term] = text
    if terms:
        pairs = np.stack([np.array(terms, dtype="<i8"), np.array(records, dtype=POSTING).view("<i8")], axis=1)
        _name(connection, collection_id, texts)
        if len(pairs) + _waiting(connection, collection_id) > _WAITING:
            _settle(connection, collection_id, np.concatenate([_take_recent(connection, collection_id), pairs]))
        else:
            row = {"collection_id": collection_id, "content_id": entries[0][0], "data": pairs.tobytes()}
            connection.execute(insert(recent).values(row))
    _count(connection, collection_id, [(entry.language, entry.length) for _, entry in entries], sign=1)


def remove(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> None:
    """Takes contents out of the index and the statistics; their rows in ``content`` must still be there."""
    _settle(connection, collection_id, _take_recent(connection, collection_id))
    gone: list[tuple[str, int]] = []
    terms: set[int] = set()
    for chunk in batched(content_ids):
        query = select(content.c.views).where(content.c.collection_id == collection_id, content.c.id.in_(chunk))
        for (blob,) in connection.execute(query):
            packed = unpack(blob)
            gone.append((packed.language, packed.length))
            terms.update(stored_terms(packed))
    ids = np.array(sorted(content_ids), dtype=np.uint32)
    for some in batched(sorted(terms)):
        known = blocks.read(connection, collection_id, some)
        left = {key: blocks.without(data, ids) for key, data in known.items()}
        blocks.drop_empty(connection, collection_id, left)
        blocks.write(connection, collection_id, {key: data for key, data in left.items() if data != known[key]}, known)
    _count(connection, collection_id, gone, sign=-1)


def read(connection: Connection, collection_id: int, terms: Sequence[int]) -> dict[int, Postings]:
    """The postings of each of ``terms`` that the collection holds, in the order of ``terms``."""
    return read_sparing(connection, collection_id, terms, (), 0)[0]


def read_sparing(
    connection: Connection, collection_id: int, terms: Sequence[int], common: Sequence[int], most: float
) -> tuple[dict[int, Postings], frozenset[int]]:
    """As ``read``, without those of ``terms`` that are ``common`` and in more than ``most`` contents; and these.

    Their postings, most of what there would be to read, are not read.
    """
    parts: dict[int, list[bytes]] = {}
    pairs = _recent(connection, collection_id) if terms else _NONE
    if len(pairs):
        column = np.ascontiguousarray(pairs[:, 0])
        found = {term: np.flatnonzero(column == term) for term in terms}
        parts = {term: [pairs[at, 1].tobytes()] for term, at in found.items() if len(at)}
    sizes = {term: len(held[0]) for term, held in parts.items()}
    data = f"CASE WHEN term NOT IN ({driver.marks(connection, common)}) THEN data END" if common else "data"
    rows = driver.select(connection, f"term, length(data), {data} FROM posting", collection_id, "term", terms, common)
    unread = set()
    for term, size, held in rows:
        sizes[term] = sizes.get(term, 0) + size
        if held is None:
            unread.add(term)
        else:
            parts.setdefault(term, []).append(held)
    skipped = frozenset(term for term in common if sizes.get(term, 0) > most * POSTING.itemsize)
    for term, held in driver.select(
        connection, "term, data FROM posting", collection_id, "term", [*(unread - skipped)]
    ):
        parts.setdefault(term, []).append(held)
    return {
        term: np.frombuffer(b"".join(parts[term]), dtype=POSTING)
        for term in terms
        if term in parts and term not in skipped
    }, skipped


def views(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> dict[int, bytes]:
    """The packed views of contents."""
    rows = driver.select(connection, "id, views FROM content", collection_id, "id", content_ids)
    return {content_id: bytes(blob) for content_id, blob in rows}


def words_from(connection: Connection, collection_id: int, prefix: str, most: int = 5000) -> list[str]:
    """The collection's terms that begin with ``prefix``, at most ``most``."""
    query = (
        select(vocabulary.c.text)
        .where(vocabulary.c.collection_id == collection_id)
        .where(vocabulary.c.text >= prefix, vocabulary.c.text < prefix[:-1] + chr(ord(prefix[-1]) + 1))
        .order_by(vocabulary.c.text)
        .limit(most)
    )
    return list(connection.scalars(query))


def about(connection: Connection, collection_id: int) -> tuple[Statistics, list[str]]:
    """The collection's size, zeros where there is no such collection, and its languages, the commonest first."""
    rows = driver.rows(
        connection,
        "SELECT collection.documents, total_length, language, tongue.documents FROM collection"
        f" LEFT JOIN tongue ON tongue.collection_id = collection.id WHERE collection.id = {driver.mark(connection)}",
        (collection_id,),
    )
    spoken = sorted((-row[3], row[2]) for row in rows if row[2] is not None)
    documents, total_length = (rows[0][0], rows[0][1]) if rows else (0, 0)
    return Statistics(documents=documents, total_length=total_length), [language for _, language in spoken]


def _name(connection: Connection, collection_id: int, texts: Mapping[int, str]) -> None:
    """Adds the words that the vocabulary does not have yet."""
    mark = driver.mark(connection)
    sql = f"INSERT INTO vocabulary (collection_id, term, text) VALUES ({mark}, {mark}, {mark}) ON CONFLICT DO NOTHING"
    connection.exec_driver_sql(sql, [(collection_id, term, texts[term]) for term in sorted(texts)])


def _waiting(connection: Connection, collection_id: int) -> int:
    """How many pairs wait."""
    size = select(func.coalesce(func.sum(func.length(recent.c.data)), 0)).where(recent.c.collection_id == collection_id)
    return int(connection.scalar(size) or 0) // _PAIR


def _recent(connection: Connection, collection_id: int) -> Pairs:
    """The pairs that wait."""
    sql = f"SELECT data FROM recent WHERE collection_id = {driver.mark(connection)} ORDER BY content_id"
    rows = driver.rows(connection, sql, (collection_id,))
    return np.frombuffer(b"".join([row[0] for row in rows]), dtype="<i8").reshape(-1, 2) if rows else _NONE


def _take_recent(connection: Connection, collection_id: int) -> Pairs:
    """The pairs that wait, which then wait no longer."""
    pairs = _recent(connection, collection_id)
    if len(pairs):
        connection.execute(delete(recent).where(recent.c.collection_id == collection_id))
    return pairs


def _settle(connection: Connection, collection_id: int, pairs: Pairs) -> None:
    """Writes pairs into their terms' blocks, in the order of the terms, which is that of the pages they are on."""
    if not len(pairs):
        return
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:, 0] != pairs[:-1, 0])))
    terms, data = pairs[starts, 0].tolist(), pairs[:, 1].tobytes()
    ends = [*starts[1:].tolist(), len(pairs)]
    size = POSTING.itemsize
    known = blocks.young(connection, collection_id, terms)
    grown: blocks.Blocks = {
        (term, 0): known.get((term, 0), b"") + data[size * start : size * end]
        for term, start, end in zip(terms, starts.tolist(), ends, strict=True)
    }
    blocks.merge(connection, collection_id, grown, known)
    blocks.write(connection, collection_id, grown, known)


def _count(connection: Connection, collection_id: int, entries: Sequence[tuple[str, int]], *, sign: int) -> None:
    """Adds to, or takes from, what the collection knows of itself: contents, terms, languages."""
    connection.execute(
        update(collection)
        .where(collection.c.id == collection_id)
        .values(
            documents=collection.c.documents + sign * len(entries),
            total_length=collection.c.total_length + sign * sum(length for _, length in entries),
        )
    )
    for language in sorted({language for language, _ in entries}):
        by = sign * sum(1 for other, _ in entries if other == language)
        here = (tongue.c.collection_id == collection_id, tongue.c.language == language)
        if not connection.execute(update(tongue).where(*here).values(documents=tongue.c.documents + by)).rowcount:
            connection.execute(insert(tongue).values(collection_id=collection_id, language=language, documents=by))
        elif sign < 0:
            connection.execute(delete(tongue).where(*here, tongue.c.documents <= 0))
