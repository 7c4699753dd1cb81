"""Jobs: work done in several short transactions, so that nobody waits long for the database.

A long article is *staged*: its contents and their index entries are written a few at a time under reserved ids, and
nobody sees them. Once published it is *settling*, until its rows have reached their final place. A *forgotten*
collection loses its name at once and its rows later. *Removed* contents, which no article holds any more, lose theirs
in the same way.
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
    """The kinds of pending work; the numbers are stored."""

    STAGED = 1
    SETTLING = 2
    FORGOTTEN = 3
    REMOVED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job for the content ids ``first`` to ``last``; ``since`` is when it was begun or last worked on.

    A REMOVED job has a negative ``first``, since its contents may belong to another job, too.
    """

    collection_id: int
    first: int
    last: int
    kind: JobKind
    since: datetime

    @property
    def ids(self) -> range:
        """The ids of its contents, and perhaps of others between them."""
        return range(abs(self.first), self.last + 1)

    @property
    def suffix(self) -> bytes:
        """The suffix of its contents' fingerprints, with which two jobs can write the same paragraph at once."""
        return self.first.to_bytes(8, "big")


def begin(
    connection: Connection, kind: JobKind, collection_id: int, first: int = 0, last: int = 0, *, since: datetime
) -> Job:
    """Creates a job."""
    begun = Job(collection_id=collection_id, first=first, last=last, kind=kind, since=since)
    connection.execute(insert(job).values({**asdict(begun), "kind": int(kind)}))
    return begun


def every(connection: Connection) -> list[Job]:
    """All jobs, oldest first."""
    return _read(connection, select(job).order_by(job.c.since, job.c.collection_id, job.c.first))


def of(connection: Connection, collection_id: int) -> list[Job]:
    """The jobs of one collection."""
    mark = sql.mark(connection)
    if not sql.rows(connection, f"SELECT 1 FROM job WHERE collection_id = {mark} LIMIT 1", (collection_id,)):
        return []
    return _read(connection, select(job).where(owned(job, collection_id)))


def move(connection: Connection, one: Job, kind: JobKind, *, since: datetime) -> bool:
    """Records a job's progress; False if the job is gone, or is not in the state that ``one`` says."""
    # ``since`` tells the job from one of another collection with the same id: SQLite reuses ids.
    here = owned(job, one.collection_id, first=one.first, kind=int(one.kind), since=one.since)
    return bool(connection.execute(update(job).where(here).values(kind=int(kind), since=since)).rowcount)


def abandon(connection: Connection, one: Job) -> None:
    """Gives up a staged article, so that its rows can be swept at once."""
    move(connection, one, JobKind.STAGED, since=datetime(1970, 1, 1, tzinfo=UTC))


def done(connection: Connection, one: Job) -> None:
    """Deletes a finished job."""
    connection.execute(delete(job).where(owned(job, one.collection_id, first=one.first)))


def hidden(jobs: Iterable[Job]) -> Sequence[range]:
    """The ids of contents that nobody may see."""
    return [range(each.first, each.last + 1) for each in jobs if each.kind is JobKind.STAGED]


def suffixes(jobs: Iterable[Job]) -> Sequence[bytes]:
    """The suffixes that fingerprints of visible contents may have."""
    return [each.suffix for each in jobs if each.kind is JobKind.SETTLING]


def _read(connection: Connection, query: Select[Any]) -> list[Job]:
    return [Job(**{**row, "kind": JobKind(row["kind"])}) for row in connection.execute(query).mappings()]
