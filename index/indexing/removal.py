"""Deletes articles, contents and collections: their rows and index entries."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from index.analysis import tokenizer
from index.analysis.codec import Packed, unpack
from index.analysis.encoding import prepare
from index.analysis.sentences.segmentation import unpack as unpack_spans
from index.store import collections, jobs, sql
from index.store.articles import deletion
from index.store.collections import CollectionRow
from index.store.contents import contents, sketches, visibility
from index.store.jobs import JobKind
from index.store.postings import generations, postings
from index.store.schema import content, owned
from index.store.tuning import tuning_of
from index.store.vectors import blocks

# The version of views whose row names none.
UNNOTED = 1

Entry = tuple[int, Packed, Iterable[int]]
"""A content's id and its index entry, which ends with the hashes of its terms."""


def remove_articles(connection: Connection, row: CollectionRow, *article_ids: int, now: datetime) -> int:
    """Deletes articles and the contents that no other article holds; returns the number of these contents.

    Many contents are only hidden, and deleted by ``index.indexing.maintenance``.
    """
    orphans = [each for article_id in article_ids for each in deletion.remove(connection, row.id, article_id)]
    if len(orphans) > tuning_of(connection).orphans:
        postpone_contents(connection, row, orphans, now=now)
    else:
        remove_contents(connection, row, orphans)
    collections.advance(connection, row)
    return len(orphans)


def remove_collection(connection: Connection, row: CollectionRow, *, now: datetime) -> None:
    """Makes a locked collection unfindable; most rows of a large one are left for maintenance. Idempotent."""
    if any(each.kind is JobKind.FORGOTTEN for each in jobs.of(connection, row.id)):
        return
    collections.disown(connection, row.id)
    for owner_id in filter(None, (row.id, row.index_id, row.new_index_id)):
        jobs.begin(connection, JobKind.FORGOTTEN, owner_id, since=now)
    collections.clear(connection, row.id, tuning_of(connection).forgotten_rows)


def postpone_contents(connection: Connection, row: CollectionRow, ids: Sequence[int], *, now: datetime) -> None:
    """Hides contents at once; ``index.indexing.maintenance`` deletes them.

    Until then searches look only at contents of articles (``index.search.passages.contents_within``).
    """
    visibility.abandon(connection, row.id, ids)
    jobs.begin(connection, JobKind.REMOVED, row.id, -min(ids), max(ids), since=now)
    _reelect(connection, row, ids)


def remove_contents(connection: Connection, row: CollectionRow, ids: Sequence[int]) -> None:
    """Deletes contents from a locked collection; duplicates of them that stay get new representatives."""
    current = generations.of(connection, row.id)
    gone = list(_entries(connection, row.id, ids, anew=current.current))
    _take_out(connection, current.id, gone)
    postings.count(connection, row.id, [packed for _, packed, _ in gone], sign=-1)
    made = generations.built(connection, row)
    # One that another version made is not going to be used.
    if made is not None and made[2] == tokenizer.ANALYSER:
        held = list(_entries(connection, row.id, [each for each in ids if each < made[1]], anew=True))
        _take_out(connection, made[0], held)
        postings.measure(connection, made[0], [packed for _, packed, _ in held], sign=-1)
    sketches.remove(connection, row.id, ids)
    blocks.remove(connection, row.id, ids)
    contents.remove(connection, row.id, ids)
    _reelect(connection, row, ids)


def _reelect(connection: Connection, row: CollectionRow, ids: Sequence[int]) -> None:
    """Gives new representatives to the duplicates and changes of deleted contents."""
    hidden = jobs.hidden(jobs.of(connection, row.id))
    sketches.add(connection, row.id, contents.reelected(connection, row.id, ids, hidden))


def _take_out(connection: Connection, index_id: int, entries: Sequence[Entry]) -> None:
    terms = {term for *_, terms in entries for term in terms}
    postings.remove_pairs(connection, index_id, [content_id for content_id, *_ in entries], terms)


def _entries(connection: Connection, collection_id: int, ids: Sequence[int], *, anew: bool) -> Iterable[Entry]:
    """The index entries of contents.

    ``anew``: this version of the analyser made the index, so views of other versions are computed again; otherwise the
    stored views tell what the index holds.
    """
    columns = (content.c.id, content.c.views, content.c.analyser, content.c.text, content.c.sentences)
    query = select(*columns, content.c.language).where(owned(content, collection_id))
    for row in sql.among(connection, query, content.c.id, ids):
        if not anew or (row.analyser or UNNOTED) == tokenizer.ANALYSER:
            try:
                yield _entry(row.id, row.views)
                continue
            except (struct.error, ValueError):
                # A damaged view: its text gives nearly the same terms, and the content must be deleted anyway.
                pass
        yield _entry(row.id, prepare(row.text, row.language, unpack_spans(row.sentences)).encoded)


def _entry(content_id: int, views: bytes) -> Entry:
    packed = unpack(bytes(views))
    return content_id, packed, packed.terms()
