"""Collections: their row, its lock, and what is counted there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from index.store.schema import collection


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRow:
    """A collection as the database holds it."""

    id: int
    next_article: int
    next_content: int
    revision: int


def find(connection: Connection, name: str, *, lock: bool = False) -> CollectionRow | None:
    """The collection of that name, or None. ``lock`` keeps other writers of it out until the transaction ends."""
    columns = (collection.c.id, collection.c.next_article, collection.c.next_content, collection.c.revision)
    query = select(*columns).where(collection.c.name == name)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else CollectionRow(**row._mapping)


def claim(connection: Connection, name: str, *, analyser: int) -> CollectionRow:
    """The collection of that name, locked; made if it is not there yet."""
    row = find(connection, name, lock=True)
    if row is None:
        connection.execute(insert(collection).values(name=name, analyser=analyser))
        row = find(connection, name, lock=True)
        assert row is not None
    return row


def advance(connection: Connection, row: CollectionRow, *, articles: int = 0, contents: int = 0) -> None:
    """Takes the ids just handed out and marks the collection as changed."""
    connection.execute(
        update(collection)
        .where(collection.c.id == row.id)
        .values(
            next_article=row.next_article + articles,
            next_content=row.next_content + contents,
            revision=row.revision + 1,
        )
    )


def remove(connection: Connection, collection_id: int) -> None:
    """Deletes the collection; everything else of it goes along by foreign keys."""
    connection.execute(delete(collection).where(collection.c.id == collection_id))
