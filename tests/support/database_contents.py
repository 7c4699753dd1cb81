"""What the database holds, whichever it is."""

from __future__ import annotations

from sqlalchemy import select

from bot.store import schema
from index import Library
from index.store import schema as index_schema


def holds(library: Library, words: str) -> bool:
    """Whether ``words`` stand in any row of any table."""
    with library.database.read() as connection:
        return any(
            words in str(row)
            for metadata in (index_schema.metadata, schema.metadata)
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        )
