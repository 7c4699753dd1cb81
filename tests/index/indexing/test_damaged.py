"""What is damaged in one chat keeps nothing of another one from being done, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from index import Library, Span
from index.analysis.sentences.segmentation import sentences
from index.indexing import reindex
from index.store.schema import collection, content
from index.store.tuning import Tuning
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.index.analysers import analyser
from tests.support.index.books import book
from tests.support.index.snapshots import jobs_left, rows

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url, clock=lambda: NOW) as library:
        yield library


def damage(library: Library, name: str, **values: bytes) -> None:
    with library.transaction() as connection:
        owner = select(collection.c.id).where(collection.c.name == name).scalar_subquery()
        connection.execute(update(content).where(content.c.collection_id == owner).values(**values))


def forgotten_for_later(library: Library, name: str) -> None:
    with library.transaction() as connection:
        library.forget(collection=name, article=1, within=connection)


def test_a_paragraph_whose_views_are_damaged_is_forgotten_all_the_same(library: Library) -> None:
    library.add(collection="c", key="1", text=FERRY)
    damage(library, "c", views=b"\1\2")
    library.forget(collection="c", article=1)
    assert rows(library) == {"collection": 1}


def test_a_chat_that_cannot_be_tidied_keeps_no_other_waiting(library: Library, database_url: str) -> None:
    for name in ("bad", "good"):
        library.add(collection=name, key="1", text=book(60_000))
        forgotten_for_later(library, name)
    # Beyond repair: neither what was made of it can be read nor can it be made again.
    damage(library, "bad", views=b"\1", sentences=b"\1")
    for _ in range(2):
        with pytest.raises(ValueError, match="shorter"):
            library.tidy()
        assert jobs_left(library) == 1
    # And nobody else hears of it.
    with Library.open(database_url, clock=lambda: NOW, tuning=Tuning(long=0)) as another:
        assert another.add(collection="other", key="1", text=GLACIER).kept
    library.forget(collection="other")
    assert library.articles(collection="good").total == library.articles(collection="other").total == 0


def test_a_chat_that_cannot_be_reindexed_keeps_no_other_waiting(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with analyser(1):
        library.add(collection="bad", key="1", text="Only a little.")
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            library.add(collection="good", key=str(number), text=text)

    # Everything is made of the text alone: only a fault of the analyser's own is left.
    def faulty(text: str, language: str) -> list[Span]:
        if text == "Only a little.":
            raise ValueError("cannot be read")
        return sentences(text, language)

    monkeypatch.setattr(reindex, "sentences", faulty)
    with analyser(2):
        with pytest.raises(ValueError, match="cannot be read"):
            library.reindex(seconds=30)
        assert library.unfinished().collections == 1
        assert library.ask(collection="good", question="who is the captain of the ship?").passages


def test_damaged_sentences_are_whole_again_once_indexed_anew(library: Library) -> None:
    with analyser(1):
        library.add(collection="c", key="1", text=FERRY)
    damage(library, "c", sentences=b"\1", views=b"\1")
    with analyser(2):
        assert not library.reindex(seconds=30)
        assert library.ask(collection="c", question="who is the captain of the ship?").passages
