"""Jobs: work done in several short transactions, so that nobody waits long for the database.

A long article is *staged*: its contents, and what finds them, are written a few at a time under ids that were set
aside for them, and no one sees them. Published, it is *settling* until what it brought has found its final place. A
collection that is *forgotten* has lost its name at once and loses its rows later; so do contents that nobody holds any
more: they are *removed*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from index.store import sql
from index.store.schema import job, owned


class JobKind(IntEnum):
    """What is left to be done."""

    STAGED = 1
    SETTLING = 2
    FORGOTTEN = 3
    REMOVED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """``first`` to ``last`` are the content ids that it is about; ``since``: when it was begun or last worked on.

    What is removed has a negative ``first``: its contents may have another job as well.
    """

    collection_id: int
    first: int
    last: int
    kind: JobKind
    since: datetime

    @property
    def ids(self) -> range:
        """The contents that it is about, and maybe others between them."""
        return range(abs(self.first), self.last + 1)

    @property
    def suffix(self) -> bytes:
        """What is appended to its contents' fingerprints, so that two may write the same paragraph at once."""
        return self.first.to_bytes(8, "big")


def begin(
    connection: Connection, kind: JobKind, collection_id: int, first: int = 0, last: int = 0, *, since: datetime
) -> Job:
    """Remembers that this is to be done."""
    begun = Job(collection_id=collection_id, first=first, last=last, kind=kind, since=since)
    connection.execute(insert(job).values({**asdict(begun), "kind": int(kind)}))
    return begun


def every(connection: Connection) -> list[Job]:
    """All that is to be done, the oldest first."""
    return _read(connection, select(job).order_by(job.c.since, job.c.collection_id, job.c.first))


def of(connection: Connection, collection_id: int) -> list[Job]:
    """What is to be done in one collection."""
    mark = sql.mark(connection)
    if not sql.rows(connection, f"SELECT 1 FROM job WHERE collection_id = {mark} LIMIT 1", (collection_id,)):
        return []
    return _read(connection, select(job).where(owned(job, collection_id)))


def move(connection: Connection, one: Job, kind: JobKind, *, since: datetime) -> bool:
    """Says how far it has got; False when nobody knows of it (any more), or it is not where it is said to be."""
    # A job that began at another moment is of a collection that got the id of one that is gone: SQLite does that.
    here = owned(job, one.collection_id, first=one.first, kind=int(one.kind), since=one.since)
    return bool(connection.execute(update(job).where(here).values(kind=int(kind), since=since)).rowcount)


def abandon(connection: Connection, one: Job) -> None:
    """What was staged is not wanted: it can be swept at once."""
    move(connection, one, JobKind.STAGED, since=datetime(1970, 1, 1, tzinfo=UTC))


def done(connection: Connection, one: Job) -> None:
    """Nothing is left to do."""
    connection.execute(delete(job).where(owned(job, one.collection_id, first=one.first)))


def hidden(jobs: Iterable[Job]) -> Sequence[range]:
    """The ids of contents that nobody may see."""
    return [range(each.first, each.last + 1) for each in jobs if each.kind is JobKind.STAGED]


def suffixes(jobs: Iterable[Job]) -> Sequence[bytes]:
    """What may stand behind the fingerprints of contents that everybody may see."""
    return [each.suffix for each in jobs if each.kind is JobKind.SETTLING]


def _read(connection: Connection, query: Select[Any]) -> list[Job]:
    return [Job(**{**row, "kind": JobKind(row["kind"])}) for row in connection.execute(query).mappings()]
