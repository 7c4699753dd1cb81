"""Blocks of a term's postings: grown, merged, shrunk and written in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, select

from index.ranking.bm25 import POSTING
from index.store import sql
from index.store.schema import owned, posting
from index.store.tuning import tuning_of

Blocks = dict[tuple[int, int], bytes]
"""The data of each (term, block). Block 0 is the young one; it exists as long as the term has blocks."""


def young(connection: Connection, index_id: int, terms: Sequence[int]) -> Blocks:
    """The existing young blocks of these terms."""
    what = "term, data FROM posting"
    parts = (
        sql.select(connection, what, index_id, "block = 0 AND term", some, owner="index_id")
        for some in sql.batched(terms)
    )
    return {(term, 0): bytes(data) for rows in parts for term, data in rows}


def read(connection: Connection, index_id: int, terms: Sequence[int], *where: Any) -> Blocks:
    """The blocks of these terms that meet the conditions ``where``."""
    query = select(posting.c.term, posting.c.block, posting.c.data).where(owned(posting, index_id), *where)
    rows = sql.among(connection, query, posting.c.term, terms)
    return {(term, block): bytes(data) for term, block, data in rows}


def merge(connection: Connection, index_id: int, grown: Blocks, known: Blocks) -> None:
    """Moves full young blocks to the end of the old ones; updates both dicts."""
    tuning = tuning_of(connection)
    full = [term for (term, _), data in grown.items() if len(data) > tuning.young * POSTING.itemsize]
    query = select(posting.c.term, func.max(posting.c.block)).where(owned(posting, index_id), posting.c.block > 0)
    rows = sql.among(connection, query.group_by(posting.c.term), posting.c.term, full)
    last: dict[int, int] = {row[0]: row[1] for row in rows}
    for term in full:
        block = last.get(term, 0)
        if block:
            known.update(read(connection, index_id, [term], posting.c.block == block))
        old = known[term, block] if block else b""
        if not block or len(old) >= tuning.old * POSTING.itemsize:
            block, old = block + 1, b""
        grown[term, block] = old + grown[term, 0]
        grown[term, 0] = b""


def without(known: Blocks, ids: NDArray[np.uint32]) -> Blocks:
    """The blocks without the postings of these contents; blocks that held none are unchanged."""
    if not known:
        return {}
    # All at once: searching a thousand short blocks one by one takes twenty times as long.
    records = np.frombuffer(b"".join(known.values()), dtype=POSTING)
    ends = np.cumsum([len(data) // POSTING.itemsize for data in known.values()])
    gone = np.isin(records["content"], ids)
    touched = set(np.searchsorted(ends, np.flatnonzero(gone), side="right").tolist())
    left: Blocks = {}
    for number, (key, data) in enumerate(known.items()):
        if number in touched:
            start, end = int(ends[number]) - len(data) // POSTING.itemsize, int(ends[number])
            data = records[start:end][~gone[start:end]].tobytes()
        left[key] = data
    return left


def drop_empty(connection: Connection, index_id: int, left: Blocks) -> None:
    """Deletes all blocks of terms that have no postings any more, and empty old blocks."""
    alive = {term for (term, _), data in left.items() if data}
    dead = {term for term, _ in left} - alive
    hollow = [key for key, data in left.items() if not data and key[1] and key[0] in alive]
    if dead:
        connection.execute(delete(posting).where(owned(posting, index_id), posting.c.term.in_(dead)))
    for term, block in hollow:
        connection.execute(delete(posting).where(owned(posting, index_id, term=term, block=block)))
    for key in [*hollow, *(key for key in left if key[0] in dead)]:
        del left[key]


def write(connection: Connection, index_id: int, blocks: Blocks, known: Mapping[tuple[int, int], bytes]) -> None:
    """Writes blocks; the ``known`` ones have rows already."""
    new = [(index_id, *key, data) for key, data in blocks.items() if key not in known]
    changed = [(data, index_id, *key) for key, data in blocks.items() if key in known]
    key = {"index_id": "int", "term": "bigint", "block": "int"}
    sql.pour(connection, "posting", key | {"data": "bytea"}, new)
    sql.rewrite(connection, "posting", "data", {"data": "bytea"} | key, changed)
