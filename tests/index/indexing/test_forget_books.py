"""A book is forgotten or replaced as any article is: at once for whoever looks, for good soon after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest

from index import Library, Receipt, Relation, Scope
from index.indexing import forget, maintenance
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.clock import Clock
from tests.support.index.books import book
from tests.support.index.pieces import LITTLE_AT_ONCE, THREE_PARAGRAPHS_A_BOOK
from tests.support.index.snapshots import MOST_ROWS, Holds, jobs_left, rows, seen
from tests.support.programs import killed_tidying
from tests.support.programs.forked import run_forked

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BOOK = book(80_000)
LATER = timedelta(seconds=61)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def library(database_url: str, clock: Clock) -> Iterator[Library]:
    with Library.open(database_url, clock=clock, tuning=LITTLE_AT_ONCE) as library:
        yield library


@pytest.fixture
def small(database_url: str, clock: Clock) -> Iterator[Library]:
    """A library to which three paragraphs are a book."""
    with Library.open(database_url, clock=clock, tuning=THREE_PARAGRAPHS_A_BOOK) as library:
        yield library


def add(library: Library, key: str, text: str) -> Receipt:
    return library.add(collection="c", key=key, text=text)


def without(*texts: str) -> Library:
    """A library to which only these articles came."""
    library = Library.open("sqlite://", clock=Clock(NOW))
    for text in texts:
        add(library, text[:9], text)
    return library


def same(library: Library, expected: Library) -> None:
    """Nothing tells one from the other but the numbers of articles."""
    found, wanted = seen(library, "c"), seen(expected, "c")
    for each in (found, wanted):
        each["articles"] = [(one.title, one.relation, one.paragraphs, text) for one, text in each["articles"]]
    assert found == wanted
    ours, theirs = rows(library), rows(expected)
    for table in ("posting", "posting_buffer"):
        # The same postings may be written together otherwise.
        ours.pop(table, 0), theirs.pop(table, 0)
    assert ours == theirs


def test_a_forgotten_book_holds_nobody_up_and_leaves_nothing(library: Library, clock: Clock) -> None:
    add(library, FERRY[:9], FERRY)
    receipt = add(library, "book", f"{GLACIER}\n\n{BOOK}")
    add(library, BUDGET[:9], BUDGET)
    library.tidy()
    holds = Holds(library)
    _, moment = library.hide(collection="c", scope=Scope(articles=(receipt.article_id,)))
    clock.now += timedelta(seconds=59)
    library.tidy()
    assert library.restore(collection="c", moment=moment) == 1
    assert library.ask(collection="c", question=BOOK.split(". ")[222]).passages
    library.hide(collection="c", scope=Scope(articles=(receipt.article_id,)))
    clock.now += LATER
    library.tidy()
    assert jobs_left(library) == 0
    with without(FERRY, BUDGET) as expected:
        same(library, expected)
    assert holds.most <= MOST_ROWS


def test_articles_being_deleted_are_in_nobodys_way(
    small: Library, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(small, FERRY[:9], FERRY)
    # Two articles share a paragraph, and one rewords one of the other's.
    shared = FERRY.split("\n\n")[1]
    gone = add(small, "gone", f"{GLACIER}\n\n{shared}")
    near = GLACIER.replace("for six summers", "during six summers")
    kept = add(small, near[:9] + "x", f"{near}\n\n{BUDGET}")
    small.hide(collection="c", scope=Scope(articles=(gone.article_id,)))
    clock.now += LATER
    with monkeypatch.context() as patch:
        # Killed before the last part.
        patch.setattr(maintenance, "tidy", lambda *_, **__: None)
        small.tidy()
    assert jobs_left(small) > 0
    assert small.ask(collection="c", question="how many summers did they measure the glacier?").passages
    answer = small.ask(collection="c", question="how many holes did they drill?")
    assert [each.article_id for each in answer.passages] == [kept.article_id]
    assert small.ask(collection="c", question="who is the captain?").passages
    again = add(small, "again", GLACIER)
    assert again.relation is not Relation.SAME
    small.forget(collection="c", article=again.article_id)
    small.tidy()
    assert jobs_left(small) == 0
    with without(FERRY) as expected:
        add(expected, near[:9] + "x", f"{near}\n\n{BUDGET}")
        same(small, expected)


def test_the_same_book_again_at_once_is_new(small: Library, clock: Clock) -> None:
    for _ in range(3):
        receipt = add(small, "1", f"{FERRY}\n\n{BUDGET}")
        assert (receipt.known, receipt.repeated, receipt.kept) == (False, 0, 7)
        with small.transaction() as connection:
            # So that nothing is tidied.
            small.forget(collection="c", article=receipt.article_id, within=connection)
    add(small, FERRY[:9], FERRY)
    small.tidy()
    with without(FERRY) as expected:
        same(small, expected)
    small.forget(collection="c")
    assert rows(small) == {}


def test_a_book_that_is_hidden_and_comes_again_holds_nobody_up(library: Library, clock: Clock) -> None:
    add(library, FERRY[:9], FERRY)
    add(library, "book", BOOK)
    library.tidy()
    library.hide(collection="c", scope=Scope(since=NOW))
    holds = Holds(library)
    receipt = add(library, "book", BOOK)
    assert receipt.repeated == 0
    library.tidy()
    assert holds.most <= MOST_ROWS


def test_a_revised_book_is_the_new_one_and_nothing_of_the_old(library: Library, clock: Clock) -> None:
    paragraphs = BOOK.split("\n\n")
    changed = "\n\n".join([*paragraphs[:40], "A wholly new paragraph about an otter.", *paragraphs[42:]])
    add(library, FERRY[:9], FERRY)
    add(library, changed[:9], BOOK)
    library.tidy()
    holds = Holds(library)
    plan = library.prepare(collection="c", text=changed, replacing=changed[:9])
    with library.transaction() as connection:
        receipt = library.revise(collection="c", key=changed[:9], plan=plan, within=connection)
    assert (receipt.repeated, receipt.kept) == (0, changed.count("\n\n") + 1)
    library.tidy()
    assert jobs_left(library) == 0
    with without(FERRY, changed) as expected:
        expected.tidy()
        same(library, expected)
    assert holds.most <= MOST_ROWS


def test_a_plan_to_replace_what_is_not_there_or_stays_is_made_again(small: Library) -> None:
    add(small, "1", FERRY)
    add(small, "2", FERRY)
    plan = small.prepare(collection="c", text=f"{FERRY}\n\nMore to come.", replacing="1")
    # Somebody else delivered the same and did not edit it.
    receipt = small.revise(collection="c", key="1", plan=plan)
    assert (receipt.repeated, receipt.kept) == (4, 1)
    small.forget(collection="c")
    plan = small.prepare(collection="c", text=BUDGET, replacing="1")
    assert small.revise(collection="c", key="1", plan=plan).kept == 3


@pytest.mark.parametrize("after", [1, 3, 5, 8])
def test_killed_while_a_book_goes_the_rest_goes_later(tmp_path: Path, after: int) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    with Library.open(url, clock=Clock(NOW)) as library:
        add(library, FERRY[:9], FERRY)
        receipt = add(library, "gone", f"{GLACIER}\n\n{BUDGET}\n\n{FERRY.split(chr(10) * 2)[1]}")
        library.hide(collection="c", scope=Scope(articles=(receipt.article_id,)))
    assert run_forked(killed_tidying.main, url, NOW + LATER, after) == -SIGKILL
    with Library.open(url, clock=Clock(NOW + LATER)) as library, without(FERRY) as expected:
        assert library.articles(collection="c").total == 1
        assert not library.ask(collection="c", question="which glacier loses ice?").passages
        library.tidy()
        assert jobs_left(library) == 0
        same(library, expected)


def test_a_book_that_is_being_deleted_comes_back_whole_or_not_at_all(small: Library, clock: Clock) -> None:
    add(small, FERRY[:9], FERRY)
    add(small, "book", f"{GLACIER}\n\n{BUDGET}")
    _, moment = small.hide(collection="c", scope=Scope(articles=(2,)))
    clock.now += timedelta(seconds=59)
    # Another process whose clock is fast has begun to delete it.
    forget._shortened(small.database, 1, 2, clock.now, clock.now)
    assert small.restore(collection="c", moment=moment) == 0
    assert small.articles(collection="c").total == 1
    small.tidy()
    assert jobs_left(small) == 0
    with without(FERRY) as expected:
        same(small, expected)
