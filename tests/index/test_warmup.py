"""The warm-up loads everything that the first question and the first article need."""

from __future__ import annotations

from sqlalchemy import func, select

from index import Library, warm
from index.store.schema import metadata


def test_warming_leaves_nothing_behind(database_url: str) -> None:
    with Library.open(database_url) as library:
        warm(library)
        with library.database.read() as connection:
            assert not [
                table.name
                for table in metadata.sorted_tables
                if connection.scalar(select(func.count()).select_from(table))
            ]


def test_what_is_there_stays_as_it_is(database_url: str) -> None:
    with Library.open(database_url) as library:
        library.add(collection="warming", key="1", text="Nine cranes stand in the harbour of Port Alma.")
        warm(library)
        assert (
            library.ask(collection="warming", question="How many cranes stand in the harbour?").passages[0].number == 1
        )
        assert library.articles(collection="warming").total == 1
