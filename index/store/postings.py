"""Postings in the database: blocks of packed records a term, added to and taken from in the caller's transaction."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from index.bm25 import POSTING, Postings, Statistics
from index.store.schema import collection, content, posting, tongue, vocabulary
from index.views.packing import unpack
from index.views.terms import stored_terms

# The young block is rewritten by every addition, so it stays small; when it is full it joins the last old one,
# which every question reads and which is therefore large. Block 0 is there as long as the term is.
_YOUNG: Final = 128
_OLD: Final = 4096
_TOP: Final = 65_535
_RECORD: Final = struct.Struct("<IHH")
# Values in one IN list.
_AT_ONCE: Final = 500

Blocks = dict[tuple[int, int], bytes]
"""The data of each (term, block)."""


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
    records: dict[int, list[tuple[int, int, int]]] = {}
    texts: dict[int, str] = {}
    for content_id, entry in entries:
        length = min(entry.length, _TOP)
        for text, term, count in entry.terms:
            records.setdefault(term, []).append((content_id, min(count, _TOP), length))
            texts[term] = text
    known = _young(connection, collection_id, list(records))
    grown: Blocks = {(term, 0): known.get((term, 0), b"") + b"".join(map(_pack, new)) for term, new in records.items()}
    _merge(connection, collection_id, grown, known)
    _write(connection, collection_id, grown, known)
    fresh = [term for term in records if (term, 0) not in known]
    if fresh:
        rows = [{"collection_id": collection_id, "term": term, "text": texts[term]} for term in fresh]
        connection.execute(insert(vocabulary), rows)
    _count(connection, collection_id, [(entry.language, entry.length) for _, entry in entries], sign=1)


def remove(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> None:
    """Takes contents out of the index and the statistics; their rows in ``content`` must still be there."""
    gone: list[tuple[str, int]] = []
    terms: set[int] = set()
    for chunk in _chunks(content_ids):
        query = select(content.c.views).where(content.c.collection_id == collection_id, content.c.id.in_(chunk))
        for (blob,) in connection.execute(query):
            packed = unpack(blob)
            gone.append((packed.language, packed.length))
            terms.update(stored_terms(packed))
    ids = np.array(sorted(content_ids), dtype=np.uint32)
    for some in _chunks(sorted(terms)):
        known = _read(connection, collection_id, some)
        left = {key: _without(data, ids) for key, data in known.items()}
        _drop_empty(connection, collection_id, left)
        _write(connection, collection_id, {key: data for key, data in left.items() if data != known[key]}, known)
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
    data = f"CASE WHEN term NOT IN ({_marks(connection, common)}) THEN data END" if common else "data"
    sizes: dict[int, int] = {}
    parts: dict[int, list[bytes]] = {}
    rows = _select(connection, f"term, length(data), {data} FROM posting", collection_id, "term", terms, common)
    for term, size, held in rows:
        sizes[term] = sizes.get(term, 0) + size
        if held is not None:
            parts.setdefault(term, []).append(held)
    waiting = sizes.keys() - parts.keys()
    skipped = frozenset(term for term in waiting if sizes[term] > most * POSTING.itemsize)
    for term, held in _select(connection, "term, data FROM posting", collection_id, "term", [*(waiting - skipped)]):
        parts.setdefault(term, []).append(held)
    return {term: np.frombuffer(b"".join(parts[term]), dtype=POSTING) for term in terms if term in parts}, skipped


def views(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> dict[int, bytes]:
    """The packed views of contents."""
    rows = _select(connection, "id, views FROM content", collection_id, "id", content_ids)
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
    rows = _rows(
        connection,
        "SELECT collection.documents, total_length, language, tongue.documents FROM collection"
        f" LEFT JOIN tongue ON tongue.collection_id = collection.id WHERE collection.id = {_mark(connection)}",
        (collection_id,),
    )
    spoken = sorted((-row[3], row[2]) for row in rows if row[2] is not None)
    documents, total_length = (rows[0][0], rows[0][1]) if rows else (0, 0)
    return Statistics(documents=documents, total_length=total_length), [language for _, language in spoken]


def _select(
    connection: Connection, what: str, collection_id: int, key: str, among: Sequence[int], taken: Sequence[int] = ()
) -> Sequence[Any]:
    """``what`` of a collection's rows whose ``key`` is one of ``among``; ``taken`` are the values in ``what``."""
    if not among:
        return ()
    sql = f"SELECT {what} WHERE collection_id = {_mark(connection)} AND {key} IN ({_marks(connection, among)})"
    return _rows(connection, sql, (*taken, collection_id, *among))


def _rows(connection: Connection, sql: str, values: Sequence[int]) -> Sequence[Any]:
    """Rows as the driver has them: a question asks three times, and composing statements took longer than answering.

    Raises what SQLAlchemy would.
    """
    driver = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values)
        return cursor.fetchall()
    except driver.Error as error:
        raise DBAPIError.instance(sql, None, error, driver.Error, hide_parameters=True) from error
    finally:
        cursor.close()


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def _marks(connection: Connection, values: Sequence[int]) -> str:
    return ",".join([_mark(connection)] * len(values))


def _pack(record: tuple[int, int, int]) -> bytes:
    """One record of ``POSTING``; for a few at a time, quicker than an array."""
    return _RECORD.pack(*record)


def _young(connection: Connection, collection_id: int, terms: Sequence[int]) -> Blocks:
    found: Blocks = {}
    for chunk in _chunks(terms):
        rows = _select(connection, "term, data FROM posting", collection_id, "block = 0 AND term", chunk)
        found.update({(term, 0): bytes(data) for term, data in rows})
    return found


def _read(connection: Connection, collection_id: int, terms: Sequence[int], *where: Any) -> Blocks:
    found: Blocks = {}
    for chunk in _chunks(terms):
        query = select(posting.c.term, posting.c.block, posting.c.data).where(
            posting.c.collection_id == collection_id, posting.c.term.in_(chunk), *where
        )
        found.update({(term, block): bytes(data) for term, block, data in connection.execute(query)})
    return found


def _merge(connection: Connection, collection_id: int, grown: Blocks, known: Blocks) -> None:
    """Moves young blocks that are full to the end of the old ones; both dicts learn what that touches."""
    full = [term for (term, _), data in grown.items() if len(data) > _YOUNG * POSTING.itemsize]
    last: dict[int, int] = {}
    for chunk in _chunks(full):
        query = select(posting.c.term, func.max(posting.c.block)).where(
            posting.c.collection_id == collection_id, posting.c.term.in_(chunk), posting.c.block > 0
        )
        last.update((term, block) for term, block in connection.execute(query.group_by(posting.c.term)))
    for term in full:
        block = last.get(term, 0)
        if block:
            known.update(_read(connection, collection_id, [term], posting.c.block == block))
        old = known[term, block] if block else b""
        if not block or len(old) >= _OLD * POSTING.itemsize:
            block, old = block + 1, b""
        grown[term, block] = old + grown[term, 0]
        grown[term, 0] = b""


def _without(data: bytes, ids: NDArray[np.uint32]) -> bytes:
    records = np.frombuffer(data, dtype=POSTING)
    kept = records[~np.isin(records["content"], ids)]
    return data if len(kept) == len(records) else kept.tobytes()


def _drop_empty(connection: Connection, collection_id: int, left: Blocks) -> None:
    """Deletes the terms that nothing holds any more, words and all, and the old blocks that are empty."""
    alive = {term for (term, _), data in left.items() if data}
    dead = {term for term, _ in left} - alive
    hollow = [key for key, data in left.items() if not data and key[1] and key[0] in alive]
    if dead:
        for table in (posting, vocabulary):
            connection.execute(delete(table).where(table.c.collection_id == collection_id, table.c.term.in_(dead)))
    for term, block in hollow:
        connection.execute(
            delete(posting).where(
                posting.c.collection_id == collection_id, posting.c.term == term, posting.c.block == block
            )
        )
    for key in [*hollow, *(key for key in left if key[0] in dead)]:
        del left[key]


def _write(connection: Connection, collection_id: int, blocks: Blocks, known: Mapping[tuple[int, int], bytes]) -> None:
    # Hundreds of rows an article: as plain tuples they take half the time that named parameters would.
    mark = _mark(connection)
    new = [(collection_id, *key, data) for key, data in blocks.items() if key not in known]
    changed = [(data, collection_id, *key) for key, data in blocks.items() if key in known]
    if new:
        sql = f"INSERT INTO posting (collection_id, term, block, data) VALUES ({mark}, {mark}, {mark}, {mark})"
        connection.exec_driver_sql(sql, new)
    if changed:
        where = f"collection_id = {mark} AND term = {mark} AND block = {mark}"
        connection.exec_driver_sql(f"UPDATE posting SET data = {mark} WHERE {where}", changed)


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


def _chunks(values: Iterable[int]) -> Iterator[list[int]]:
    rest = list(values)
    for start in range(0, len(rest), _AT_ONCE):
        yield rest[start : start + _AT_ONCE]
