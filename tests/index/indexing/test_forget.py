"""What is forgotten is out of sight at once, can be brought back for a moment, and is gone for good after that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from index import Library, Scope, Source, UnknownArticle
from index.indexing import forget
from index.store.schema import article, content, occurrence, posting, posting_buffer, sketch, vocabulary
from index.store.tuning import Tuning
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.clock import Clock

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def library(database_url: str, clock: Clock) -> Iterator[Library]:
    library = Library.open(database_url, clock=clock)
    for number, (text, source) in enumerate(((FERRY, "Post"), (BUDGET, "Courier"), (GLACIER, "Courier")), 1):
        published = datetime(2026, number, 1, tzinfo=UTC)
        library.add(collection="c", key=str(number), text=text, source=Source(name=source), published_at=published)
    yield library
    library.close()


def asked(library: Library, question: str) -> str:
    answer = library.ask(collection="c", question=question)
    return answer.passages[0].sentence if answer else ""


def titles(library: Library) -> list[str]:
    return [each.title.split()[0] for each in library.articles(collection="c").items]


def rows(library: Library) -> int:
    tables = (article, content, occurrence, posting, posting_buffer, sketch, vocabulary)
    with library.database.read() as connection:
        return sum(connection.scalar(select(func.count()).select_from(each)) or 0 for each in tables)


def test_what_is_forgotten_is_neither_found_nor_counted_nor_listed(library: Library) -> None:
    assert "Lindqvist" in asked(library, "who is the captain?")
    gone, _ = library.hide(collection="c", scope=Scope(source="post"))
    assert gone.articles == 1
    assert asked(library, "who is the captain?") == ""
    answer = library.ask(collection="c", question="who is the captain?")
    assert answer.articles == 2
    assert "Lindqvist" not in str(answer.closest)
    assert titles(library) == ["Glacier", "Council"]
    assert library.sources(collection="c") == ("Courier",)
    assert library.find(collection="c", key="1") is None
    assert library.suggest(collection="c", question="captian lindqvst") is None
    assert not any("Ferry" in str(story) for story in library.digest(collection="c").stories)
    for look in (library.article, library.text, library.versions, library.news):
        with pytest.raises(UnknownArticle):
            look(collection="c", article=1)
    with pytest.raises(UnknownArticle):
        library.summarise(collection="c", articles=[1])


def test_it_can_be_brought_back_as_it_was(library: Library, clock: Clock) -> None:
    before = library.articles(collection="c")
    _, moment = library.hide(collection="c")
    assert titles(library) == []
    clock.now += timedelta(seconds=59)
    library.tidy()
    assert library.restore(collection="c", moment=moment) == 3
    assert library.articles(collection="c") == before
    assert "Lindqvist" in asked(library, "who is the captain?")
    clock.now += timedelta(days=1)
    library.tidy()
    assert titles(library) == ["Glacier", "Council", "Ferry"]


@pytest.mark.parametrize("many", [0, 50], ids=["with the collection", "one by one"])
def test_after_a_minute_it_is_gone_for_good(database_url: str, library: Library, clock: Clock, many: int) -> None:
    _, moment = library.hide(collection="c")
    clock.now += timedelta(seconds=61)
    assert library.restore(collection="c", moment=moment) == 0
    with Library.open(database_url, clock=clock, tuning=Tuning(many=many)) as other:
        other.tidy()
    assert rows(library) == 0
    receipt = library.add(collection="c", key="1", text=FERRY)
    assert not receipt.known


def test_a_period_and_a_source_go_and_the_rest_stays(library: Library, clock: Clock) -> None:
    gone, _ = library.hide(collection="c", scope=Scope(source="courier", until=datetime(2026, 3, 1, tzinfo=UTC)))
    assert gone.articles == 1
    assert titles(library) == ["Glacier", "Ferry"]
    clock.now += timedelta(seconds=61)
    library.tidy()
    assert titles(library) == ["Glacier", "Ferry"]
    assert asked(library, "how much do schools receive?") == ""
    assert "Lindqvist" in asked(library, "who is the captain?")


def test_what_was_forgotten_apart_is_brought_back_apart(library: Library) -> None:
    _, first = library.hide(collection="c", scope=Scope(articles=(1,)))
    _, second = library.hide(collection="c", scope=Scope(articles=(2,)))
    assert first != second
    assert library.restore(collection="c", moment=first) == 1
    assert titles(library) == ["Glacier", "Ferry"]


def test_the_same_article_again_is_new_and_the_forgotten_one_stays_gone(library: Library, clock: Clock) -> None:
    _, moment = library.hide(collection="c")
    receipt = library.add(collection="c", key="9", text=FERRY)
    assert (receipt.known, receipt.repeated, receipt.kept) == (False, 0, 4)
    assert library.restore(collection="c", moment=moment) == 2
    assert titles(library) == ["Ferry", "Glacier", "Council"]
    clock.now += timedelta(seconds=61)
    library.tidy()
    assert "Lindqvist" in asked(library, "who is the captain?")


def test_the_same_message_again_is_taken_anew(library: Library) -> None:
    library.hide(collection="c")
    receipt = library.add(collection="c", key="1", text=FERRY)
    assert receipt.kept == 4
    assert titles(library) == ["Ferry"]


def test_a_near_copy_of_what_is_forgotten_repeats_nothing(library: Library) -> None:
    library.hide(collection="c")
    receipt = library.add(collection="c", key="9", text=FERRY.replace("Nobody was hurt.", "No one was hurt."))
    assert receipt.repeated == 0
    assert receipt.related is None


@pytest.mark.parametrize("long", [False, True])
def test_an_edit_to_what_is_forgotten_repeats_nothing(database_url: str, clock: Clock, long: bool) -> None:
    with Library.open(database_url, clock=clock, tuning=Tuning(orphans=0) if long else Tuning()) as library:
        for key, text in (("1", FERRY), ("2", BUDGET)):
            library.add(collection="c", key=key, text=text)
        _, moment = library.hide(collection="c", scope=Scope(articles=(1,)))
        plan = library.prepare(collection="c", text=FERRY, replacing="2")
        receipt = library.revise(collection="c", key="2", plan=plan)
        assert receipt.kept
        assert not receipt.repeated
        # It stands there once, whatever was forgotten.
        assert not library.restore(collection="c", moment=moment)
        assert [each.id for each in library.articles(collection="c").items] == [2]


def test_a_forgotten_article_that_is_edited_is_there_again_and_once(library: Library) -> None:
    library.hide(collection="c", scope=Scope(articles=(1,)))
    plan = library.prepare(collection="c", text=f"{FERRY}\n\n{GLACIER}", replacing="1")
    library.revise(collection="c", key="1", plan=plan)
    assert titles(library).count("Ferry") == 1
    assert "Lindqvist" in asked(library, "who is the captain?")


def test_what_another_article_shares_with_a_forgotten_one_stays(library: Library, clock: Clock) -> None:
    shared = FERRY.split("\n\n")[1]
    library.add(collection="c", key="9", text=f"Another report altogether about the tugs.\n\n{shared}")
    library.hide(collection="c", scope=Scope(articles=(1,)))
    found = library.ask(collection="c", question="who is the captain?")
    assert found.passages[0].article_id == 4
    assert found.passages[0].also_in == ()
    clock.now += timedelta(seconds=61)
    library.tidy()
    assert library.ask(collection="c", question="who is the captain?").passages[0].article_id == 4


def test_other_collections_are_left_alone(library: Library, clock: Clock) -> None:
    library.add(collection="d", key="1", text=FERRY)
    _, moment = library.hide(collection="c")
    assert library.restore(collection="d", moment=moment) == 0
    clock.now += timedelta(seconds=61)
    library.tidy()
    assert library.articles(collection="d").total == 1


def test_a_plan_that_was_made_before_is_made_again(library: Library) -> None:
    plan = library.prepare(collection="c", text=FERRY + "\n\nA new paragraph says that the tide was very low then.")
    library.hide(collection="c")
    receipt = library.add(collection="c", key="9", plan=plan)
    assert receipt.repeated == 0
    assert receipt.related is None


def test_a_kill_between_forgetting_many_articles_and_deleting_them_stops_nothing(
    database_url: str, library: Library, clock: Clock
) -> None:
    for number, text in enumerate((FERRY, BUDGET, GLACIER)):
        library.add(collection="c", key=str(number), text=text)
    library.hide(collection="c")
    clock.now += timedelta(seconds=61)
    until = clock.now - library.undo
    with Library.open(database_url, clock=clock, tuning=Tuning(many=1, forgotten_rows=3)) as other:
        # Killed here; and twice, as two processes would do it at the same moment.
        forget.expire(other.database, until=until, now=clock.now)
        with other.database.read() as connection:
            (owner,) = connection.scalars(select(article.c.collection_id).distinct()).all()
        assert forget._collection_expired(other.database, owner, until, clock.now)
        other.tidy()
    assert rows(library) == 0
