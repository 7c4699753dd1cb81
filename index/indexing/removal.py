"""Taking contents that no article holds any more out of their collection: whatever finds them, and their rows."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from index.analysis import tokenizer as terms
from index.analysis.codec import unpack
from index.analysis.encoding import prepare
from index.analysis.segmentation import unpack as unpack_spans
from index.store import jobs
from index.store.batches import batched
from index.store.collections import CollectionRow
from index.store.contents import contents, sketches, visibility
from index.store.jobs import Job, Kind
from index.store.postings import generations, postings
from index.store.schema import content

# The version that made views of which nothing is noted.
UNNOTED = 1


class Entry(NamedTuple):
    """A content as an index holds it."""

    content_id: int
    terms: frozenset[int]
    length: int
    language: str


def put_off(connection: Connection, row: CollectionRow, ids: Sequence[int], *, now: datetime) -> None:
    """Takes contents out of sight at once; ``index.indexing.maintenance`` takes them out of their collection.

    A collection is asked for what its articles hold, so that nobody finds them (``index.search.passages.narrows``).
    """
    visibility.abandon(connection, row.id, ids)
    begun = Job(collection_id=row.id, first=-min(ids), last=max(ids), kind=Kind.REMOVED, since=now)
    jobs.add(connection, begun)
    _reelect(connection, row, ids)


def remove(connection: Connection, row: CollectionRow, ids: Sequence[int]) -> None:
    """Takes contents out of a locked collection; duplicates of them that stay get new representatives."""
    current = generations.of(connection, row.id)
    gone = list(_entries(connection, row.id, ids, anew=current.current))
    _take_out(connection, current.id, gone)
    postings.count(connection, row.id, gone, sign=-1)
    made = generations.built(connection, row)
    # One that another version made is not going to be used.
    if made is not None and made[2] == terms.ANALYSER:
        held = list(_entries(connection, row.id, [each for each in ids if each < made[1]], anew=True))
        _take_out(connection, made[0], held)
        postings.measure(connection, made[0], held, sign=-1)
    sketches.remove(connection, row.id, ids)
    contents.remove(connection, row.id, ids)
    _reelect(connection, row, ids)


def _reelect(connection: Connection, row: CollectionRow, ids: Sequence[int]) -> None:
    """Gives new representatives to what is left of the family of contents that go."""
    hidden = jobs.hidden(jobs.of(connection, row.id))
    sketches.add_all(connection, row.id, contents.reelected(connection, row.id, ids, hidden))


def _take_out(connection: Connection, index_id: int, entries: Sequence[Entry]) -> None:
    terms_ = frozenset().union(*(each.terms for each in entries))
    postings.remove_pairs(connection, index_id, [each.content_id for each in entries], terms_)


def _entries(connection: Connection, collection_id: int, ids: Sequence[int], *, anew: bool) -> Iterable[Entry]:
    """What an index holds of contents.

    ``anew``: the analyser at hand made the index, and views that another version made say other terms than it holds;
    else the views say what it holds, whichever version made them.
    """
    columns = (content.c.id, content.c.views, content.c.analyser, content.c.text, content.c.sentences)
    for some in batched(ids):
        query = select(*columns, content.c.language)
        query = query.where(content.c.collection_id == collection_id, content.c.id.in_(some))
        for row in connection.execute(query):
            if anew and (row.analyser or UNNOTED) != terms.ANALYSER:
                yield _anew(row)
                continue
            try:
                yield _entry(row.id, row.views)
            except (struct.error, ValueError):
                # Damaged: what the text says is the nearest to it, and it has to go.
                yield _anew(row)


def _anew(row: Any) -> Entry:
    return _entry(row.id, prepare(row.text, row.language, unpack_spans(row.sentences)).encoded)


def _entry(content_id: int, views: bytes) -> Entry:
    packed = unpack(bytes(views))
    return Entry(content_id, frozenset(packed.terms()), packed.length, packed.language)
