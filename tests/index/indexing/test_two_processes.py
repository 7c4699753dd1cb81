"""Two processes work on one collection at once: each moment that one of them could get between is safe.

On SQLite one waits for the other anyway; run with PostgreSQL, the same tests say more (``tests/support/postgres.py``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from index import Library
from index.indexing import staging
from index.indexing.plan import Plan
from index.ranking.bm25 import POSTING
from index.store import jobs, sql
from index.store.postings import postings
from index.store.schema import content, posting, posting_buffer
from index.store.tuning import Tuning
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.clock import Clock
from tests.support.index.analysers import analyser, piece
from tests.support.index.books import book
from tests.support.index.snapshots import jobs_left, seen


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url) as library:
        yield library


@pytest.fixture
def other(library: Library, database_url: str) -> Iterator[Library]:
    with Library.open(database_url) as other:
        yield other


@pytest.fixture
def cutting(library: Library, database_url: str) -> Iterator[Library]:
    """A process to which every article is long."""
    with Library.open(database_url, tuning=Tuning(long=0, contents=1, piece_seconds=0)) as cutting:
        yield cutting


def indexed(library: Library) -> set[int]:
    """The contents that postings are of, in blocks and waiting."""
    with library.database.read() as connection:
        blocks = [np.frombuffer(data, dtype=POSTING) for data in connection.scalars(select(posting.c.data))]
        pairs = [
            np.frombuffer(data, dtype="<i8")[1::2].copy() for data in connection.scalars(select(posting_buffer.c.data))
        ]
    return {each for part in [*blocks, *(some.view(POSTING) for some in pairs)] for each in part["content"].tolist()}


def meanwhile(work: Callable[[], object], seconds: float = 1) -> threading.Thread:
    """Lets another process do it, for so long at most; it may have to wait for us."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(seconds)
    return thread


def test_what_is_forgotten_while_a_book_settles_is_in_no_index(
    library: Library, other: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(collection="c", key="short", text=FERRY)
    plan = library.prepare(collection="c", text=f"{GLACIER}\n\n{book(100_000)}")
    with library.transaction() as connection:
        library.add(collection="c", key="book", plan=plan, within=connection)
    others: list[threading.Thread] = []
    read = sql.select

    def interrupted(connection: Any, what: str, *arguments: Any, **named: Any) -> Any:
        found = read(connection, what, *arguments, **named)
        if "FROM posting_buffer" in what and not others:
            others.append(meanwhile(lambda: other.forget(collection="c", article=1)))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(sql, "select", interrupted)
        library.tidy()
    others[0].join()
    library.tidy()
    assert jobs_left(library) == 0
    with library.database.read() as connection:
        assert indexed(library) == set(connection.scalars(select(content.c.id)))


def test_what_is_added_between_two_looks_is_indexed_anew_too(
    library: Library, other: Library, cutting: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with analyser(1):
        library.add(collection="c", key="1", text=FERRY)
    hidden, some = jobs.hidden, staging._some
    plans: list[Plan] = []
    begun, go_on = threading.Event(), threading.Event()
    book = threading.Thread(target=lambda: plans.append(cutting.prepare(collection="c", text=GLACIER)))

    def slow(*arguments: Any) -> bool:
        begun.set()
        go_on.wait()
        return some(*arguments)

    def interrupted(left: Any) -> Any:
        found = hidden(left)
        if not begun.is_set() and threading.current_thread() is threading.main_thread():
            book.start()
            begun.wait()
            other.add(collection="c", key="2", text=BUDGET)
        return found

    with analyser(2):
        monkeypatch.setattr(staging, "_some", slow)
        piece(library)
        monkeypatch.setattr(jobs, "hidden", interrupted)
        # It waits for the long one that is on its way.
        assert library.reindex(seconds=2)
        go_on.set()
        book.join()
        assert plans[0].staged is not None
        library.add(collection="c", key="3", plan=plans[0])
        while library.reindex(seconds=5):
            pass
        library.tidy()
        with library.database.read() as connection:
            assert indexed(library) == set(connection.scalars(select(content.c.id)))
        with Library.open("sqlite://") as fresh:
            for number, text in enumerate((FERRY, BUDGET, GLACIER)):
                fresh.add(collection="c", key=str(number), text=text)
            assert seen(library, "c")["postings"] == seen(fresh, "c")["postings"]


def test_a_question_sees_one_state_of_the_library(
    library: Library, other: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(collection="c", key="1", text=FERRY)
    library.add(collection="c", key="2", text=GLACIER)
    others: list[threading.Thread] = []
    views = postings.views

    def interrupted(*arguments: Any) -> dict[int, bytes]:
        if not others:
            others.append(meanwhile(lambda: other.forget(collection="c", article=1)))
        return views(*arguments)

    monkeypatch.setattr(postings, "views", interrupted)
    assert library.ask(collection="c", question="who is the captain of the ship?").passages
    others[0].join()
    assert not library.ask(collection="c", question="who is the captain of the ship?").passages


def test_what_was_being_written_for_a_forgotten_chat_gets_into_no_other_one(
    cutting: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(datetime(2026, 11, 3, tzinfo=UTC))
    monkeypatch.setattr(cutting, "_clock", clock)
    some = staging._some
    plans: list[Plan] = []

    def interrupted(*arguments: Any) -> bool:
        if not plans:
            clock.now += timedelta(seconds=1)
            cutting.forget(collection="c")
            # Another chat, which may get the same number, begins to add something long.
            with monkeypatch.context() as patch:
                patch.setattr(staging, "_some", some)
                plans.append(cutting.prepare(collection="d", text=GLACIER))
        return some(*arguments)

    monkeypatch.setattr(staging, "_some", interrupted)
    lost = cutting.prepare(collection="c", text=FERRY)
    cutting.add(collection="d", key="1", plan=plans[0])
    assert not cutting.ask(collection="d", question="who is the captain of the ship?").passages
    cutting.add(collection="c", key="1", plan=lost)
    cutting.tidy()
    with Library.open("sqlite://", clock=clock) as fresh:
        for name, text in (("d", GLACIER), ("c", FERRY)):
            fresh.add(collection=name, key="1", text=text)
            assert seen(cutting, name) == seen(fresh, name)
