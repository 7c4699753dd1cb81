"""The heavy rows of an article, contents and index entries, written in one transaction or in many.

A short article is stored at once. A long one would hold the database's only write lock for seconds, so its rows are
written beforehand, a few at a time and unseen (``index.store.jobs``), and only published in the end.
``index.indexing.maintenance`` deletes rows that are staged and never published.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from index.analysis import tokenizer
from index.analysis.sentences.segmentation import pack
from index.dedup.compare.verdict import VerdictKind
from index.indexing.plan import Plan
from index.store import collections, jobs
from index.store.contents import contents, sketches
from index.store.database import Database
from index.store.jobs import Job
from index.store.postings import postings, write_buffer
from index.store.sql import batched
from index.store.tuning import Tuning, tuning_of

Write = Callable[[Connection], object]
# How many words are sorted at once, so that neighbours are written together: some ten megabytes.
WORDS = 50_000


def stage(database: Database, name: str, planned: Plan, *, now: datetime) -> Plan:
    """Writes the heavy rows of a long article in short transactions; returns the plan with the job (``staged``).

    A short article's plan is returned unchanged.
    """
    pairs = sum(each.pairs for each in planned.prepared.values())
    tuning = database.tuning
    if pairs <= tuning.long:
        return planned
    room = max(len(planned.prepared), pairs // tuning.pairs + 1)
    with database.write() as connection:
        row = collections.claim(connection, name, analyser=tokenizer.ANALYSER)
        first = collections.reserve(connection, row, room)
        begun = jobs.begin(connection, jobs.JobKind.STAGED, row.id, first, first + room - 1, since=now)
    # The index is not replaced while anything is staged.
    for writes in _all_writes(planned, begun, row.index, tuning):
        left = iter(writes)
        while _some(database, begun, left):
            time.sleep(tuning.pause_seconds)
    return replace(planned, staged=begun)


def store(
    connection: Connection, row: collections.CollectionRow, planned: Plan, *, now: datetime
) -> Mapping[bytes, int]:
    """Adds the article's new contents to its collection; returns the ids of all its contents by fingerprint.

    Staged rows are published; without them everything is written now, in the caller's transaction, which holds the
    collection's lock.
    """
    entries, staged = planned.prepared, planned.staged
    here = staged is not None and staged.collection_id == row.id
    # The staged rows may have been deleted, or the collection forgotten.
    if staged is not None and here and jobs.move(connection, staged, jobs.JobKind.SETTLING, since=now):
        write_buffer.publish(connection, row.index, staged.first, staged.last)
        postings.count(connection, row.id, list(entries.values()), sign=1)
        return planned.ids(staged.first)
    first, tuning = row.next_content, tuning_of(connection)
    for write in _writes(planned, row.id, first, tuning):
        write(connection)
    new = [(first + at, entries[number]) for at, number in enumerate(sorted(entries))]
    left = postings.insert_pairs(connection, row.index, new)
    postings.count(connection, row.id, list(entries.values()), sign=1)
    if left > tuning.long:
        jobs.begin(connection, jobs.JobKind.SETTLING, row.id, first, first + len(entries) - 1, since=now)
    collections.reserve(connection, row, len(entries))
    return planned.ids(first)


def _some(database: Database, begun: Job, writes: Iterator[Write]) -> bool:
    """Carries out some of ``writes`` in a transaction; returns whether any may be left."""
    with database.write() as connection:
        end = time.monotonic() + database.tuning.piece_seconds
        if not jobs.move(connection, begun, jobs.JobKind.STAGED, since=begun.since):
            # Deleted, or the collection forgotten: publishing will fail.
            return False
        for write in writes:
            write(connection)
            if time.monotonic() > end:
                return True
    return False


def _all_writes(planned: Plan, begun: Job, index_id: int, tuning: Tuning) -> Iterator[list[Write]]:
    """Lists of writes: each is made outside of transactions, and freed before the next one."""
    first = begun.first
    yield list(_writes(planned, begun.collection_id, first, tuning, begun.suffix))
    numbers = sorted(planned.prepared)
    pairs = postings.pairs_of([(first + at, planned.prepared[number]) for at, number in enumerate(numbers)])
    # In the order of terms, so that neighbours are written into blocks together.
    pairs = pairs[pairs[:, 0].argsort(kind="stable")]
    yield [
        partial(
            write_buffer.add,
            index_id=index_id,
            content_id=-(first + at // tuning.pairs),
            pairs=pairs[at : at + tuning.pairs],
        )
        for at in range(0, len(pairs), tuning.pairs)
    ]
    del pairs
    # Words last: deleting staged rows also deletes words that no waiting pair needs.
    for words in postings.words_of([planned.prepared[number] for number in numbers], WORDS):
        yield [partial(postings.name, index_id=index_id, words=some) for some in batched(words, tuning.rows)]


def _writes(planned: Plan, collection_id: int, first: int, tuning: Tuning, suffix: bytes = b"") -> Iterator[Write]:
    """The writes of the new contents and their sketches, under ids from ``first`` on."""
    ids = planned.ids(first)
    paragraphs = planned.draft.paragraphs
    for some in batched(sorted(planned.prepared), tuning.contents):
        yield partial(contents.add, rows=[_content_row(collection_id, planned, number, ids, suffix) for number in some])
    # A duplicate is nobody's representative, so that it needs no sketch.
    sketched = {
        ids[paragraphs[number].fingerprint]: paragraphs[number].sketch
        for number, each in planned.judged.items()
        if each.verdict.kind is not VerdictKind.DUPLICATE
    }
    for rows in batched(sketches.rows_of(sketched, planned.sharing), tuning.rows):
        yield partial(sketches.write, collection_id=collection_id, rows=rows)


def _content_row(
    collection_id: int, planned: Plan, number: int, ids: Mapping[bytes, int], suffix: bytes
) -> tuple[Any, ...]:
    """A content's row, in the order of the table's columns."""
    paragraph, judged = planned.draft.paragraphs[number], planned.judged[number]
    representative = judged.representative
    if judged.earlier is not None and judged.verdict.kind is VerdictKind.DUPLICATE:
        representative = ids[planned.draft.paragraphs[judged.earlier].fingerprint]
    difference = judged.verdict.difference
    return (
        collection_id,
        ids[paragraph.fingerprint],
        paragraph.fingerprint + suffix,
        paragraph.text,
        pack(paragraph.sentences),
        planned.draft.language,
        planned.prepared[number].encoded,
        representative,
        int(judged.verdict.kind) if representative is not None else int(VerdictKind.NEW),
        difference.as_json() if difference and representative is not None else None,
        tokenizer.ANALYSER,
    )
