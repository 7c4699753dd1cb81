"""Collections: their row, its lock and its counters."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, Text, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from index.store import sql
from index.store.schema import (
    article,
    article_text,
    collection,
    content,
    delivery,
    occurrence,
    place,
    posting,
    posting_buffer,
    sketch,
    vector_block,
    vocabulary,
)

_FIELDS = ("id", "next_article", "next_content", "revision", "index_id", "new_index_id")
# Bits of a first revision: enough that no two are equal, and few enough to leave room for counting.
_FIRST_BITS = 60
# The beginning of the names of rows that nobody must find: no caller's name begins like this.
NAMELESS = "\N{WHITE SQUARE} "
# The tables of a collection that may be large; referring tables come before those that they refer to.
_TABLES = (
    vector_block,
    sketch,
    posting,
    posting_buffer,
    vocabulary,
    occurrence,
    content,
    place,
    delivery,
    article_text,
    article,
)
_ROW = select(*(collection.c[each] for each in _FIELDS))
_NAMED = _ROW.where(collection.c.name == bindparam("name", type_=Text))
_CLAIMED = _NAMED.with_for_update()
_BY_ID = _ROW.where(collection.c.id == bindparam("key"))
_CLAIMED_BY_ID = _BY_ID.with_for_update()
_ADVANCE = (
    update(collection)
    .where(collection.c.id == bindparam("key"))
    .values(next_article=bindparam("article"), revision=bindparam("now"))
)
_RESERVE = (
    update(collection)
    .where(collection.c.id == bindparam("key"))
    .values(next_content=collection.c.next_content + bindparam("by"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRow:
    """A collection as the database holds it."""

    id: int
    next_article: int
    next_content: int
    revision: int
    index_id: int | None = None
    new_index_id: int | None = None

    @property
    def index(self) -> int:
        """The id of its postings, waiting pairs and words."""
        return self.id if self.index_id is None else self.index_id


def find(connection: Connection, name: str, *, lock: bool = False) -> CollectionRow | None:
    """The collection of that name, or None. ``lock`` keeps its other writers out until the transaction ends."""
    return _row(sql.query(connection, _CLAIMED if lock else _NAMED, name=name))


def get(connection: Connection, collection_id: int, *, lock: bool = False) -> CollectionRow | None:
    """The collection with that id, or None; ``lock`` as in ``find``."""
    return _row(sql.query(connection, _CLAIMED_BY_ID if lock else _BY_ID, key=collection_id))


def _row(found: Sequence[Sequence[Any]]) -> CollectionRow | None:
    return CollectionRow(**dict(zip(_FIELDS, found[0], strict=True))) if found else None


def claim(connection: Connection, name: str, *, analyser: int) -> CollectionRow:
    """The collection of that name, locked; created if necessary."""
    row = find(connection, name, lock=True)
    if row is None:
        # Several processes may try to create it at the same time: one succeeds.
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(collection).values(name=name, analyser=analyser).on_conflict_do_nothing())
        row = find(connection, name, lock=True)
        assert row is not None
    return row


def advance(connection: Connection, row: CollectionRow, *, articles: int = 0) -> None:
    """Counts the article ids just handed out, and marks the collection as changed."""
    sql.execute(connection, _ADVANCE, key=row.id, article=row.next_article + articles, now=following(row))


def following(row: CollectionRow) -> int:
    """The next revision. The first is random, since SQLite may reuse a forgotten collection's id."""
    return row.revision + 1 if row.revision else 1 + secrets.randbits(_FIRST_BITS)


def reserve(connection: Connection, row: CollectionRow, contents: int) -> int:
    """Reserves ids for contents and returns the first; the collection's revision stays."""
    sql.execute(connection, _RESERVE, key=row.id, by=contents)
    return row.next_content


def disown(connection: Connection, collection_id: int) -> None:
    """Removes the collection's name: nobody finds it any more, and the name is free."""
    connection.execute(
        update(collection).where(collection.c.id == collection_id).values(name=f"{NAMELESS}{collection_id}")
    )


def clear(connection: Connection, collection_id: int, most: int) -> bool:
    """Deletes about ``most`` rows of a collection, and in the end the collection itself; returns whether it is gone."""
    left = most
    for table in _TABLES:
        while left > 0 and (gone := clear_table(connection, table, collection_id, left)):
            left -= gone
    if left > 0:
        connection.execute(delete(collection).where(collection.c.id == collection_id))
    return left > 0


def clear_table(connection: Connection, table: Table, owner_id: int, most: int) -> int:
    """Deletes about ``most`` rows of a table that belong to that collection or index; returns how many."""
    quote, mark = connection.dialect.identifier_preparer.quote, sql.mark(connection)
    owner, key, *_ = (quote(each.name) for each in table.primary_key.columns)
    mine = f"{quote(table.name)} WHERE {owner} = {mark}"
    upto = sql.rows(connection, f"SELECT {key} FROM {mine} ORDER BY {key} LIMIT 1 OFFSET {mark}", (owner_id, most))
    before = f" AND {key} <= {mark}" if upto else ""
    return connection.exec_driver_sql(f"DELETE FROM {mine}{before}", (owner_id, *(row[0] for row in upto))).rowcount
