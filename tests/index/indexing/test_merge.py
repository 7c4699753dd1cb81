"""What can be relied on when one collection becomes part of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import Library, Place, Source, Span
from index.store.articles import deletion
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.clock import Clock

DAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(DAY)


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(f"sqlite:///{tmp_path / 'articles.db'}", clock=clock) as library:
        yield library


def titles(library: Library, collection: str) -> list[str]:
    return [each.title.split()[0] for each in library.articles(collection=collection).items]


def test_every_article_moves_with_its_keys_places_source_and_time(library: Library, clock: Clock) -> None:
    where = Place(span=Span(0, len(FERRY)), where="message 7")
    source = Source(identity="telegram:1/7", name="Harbour News")
    library.add(collection="old", key="7", text=FERRY, source=source, places=[where], published_at=DAY)
    library.add(collection="old", key="8", text=FERRY, places=[Place(span=Span(0, len(FERRY)), where="message 8")])
    before = library.find(collection="old", key="7")
    clock.now += timedelta(days=3)
    library.add(collection="new", key="1", text=BUDGET)
    assert library.merge(source="old", target="new") == 1
    moved = library.find(collection="new", key="7")
    assert before is not None
    assert moved is not None
    assert library.find(collection="new", key="8") == moved
    assert (moved.source, moved.published_at, moved.added_at) == ("Harbour News", DAY, DAY)
    assert [each.where for each in moved.places] == [each.where for each in before.places]
    assert library.text(collection="new", article=moved.id) == FERRY
    assert not library.holds(collection="old")
    assert library.ask(collection="new", question="Who is the captain?").passages[0].article_id == moved.id


def test_numbers_that_the_target_gave_mean_what_they_meant(library: Library) -> None:
    library.add(collection="old", key="1", text=FERRY)
    own = library.add(collection="new", key="2", text=BUDGET).article_id
    library.merge(source="old", target="new")
    assert library.article(collection="new", article=own).title.startswith("Council")


def test_what_moved_is_listed_by_when_it_came(library: Library, clock: Clock) -> None:
    library.add(collection="old", key="1", text=FERRY)
    clock.now += timedelta(hours=1)
    library.add(collection="old", key="2", text=BUDGET)
    clock.now += timedelta(hours=1)
    library.add(collection="new", key="3", text=GLACIER)
    library.merge(source="old", target="new")
    assert titles(library, "new") == ["Glacier", "Council", "Ferry"]


def test_what_both_held_is_there_once(library: Library) -> None:
    library.add(collection="old", key="1", text=FERRY)
    library.add(collection="new", key="2", text=FERRY)
    library.merge(source="old", target="new")
    assert titles(library, "new") == ["Ferry"]
    assert library.find(collection="new", key="1") == library.find(collection="new", key="2")


def test_an_interrupted_merge_loses_nothing_and_goes_on(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, text in enumerate((FERRY, BUDGET, GLACIER)):
        library.add(collection="old", key=str(number), text=text)
    library.add(collection="new", key="other", text="A note about the harbour, of no great length.")
    calls = 0
    remove = deletion.remove

    def fails_at_the_second(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return remove(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(deletion, "remove", fails_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        library.merge(source="old", target="new")
    assert sorted(titles(library, "old") + titles(library, "new")) == ["A", "Council", "Ferry", "Glacier"]
    assert library.merge(source="old", target="new") == 2
    assert sorted(titles(library, "new")) == ["A", "Council", "Ferry", "Glacier"]


def test_merging_with_itself_or_with_nothing_changes_nothing(library: Library) -> None:
    library.add(collection="one", key="1", text=FERRY)
    assert library.merge(source="one", target="one") == 0
    assert library.merge(source="nothing", target="one") == 0
    assert titles(library, "one") == ["Ferry"]


def test_what_was_forgotten_does_not_move(library: Library) -> None:
    library.add(collection="old", key="1", text=FERRY)
    library.hide(collection="old")
    assert library.merge(source="old", target="new") == 0
    assert not library.holds(collection="new")
