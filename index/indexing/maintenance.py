"""What is left to be done in short transactions: settling what was published, sweeping what nobody can see."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from index.indexing import removal
from index.indexing.apart import each_apart
from index.indexing.staging import PAUSE_SECONDS
from index.store import collections, jobs
from index.store.collections import CollectionRow
from index.store.contents import contents, sketches, visibility
from index.store.database import Database
from index.store.jobs import Job, Kind
from index.store.postings import postings, write_buffer

# What was staged so long ago is not going to be published any more.
ABANDONED = timedelta(hours=1)
CONTENTS = 100
ROWS = 1000
# Contents whose terms are taken out of the index in one transaction: the blocks of some thousand terms.
REMOVED = 16


def tidy(database: Database, *, now: datetime, only: Collection[int] | None = None) -> None:
    """Does all that is left to be done at this moment, in short transactions with pauses for others between them.

    ``only``: the ids of the only collections to look at. What fails is left for the next time, and raised when all
    the rest is done.
    """
    with database.read() as connection:
        left = jobs.every(connection)
    each_apart(partial(_all, database, each, now) for each in left if only is None or each.collection_id in only)


def _all(database: Database, each: Job, now: datetime) -> None:
    while _some(database, each, now):
        time.sleep(PAUSE_SECONDS)


def _some(database: Database, each: Job, now: datetime) -> bool:
    """One piece; whether there is more to do."""
    if each.kind is Kind.STAGED and each.since > now - ABANDONED:
        return False
    with database.write() as connection:
        # First its collection's lock, then the job's, as everybody does. What is written into blocks was read under
        # that lock, too.
        row = collections.get(connection, each.collection_id, lock=True)
        if row is None or not jobs.move(connection, each, each.kind, since=each.since):
            return False
        work = {Kind.STAGED: _swept, Kind.SETTLING: _settled, Kind.FORGOTTEN: _cleared, Kind.REMOVED: _removed}
        return not work[each.kind](connection, row, each)


def _swept(connection: Connection, row: CollectionRow, each: Job) -> bool:
    ids = contents.within(connection, each.collection_id, range(each.first, each.last + 1), CONTENTS)
    postings.discard(connection, each.collection_id, ids, each.first, each.last, index_id=row.index)
    sketches.remove(connection, each.collection_id, ids)
    contents.remove(connection, each.collection_id, ids)
    if len(ids) < CONTENTS:
        jobs.done(connection, each)
    return len(ids) < CONTENTS


def _settled(connection: Connection, row: CollectionRow, each: Job) -> bool:
    if visibility.strip_suffixes(connection, each.collection_id, range(each.first, each.last + 1), CONTENTS):
        return False
    if write_buffer.settle(connection, row.index, write_buffer.AT_ONCE):
        return False
    jobs.done(connection, each)
    return True


def _removed(connection: Connection, row: CollectionRow, each: Job) -> bool:
    ids = visibility.abandoned(connection, each.collection_id, each.ids, REMOVED)
    if ids:
        removal.remove(connection, row, ids)
    if len(ids) < REMOVED:
        jobs.done(connection, each)
    return len(ids) < REMOVED


def _cleared(connection: Connection, _row: CollectionRow, each: Job) -> bool:
    return collections.clear(connection, each.collection_id, ROWS)
