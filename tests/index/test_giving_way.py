"""Long work gives way to short work, but never while others wait for what it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, event

from index import Library
from index.giving_way import PAUSE

SENTENCES = [f"Bridge number {number} over the Orle was closed on Monday." for number in range(12)]
TEXT = "\n\n".join(SENTENCES)


class Watch:
    """Counts the occasions to pause, and notes whether the library was in a write transaction."""

    def __init__(self) -> None:
        self.occasions = 0
        self.writing = False
        self.while_writing = 0

    def __call__(self) -> None:
        self.occasions += 1
        self.while_writing += self.writing

    def begun(self, connection: Connection) -> None:
        self.writing = connection.get_execution_options().get("verbatim_write", False)

    def over(self, _connection: Connection) -> None:
        self.writing = False

    def since(self) -> int:
        """The occasions since the last call."""
        found, self.occasions = self.occasions, 0
        return found


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    token = PAUSE.set(watch)
    yield watch
    PAUSE.reset(token)


def test_whoever_computes_for_long_gives_way_at_each_paragraph_or_sentence(database_url: str, watch: Watch) -> None:
    with Library.open(database_url, meaning=False) as library:
        plan = library.prepare(collection="news", text=TEXT)
        assert watch.since() >= len(SENTENCES)
        library.add(collection="news", key="1", plan=plan)
        watch.since()
        library.check(collection="news", text=" ".join(SENTENCES))
        assert watch.since() >= len(SENTENCES)
        library.summarise(collection="news", articles=[1])
        assert watch.since() >= len(SENTENCES)
        library.digest(collection="news")
        assert watch.since() >= len(SENTENCES)


def test_nobody_pauses_in_a_transaction_that_others_wait_for(database_url: str, watch: Watch) -> None:
    with Library.open(database_url, meaning=False) as library:
        engine = library.database.engine
        for name, heard in (("begin", watch.begun), ("commit", watch.over), ("rollback", watch.over)):
            event.listen(engine, name, heard)
        library.add(collection="news", key="1", text=TEXT)
        planned = library.prepare(collection="news", text=TEXT.replace("Monday", "Tuesday"))
        # What was planned is out of date, and is planned anew in the transaction.
        library.add(collection="news", key="2", text=TEXT.replace("Monday", "Friday"))
        with library.database.write() as connection:
            library.add(collection="news", key="3", plan=planned, within=connection)
            assert PAUSE.get() is None
        assert watch.since() > 0
        assert watch.while_writing == 0
        assert PAUSE.get() is watch
