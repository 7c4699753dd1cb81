"""Under which id a collection's index stands: its postings, waiting pairs and words.

At first it is the collection's own id. When the analyser changes, a new index is built under the id of another row of
``collection``, which holds no articles and which nobody finds by name. That row counts what is in the index; its
``next_content`` records the progress, its ``analyser`` the version that builds it. One short transaction makes the
collection point to the new index; the old one is deleted step by step (index/indexing/reindex.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, or_, select, update

from index.analysis import tokenizer
from index.store import collections, jobs, sql
from index.store.collections import CollectionRow
from index.store.jobs import JobKind
from index.store.schema import collection, posting, posting_buffer, vocabulary

# The id of a collection's first content.
FIRST = 1
# Marks a collection whose views are of several versions.
MIXED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A collection's index, under ``id``.

    ``current``: this version of the analyser made the index; ``whole``: it also made the views of the second stage.
    """

    id: int
    current: bool
    whole: bool


class Stage(Enum):
    """The next step for a collection that another version of the analyser indexed."""

    BEGIN = auto()
    BUILD = auto()
    RENEW = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The progress of a collection: in this stage the contents from ``at`` to below ``end`` are left.

    ``made`` is the id of the new index; 0 before it exists.
    """

    collection_id: int
    stage: Stage
    made: int
    at: int
    end: int
    documents: int

    @property
    def place(self) -> tuple[Stage, int, int]:
        """Equal at two times only if nobody worked on it in between."""
        return self.stage, self.made, self.at

    @property
    def left(self) -> int:
        """About how many paragraphs must still be reindexed; one that is in the new index counts as half done."""
        done = min(1.0, (self.at - FIRST) / max(self.end - FIRST, 1)) + (self.stage is Stage.RENEW)
        return max(1, round(self.documents * (1 - done / 2)))


def of(connection: Connection, collection_id: int) -> Index:
    """The collection's index."""
    found = sql.rows(
        connection,
        "SELECT index_id, analyser, (SELECT analyser FROM collection made WHERE made.id = collection.index_id)"
        f" FROM collection WHERE id = {sql.mark(connection)}",
        (collection_id,),
    )
    return described(collection_id, *(found[0] if found else (None, tokenizer.ANALYSER, None)))


def described(collection_id: int, index_id: int | None, whole: int, made: int | None) -> Index:
    """The index by the collection's row; ``made`` is the version of an index that stands under an id of its own."""
    current = (whole if made is None else made) == tokenizer.ANALYSER
    return Index(
        id=collection_id if index_id is None else index_id,
        current=current,
        whole=current and whole == tokenizer.ANALYSER,
    )


def built(connection: Connection, row: CollectionRow) -> tuple[int, int, int] | None:
    """The index under construction: its id, the first content that is not in it, and its version; None without one."""
    if row.new_index_id is None:
        return None
    columns = (collection.c.id, collection.c.next_content, collection.c.analyser)
    found = connection.execute(select(*columns).where(collection.c.id == row.new_index_id)).one_or_none()
    return None if found is None else (found.id, found.next_content, found.analyser)


def named() -> ColumnElement[bool]:
    """The condition on ``collection`` that a row is a caller's: neither another one's index nor forgotten."""
    return ~collection.c.name.startswith(collections.NAMELESS)


_MADE = collection.alias("made")
_OUTDATED = (
    select(
        collection.c.id,
        collection.c.new_index_id,
        collection.c.documents,
        collection.c.next_content,
        _MADE.c.id,
        _MADE.c.next_content,
        _MADE.c.analyser,
    )
    .select_from(
        collection.outerjoin(_MADE, _MADE.c.id == func.coalesce(collection.c.new_index_id, collection.c.index_id))
    )
    .where(named(), or_(collection.c.analyser != bindparam("version"), collection.c.new_index_id.is_not(None)))
    .order_by(collection.c.documents, collection.c.id)
)
_OUTDATED_ONE = _OUTDATED.where(collection.c.id == bindparam("only"))


def outdated(connection: Connection) -> list[Work]:
    """The collections that another version of the analyser indexed, smallest first, so that most are done soon."""
    return [_work(*row) for row in sql.query(connection, _OUTDATED, version=tokenizer.ANALYSER)]


def work_on(connection: Connection, collection_id: int) -> Work | None:
    """The pending work on one collection, or None."""
    found = sql.query(connection, _OUTDATED_ONE, version=tokenizer.ANALYSER, only=collection_id)
    return _work(*found[0]) if found else None


def _work(
    collection_id: int, new: int | None, documents: int, end: int, made: int | None, at: int | None, version: int | None
) -> Work:
    begun = version == tokenizer.ANALYSER
    return Work(
        collection_id=collection_id,
        stage=Stage.BEGIN if not begun else Stage.BUILD if new is not None else Stage.RENEW,
        made=made or 0 if begun else 0,
        at=at or FIRST if begun else FIRST,
        end=end,
        documents=documents,
    )


def begin(connection: Connection, row: CollectionRow, *, now: datetime) -> None:
    """Starts a new index for a locked collection; drops one that another version of the analyser began."""
    if row.new_index_id is not None:
        drop(connection, row.new_index_id, now=now)
        if of(connection, row.id).whole:
            # A downgrade: the existing index is of this version.
            _update(connection, row.id, new_index_id=None)
            return
    name = f"{collections.NAMELESS}of {row.id}"
    made = {"name": name, "analyser": tokenizer.ANALYSER, "next_content": FIRST, "next_article": 1}
    aside: int = connection.execute(insert(collection).values(made).returning(collection.c.id)).scalar_one()
    collections.disown(connection, aside)
    _update(connection, row.id, new_index_id=aside)


def _update(connection: Connection, collection_id: int, **values: Any) -> None:
    connection.execute(update(collection).where(collection.c.id == collection_id).values(values))


def reached(connection: Connection, made: int, at: int) -> None:
    """Records that contents below ``at`` are done."""
    _update(connection, made, next_content=at)


def switch(connection: Connection, row: CollectionRow, *, now: datetime) -> None:
    """Replaces the old index of a locked collection by the new one, which is complete."""
    assert row.new_index_id is not None
    counted = select(collection.c.documents, collection.c.total_length).where(collection.c.id == row.new_index_id)
    values = {**connection.execute(counted).mappings().one(), "index_id": row.new_index_id, "new_index_id": None}
    values |= {"analyser": MIXED, "revision": collections.following(row)}
    _update(connection, row.id, **values)
    _update(connection, row.new_index_id, documents=0, total_length=0, next_content=FIRST)
    if row.index_id is not None:
        drop(connection, row.index_id, now=now)


def finish(connection: Connection, row: CollectionRow) -> None:
    """Records that all of a collection is of this version of the analyser."""
    _update(connection, row.id, analyser=tokenizer.ANALYSER)


def drop(connection: Connection, index_id: int, *, now: datetime) -> None:
    """Gives up an index under an id of its own; ``index.indexing.maintenance`` deletes it."""
    jobs.begin(connection, JobKind.FORGOTTEN, index_id, since=now)


def clear(connection: Connection, row: CollectionRow, most: int) -> bool:
    """Deletes some rows of the replaced index under the collection's own id; returns whether there were any."""
    tables = (posting, posting_buffer, vocabulary)
    return row.index_id is not None and any(collections.clear_table(connection, each, row.id, most) for each in tables)
