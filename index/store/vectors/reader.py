"""What a question reads from the vectors: all of a collection's or some of them, and those of candidates' sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.analysis.sentences.segmentation import unpack
from index.meaning.quantised import SIZE
from index.store import sql
from index.store.vectors import cache
from index.store.vectors.blocks import blocks_of, checksum, split
from index.store.vectors.cache import Vectors

# If more rows than this are needed, all are read, since naming them takes longer.
_FEW: Final = 200


def read(
    connection: Connection,
    collection_id: int,
    model: int,
    content_ids: Sequence[int] | NDArray[np.int64] | None = None,
) -> Vectors:
    """The vectors of a collection's contents, or of those of ``content_ids`` that have one.

    Reading 10,000 takes some 5 milliseconds from SQLite, half of one from the cache. A few are read by themselves.
    """
    held, state = cache.of(connection), (_revision(connection, collection_id), model)
    found = held.find(collection_id, state) if held else None
    if found is None:
        blocks = None if content_ids is None else blocks_of(content_ids)
        if blocks is not None and len(blocks) > _FEW:
            blocks = None
        found = _read(connection, collection_id, model, blocks)
        if held and blocks is None:
            held.keep(collection_id, state, found)
    if content_ids is None:
        return found
    kept = np.flatnonzero(np.isin(found.ids, np.asarray(content_ids, dtype=np.int64)))
    if len(kept) == len(found.ids):
        return found
    rows = np.frombuffer(found.packed, dtype=np.uint8).reshape(-1, SIZE)
    return Vectors(found.ids[kept], rows[kept].tobytes())


def _revision(connection: Connection, collection_id: int) -> int:
    """The revision of the vectors; 0 if there have never been any."""
    statement = f"SELECT revision FROM vector_state WHERE collection_id = {sql.mark(connection)}"
    rows = sql.rows(connection, statement, (collection_id,))
    return rows[0][0] if rows else 0


def _read(connection: Connection, collection_id: int, model: int, blocks: Sequence[int] | None) -> Vectors:
    """All vectors, or those in these blocks."""
    mark = sql.mark(connection)
    statement = f"SELECT contents, paragraphs FROM vector_block WHERE collection_id = {mark} AND model = {mark}"
    if blocks is not None:
        statement += f" AND block IN ({','.join(map(str, blocks)) or 'NULL'})"
    rows = sql.rows(connection, f"{statement} ORDER BY block", (collection_id, model))
    ids = split(b"".join([contents for contents, _ in rows]))["content"].astype(np.int64)
    return Vectors(ids, b"".join([paragraphs for _, paragraphs in rows]))


def read_sentences(
    connection: Connection, collection_id: int, model: int, content_ids: Sequence[int]
) -> Mapping[int, bytes]:
    """By content id the packed vectors of its first sentences.

    A content is absent if it has none yet, or if they were made for other sentence boundaries than it has now.
    """
    wanted = set(map(int, content_ids))
    spans = {
        each: bytes(packed)
        for some in sql.batched(sorted(wanted))
        for each, packed in sql.select(connection, "id, sentences FROM content", collection_id, "id", some)
    }
    found: dict[int, bytes] = {}
    for contents, paragraphs, sentences in _rows(connection, collection_id, model, sorted(spans)):
        at = 0
        for number, (content_id, made_for, count) in enumerate(split(contents).tolist()):
            start, at = at, at + count * SIZE
            if content_id not in spans or checksum(spans[content_id]) != made_for:
                continue
            if count:
                found[content_id] = sentences[start:at]
            elif len(unpack(spans[content_id])) == 1:
                found[content_id] = paragraphs[number * SIZE : (number + 1) * SIZE]
    return found


def _rows(
    connection: Connection, collection_id: int, model: int, ids: Sequence[int]
) -> list[tuple[bytes, bytes, bytes]]:
    key = f"model = {int(model)} AND block"
    what = "contents, paragraphs, sentences FROM vector_block"
    return [
        row for some in sql.batched(blocks_of(ids)) for row in sql.select(connection, what, collection_id, key, some)
    ]
