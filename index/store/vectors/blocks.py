"""Blocks of vectors: writes contents' vectors into them and removes them.

A row holds the vectors of the contents with the same ``id // SPAN``, in three blobs: their ids, a vector for each, and
their sentences' vectors one behind the other. Some dozen contents a row waste little of the database's pages, and a
candidate's sentences are read without many others. Everything is written under the collection's lock.

A content of one sentence has no sentence vector, which would equal the paragraph's. Each row has the version of its
model; a row of an older version counts as missing and is overwritten.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select, update

from index.meaning.quantised import SIZE
from index.store import sql
from index.store.schema import owned, vector_block, vector_state

_FIRST_BITS: Final = 60

SPAN: Final = 32
"""How many ids share a row."""

MOST_SENTENCES: Final = 64
"""Only the first sentences of a longer paragraph have vectors: a list of a thousand items would fill a row alone."""

HEADER: Final = np.dtype([("content", "<u4"), ("spans", "<u4"), ("sentences", "<u2")])
"""A content's id, the checksum of the sentence boundaries that its vectors are for, how many sentences have one."""

NOTHING: Final = bytes(SIZE)
"""Stands for a vector that cannot be made: zeros, whose cosine is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A content's packed vectors: one of ``SIZE`` bytes, and one for each of its first sentences or none.

    ``spans`` are the packed sentence boundaries that they were made for.
    """

    spans: bytes
    paragraph: bytes = NOTHING
    sentences: bytes = b""


@dataclass(slots=True)
class _Block:
    """By content id, in ascending order when it is written: checksum, paragraph's vector, sentences' vectors."""

    held: dict[int, tuple[int, bytes, bytes]] = field(default_factory=dict)

    @classmethod
    def read(cls, header: bytes, paragraphs: bytes, sentences: bytes) -> _Block:
        block, at = cls(), 0
        for number, (content_id, spans, count) in enumerate(np.frombuffer(header, dtype=HEADER).tolist()):
            end = at + count * SIZE
            block.held[content_id] = (
                spans,
                paragraphs[number * SIZE : (number + 1) * SIZE],
                sentences[at:end],
            )
            at = end
        return block

    def columns(self) -> dict[str, int | bytes]:
        listed = sorted(self.held.items())
        header = np.array([(each, held[0], len(held[2]) // SIZE) for each, held in listed], dtype=HEADER)
        return {
            "number": len(listed),
            "contents": header.tobytes(),
            "paragraphs": b"".join(held[1] for _, held in listed),
            "sentences": b"".join(held[2] for _, held in listed),
        }


def checksum(spans: bytes) -> int:
    """A checksum of packed sentence boundaries, to tell whether vectors were made for them."""
    return crc32(spans)


def add(connection: Connection, collection_id: int, model: int, made: Mapping[int, Made]) -> None:
    """Stores vectors by content id and replaces existing ones of these contents. The collection is locked.

    Does nothing if a later version makes its own vectors: during an upgrade both are in use.
    """
    if (_model(connection, collection_id) or model) > model:
        return
    for block, ids in _by_block(made).items():
        known = _find(connection, collection_id, block)
        held = known[1] if known and known[0] == model else _Block()
        for each in ids:
            one = made[each]
            held.held[each] = (checksum(one.spans), one.paragraph, one.sentences)
        values = {"model": model, **held.columns()}
        if known:
            mine = owned(vector_block, collection_id, block=block)
            connection.execute(update(vector_block).where(mine).values(values))
        else:
            connection.execute(insert(vector_block).values(collection_id=collection_id, block=block, **values))
    changed(connection, collection_id, model=model)


def remove(connection: Connection, collection_id: int, ids: Iterable[int]) -> None:
    """Deletes the vectors of these contents; unknown ids do no harm. The collection is locked."""
    any_gone = False
    for block, some in _by_block(ids).items():
        known = _find(connection, collection_id, block)
        if known is None or known[1].held.keys().isdisjoint(some):
            continue
        any_gone = True
        held = known[1]
        for each in some:
            held.held.pop(each, None)
        mine = owned(vector_block, collection_id, block=block)
        if held.held:
            connection.execute(update(vector_block).where(mine).values(held.columns()))
        else:
            connection.execute(delete(vector_block).where(mine))
    if any_gone:
        changed(connection, collection_id)


def remove_misfits(connection: Connection, collection_id: int, spans: Mapping[int, bytes]) -> None:
    """Deletes vectors that were made for other sentence boundaries than these, packed, by content id."""
    blocks = {block: _find(connection, collection_id, block) for block in _by_block(spans)}
    found = {each: held[0] for known in blocks.values() if known for each, held in known[1].held.items()}
    misfits = [each for each, packed in spans.items() if each in found and found[each] != checksum(packed)]
    remove(connection, collection_id, misfits)


def _by_block(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for each in sorted(ids):
        found.setdefault(each // SPAN, []).append(each)
    return found


def _find(connection: Connection, collection_id: int, block: int) -> tuple[int, _Block] | None:
    """A row's model and contents."""
    what = "model, contents, paragraphs, sentences FROM vector_block"
    rows = sql.select(connection, what, collection_id, "block", [block])
    return (rows[0][0], _Block.read(*map(bytes, rows[0][1:]))) if rows else None


def changed(connection: Connection, collection_id: int, **values: int) -> None:
    """Gives the vectors a new revision: cached ones are stale, the collection incomplete unless ``values`` say so."""
    mine = owned(vector_state, collection_id)
    before = connection.scalar(select(vector_state.c.revision).where(mine))
    if before is None:
        # Random, since SQLite may reuse a forgotten collection's id.
        first = {"collection_id": collection_id, "revision": 1 + secrets.randbits(_FIRST_BITS)}
        connection.execute(insert(vector_state).values(first | values))
    else:
        new: dict[str, int | None] = {"revision": before + 1, "complete_at": None}
        connection.execute(update(vector_state).where(mine).values(new | values))


def _model(connection: Connection, collection_id: int) -> int | None:
    """The version of the vectors that the collection has, or is getting."""
    return connection.scalar(select(vector_state.c.model).where(owned(vector_state, collection_id)))


def split(header: bytes) -> NDArray[np.void]:
    """(contents,) records of ``HEADER``."""
    return np.frombuffer(header, dtype=HEADER)


def blocks_of(ids: Sequence[int] | NDArray[np.int64]) -> list[int]:
    """The rows in which these contents' vectors are, ascending."""
    found: list[int] = np.unique(np.asarray(ids, dtype=np.int64) // SPAN).tolist()
    return found
