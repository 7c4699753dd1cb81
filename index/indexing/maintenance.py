"""Pending work in short transactions: settling published articles, deleting what nobody can see."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from index.errors import StorageError
from index.indexing import removal
from index.store import collections, jobs
from index.store.collections import CollectionRow
from index.store.contents import contents, sketches, visibility
from index.store.database import Database
from index.store.jobs import Job, JobKind
from index.store.postings import postings, write_buffer
from index.store.tuning import tuning_of

# An article that was staged this long ago will not be published any more.
ABANDONED = timedelta(hours=1)
CONTENTS = 100


def tidy(database: Database, *, now: datetime, only: Collection[int] | None = None) -> None:
    """Does all pending jobs in short transactions, with pauses for others between them.

    ``only`` restricts it to these collections. A job that fails is left for the next time; its error is raised after
    the rest is done.
    """
    with database.read() as connection:
        left = jobs.every(connection)
    run_independently(partial(_all, database, each, now) for each in left if only is None or each.collection_id in only)


def tidy_now(database: Database, collection_ids: Iterable[int | None], *, now: datetime) -> None:
    """``tidy`` for these collections after a change of theirs; the next ``tidy`` raises an error, if there is one."""
    with suppress(Exception):
        tidy(database, now=now, only=[each for each in collection_ids if each is not None])


def _all(database: Database, each: Job, now: datetime) -> None:
    while _some(database, each, now):
        time.sleep(database.tuning.pause_seconds)


def _some(database: Database, each: Job, now: datetime) -> bool:
    """Does one piece of a job; returns whether more is left."""
    if each.kind is JobKind.STAGED and each.since > now - ABANDONED:
        return False
    with database.write() as connection:
        # The collection's lock before the job's, as everywhere. Blocks are read and written under the same lock.
        row = collections.get(connection, each.collection_id, lock=True)
        if row is None or not jobs.move(connection, each, each.kind, since=each.since):
            return False
        work = {
            JobKind.STAGED: _sweep,
            JobKind.SETTLING: _settle,
            JobKind.FORGOTTEN: _clear,
            JobKind.REMOVED: _remove,
        }
        finished = work[each.kind](connection, row, each)
        if finished:
            jobs.done(connection, each)
        return not finished


def _sweep(connection: Connection, row: CollectionRow, each: Job) -> bool:
    ids = contents.within(connection, each.collection_id, each.ids, CONTENTS)
    postings.discard(connection, each.collection_id, ids, each.first, each.last, index_id=row.index)
    sketches.remove(connection, each.collection_id, ids)
    contents.remove(connection, each.collection_id, ids)
    return len(ids) < CONTENTS


def _settle(connection: Connection, row: CollectionRow, each: Job) -> bool:
    if visibility.strip_suffixes(connection, each.collection_id, each.ids, CONTENTS):
        return False
    return not write_buffer.settle(connection, row.index, write_buffer.AT_ONCE)


def _remove(connection: Connection, row: CollectionRow, each: Job) -> bool:
    most = tuning_of(connection).removed
    ids = visibility.abandoned(connection, each.collection_id, each.ids, most)
    if ids:
        removal.remove_contents(connection, row, ids)
    return len(ids) < most


def _clear(connection: Connection, _row: CollectionRow, each: Job) -> bool:
    return collections.clear(connection, each.collection_id, tuning_of(connection).rows)


def run_independently(work: Iterable[Callable[[], object]]) -> None:
    """Runs independent pieces of work, and raises the first error in the end.

    An error of the database's state is raised at once, since the other pieces would meet it, too.
    """
    failed: Exception | None = None
    for piece in work:
        try:
            piece()
        except Exception as error:
            if isinstance(error, StorageError) and error.passing:
                raise
            failed = failed or error
    if failed is not None:
        raise failed
