"""A long article is written in pieces that nobody sees, holds nobody up, and comes out as if written at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Library, Receipt
from index.store.tuning import Tuning
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.index.books import SENTENCES, book
from tests.support.index.pieces import EVERY_ARTICLE_LONG, LITTLE_AT_ONCE
from tests.support.index.snapshots import MOST_ROWS, Holds, jobs_left, rows, seen
from tests.support.programs import killed_adding, killed_forgetting
from tests.support.programs.forked import run_forked

MOMENT = datetime(2026, 11, 3, tzinfo=UTC)
PARAGRAPH = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
ARTICLES = st.lists(st.lists(PARAGRAPH, min_size=1, max_size=5).map("\n\n".join), min_size=1, max_size=4)


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url, tuning=LITTLE_AT_ONCE) as library:
        yield library


@pytest.fixture
def cutting(database_url: str) -> Iterator[Library]:
    """A library to which every article is long."""
    with Library.open(database_url, tuning=EVERY_ARTICLE_LONG) as library:
        yield library


@settings(max_examples=6, deadline=None)
@given(ARTICLES, st.integers(0, 3))
def test_written_in_pieces_or_at_once_it_is_the_same(articles: list[str], gone: int) -> None:
    def added(library: Library) -> list[Receipt]:
        receipts = [library.add(collection="c", key=str(number), text=each) for number, each in enumerate(articles)]
        if gone < len(receipts):
            library.forget(collection="c", article=receipts[gone].article_id)
        return receipts

    def clock() -> datetime:
        return MOMENT

    with (
        Library.open("sqlite://", clock=clock) as whole,
        Library.open("sqlite://", clock=clock, tuning=EVERY_ARTICLE_LONG) as cut,
    ):
        assert added(cut) == added(whole)
        assert seen(cut, "c") == seen(whole, "c")
        assert jobs_left(cut) == 0
        cut.forget(collection="c")
        assert rows(cut) == {}


def test_a_book_of_100_pages_holds_no_other_chat_up(library: Library) -> None:
    library.add(collection="other", key="1", text=FERRY)
    holds = Holds(library)
    text = book(240_000)
    kept: list[int] = []
    reader = threading.Thread(target=lambda: kept.append(library.add(collection="reader", key="1", text=text).kept))
    reader.start()
    meanwhile = 0
    while reader.is_alive():
        library.add(collection="other", key=f"report {meanwhile}", text=f"Report {meanwhile} from the harbour.")
        assert library.ask(collection="other", question="who is captain Lindqvist?")
        meanwhile += 1
        time.sleep(0.02)
    assert kept[0] > 300
    assert meanwhile
    assert len(holds.rows) > 20
    assert holds.most <= MOST_ROWS
    assert library.ask(collection="reader", question=text.split(". ")[777]).passages


def test_what_is_staged_is_seen_by_nobody(cutting: Library) -> None:
    with Library.open("sqlite://", tuning=EVERY_ARTICLE_LONG) as alone:
        for each in (cutting, alone):
            each.add(collection="c", key="1", text=FERRY)
        plan = cutting.prepare(collection="c", text=BUDGET)
        assert plan.staged is not None
        assert seen(cutting, "c")["contents"] == seen(alone, "c")["contents"]
        assert seen(cutting, "c")["statistics"] == seen(alone, "c")["statistics"]
        assert not cutting.ask(collection="c", question="Otterburn").passages
        # What another article says in the same words is no duplicate of it.
        assert cutting.add(collection="c", key="2", text=f"{BUDGET}\n\n{GLACIER}").repeated == 0


def test_a_plan_that_something_came_before_is_made_again(cutting: Library) -> None:
    with Library.open("sqlite://", tuning=EVERY_ARTICLE_LONG) as alone:
        plan = cutting.prepare(collection="c", text=f"{FERRY}\n\n{BUDGET}")
        cutting.add(collection="c", key="1", text=FERRY)
        receipt = cutting.add(collection="c", key="2", plan=plan)
        assert receipt.repeated == 4
        for key, text in (("1", FERRY), ("2", f"{FERRY}\n\n{BUDGET}")):
            alone.add(collection="c", key=key, text=text)
        cutting.tidy()
        assert jobs_left(cutting) == 0
        assert seen(cutting, "c")["contents"] == seen(alone, "c")["contents"]
        assert seen(cutting, "c")["postings"] == seen(alone, "c")["postings"]


def test_a_plan_that_something_unlike_it_came_before_is_still_good(cutting: Library) -> None:
    plan = cutting.prepare(collection="c", text=BUDGET)
    cutting.add(collection="c", key="1", text=GLACIER)
    with cutting.transaction() as connection:
        receipt = cutting.add(collection="c", key="2", plan=plan, within=connection)
    assert receipt.kept == 3
    assert cutting.ask(collection="c", question="who is the mayor?")
    cutting.tidy()
    assert jobs_left(cutting) == 0
    assert cutting.add(collection="c", key="3", text=f"{BUDGET}\n\nMore to come.").repeated == 3


def test_two_books_at_once_share_what_they_have_in_common(database_url: str) -> None:
    common = book(60_000, 1)
    texts = [f"{common}\n\n{book(60_000, 2)}", f"{book(60_000, 3)}\n\n{common}"]
    shared = common.count("\n\n") + 1
    receipts: list[Receipt] = []

    def add(library: Library, number: int) -> None:
        receipts.append(library.add(collection="c", key=str(number), text=texts[number]))

    with Library.open(database_url, tuning=Tuning(long=1000)) as library:
        threads = [threading.Thread(target=add, args=(library, number)) for number in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(each.repeated for each in receipts) == [0, shared]
        with library.database.read() as connection:
            assert len(seen(library, "c")["contents"]) == sum(each.kept for each in receipts)
            assert connection.exec_driver_sql("SELECT count(DISTINCT fingerprint) FROM content").scalar() == sum(
                each.kept for each in receipts
            )


@pytest.mark.parametrize("after", [0, 1, 3, 5])
def test_killed_between_two_pieces_nothing_is_seen_and_the_next_try_succeeds(tmp_path: Path, after: int) -> None:
    url, text = f"sqlite:///{tmp_path / 'library.db'}", f"{BUDGET}\n\n{GLACIER}"
    with Library.open(url, clock=lambda: MOMENT) as library:
        library.add(collection="c", key="1", text=FERRY)
    assert run_forked(killed_adding.main, url, after) == -SIGKILL
    with (
        Library.open(url, clock=lambda: MOMENT, tuning=EVERY_ARTICLE_LONG) as library,
        Library.open("sqlite://", clock=lambda: MOMENT, tuning=EVERY_ARTICLE_LONG) as alone,
    ):
        alone.add(collection="c", key="1", text=FERRY)
        assert jobs_left(library) == 1
        assert seen(library, "c")["contents"] == seen(alone, "c")["contents"]
        assert seen(library, "c")["articles"] == seen(alone, "c")["articles"]
        for each in (library, alone):
            assert each.add(collection="c", key="2", text=text).repeated == 0
        assert seen(library, "c")["contents"] == seen(alone, "c")["contents"]
        assert seen(library, "c")["postings"] == seen(alone, "c")["postings"]
    # What was left is gone by and by, words and all, and takes nothing along that is needed.
    with Library.open(url, clock=lambda: datetime.now(UTC) + timedelta(hours=2)) as library:
        library.tidy()
        assert jobs_left(library) == 0
        with Library.open("sqlite://", clock=lambda: MOMENT) as alone:
            alone.add(collection="c", key="1", text=FERRY)
            alone.add(collection="c", key="2", text=text)
            assert rows(library)["content"] == rows(alone)["content"]
            assert rows(library)["vocabulary"] == rows(alone)["vocabulary"]
            assert rows(library)["sketch"] == rows(alone)["sketch"]
        library.forget(collection="c")
        assert rows(library) == {}


def test_killed_while_a_chat_is_being_forgotten_nothing_of_it_is_seen_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    with Library.open(url) as library:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            library.add(collection="c", key=str(number), text=text)
    assert run_forked(killed_forgetting.main, url, 3) == -SIGKILL
    with Library.open(url) as library:
        assert library.articles(collection="c").total == 0
        assert not library.ask(collection="c", question="who is captain Lindqvist?").passages
        assert library.add(collection="c", key="0", text=FERRY).kept == 4
        before = seen(library, "c")
        assert rows(library)["collection"] == 2
        library.tidy()
        assert rows(library)["collection"] == 1
        assert seen(library, "c") == before


def test_forgetting_a_large_chat_holds_no_other_up(library: Library) -> None:
    library.add(collection="reader", key="1", text=book(250_000))
    holds = Holds(library)
    forgotten = library.forget(collection="reader")
    assert forgotten.articles == 1
    assert forgotten.paragraphs > 400
    assert rows(library) == {}
    assert holds.most <= MOST_ROWS
