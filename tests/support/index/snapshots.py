"""What can be seen of a collection, so that two can be compared; and how much its writers did under the lock."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Connection, event, func, select

from index import Library
from index.store import jobs
from index.store.database import WRITE
from index.store.postings import generations, reader
from index.store.schema import collection, content, job, metadata, sketch, vocabulary


def seen(library: Library, name: str) -> dict[str, Any]:
    """All that matters of a collection, whatever the numbers of its contents are."""
    listed = library.articles(collection=name, limit=99).items
    articles = [(each, library.text(collection=name, article=each.id)) for each in listed]
    with library.database.read() as connection:
        owner = connection.scalar(select(collection.c.id).where(collection.c.name == name)) or 0
        staged = jobs.hidden(jobs.of(connection, owner))
        rows = connection.execute(select(content).where(content.c.collection_id == owner)).all()
        mine = {row.id: row for row in rows if not any(row.id in ids for ids in staged)}
        mark = {number: row.fingerprint[:16] for number, row in mine.items()}
        index = generations.of(connection, owner).id
        terms = list(connection.scalars(select(vocabulary.c.term).where(vocabulary.c.index_id == index)))
        held = reader.read(connection, index, terms)
        sketched = connection.execute(select(sketch).where(sketch.c.collection_id == owner)).all()
        held_of = reader.about(connection, owner)
        return {
            "statistics": (held_of.size, held_of.languages),
            "contents": {
                (
                    mark[row.id],
                    row.text,
                    row.sentences,
                    row.views,
                    mark.get(row.representative_id),
                    row.verdict,
                    row.difference,
                )
                for row in mine.values()
            },
            "postings": {
                term: sorted((mark[each["content"]], int(each["frequency"]), int(each["length"])) for each in entries)
                for term, entries in held.items()
            },
            "sketches": {(row.hash, mark[row.content_id]) for row in sketched if row.content_id in mark},
            "articles": articles,
        }


def rows(library: Library) -> dict[str, int]:
    """How many rows each of the library's tables holds, where it holds any."""
    with library.database.read() as connection:
        counted = {
            name: connection.scalar(select(func.count()).select_from(table)) for name, table in metadata.tables.items()
        }
    return {name: count for name, count in counted.items() if count}


def jobs_left(library: Library) -> int:
    """How much is left to be done."""
    with library.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(job)) or 0


# However long an article is, no transaction changes more rows than that, which takes some tens of milliseconds.
MOST_ROWS = 2500


class Holds:
    """How many rows each transaction that writes has changed: for so long it held up whoever else wants to write.

    The library is opened so that a transaction writes as little as it can (``tests.support.index.pieces``).
    """

    def __init__(self, library: Library) -> None:
        assert library.database.tuning.piece_seconds == 0
        self.rows: list[int] = []
        self._open = threading.local()
        engine = library.database.engine
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "after_cursor_execute", self._count)
        event.listen(engine, "commit", self._end)

    def _begin(self, connection: Connection) -> None:
        self._open.rows = 0 if connection.get_execution_options().get(WRITE) else None

    def _count(self, _connection: Connection, cursor: Any, *_: object) -> None:
        # What only reads describes what it found.
        if self._open.rows is not None and cursor.description is None:
            self._open.rows += max(cursor.rowcount, 0)

    def _end(self, _connection: Connection) -> None:
        if self._open.rows is not None:
            self.rows.append(self._open.rows)

    @property
    def most(self) -> int:
        """Of the largest one."""
        return max(self.rows)
