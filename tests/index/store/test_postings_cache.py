"""What is held of a collection in memory is what the database says at this moment, and only so much is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from index import Library, UnknownArticle
from index.ranking.bm25 import ScoredPostings, Statistics
from index.search.retrieval import FirstStage, first_stage
from index.store import collections, database
from index.store.postings import cache, generations, reader
from index.store.postings.in_memory import InMemoryIndex
from index.store.tuning import Tuning
from tests.support.articles import FERRY, GLACIER
from tests.support.clock import Clock

NAMES = ("a", "b")
WORDS = "the ferry harbour council budget glacier dust library crowns captain Saturday rose fell"
QUESTIONS = ("When did the ferry leave the harbour?", "what does the council say about the budgte", "the the", "dust")
# Hardly anything waits for its block, and what goes is taken out of the index later. Whatever is asked is held from the
# first time on, and common words are spared.
LITTLE = Tuning(waiting=40, orphans=0, removed=1, often=0, large=4)


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url, clock=Clock(datetime(2026, 11, 3, tzinfo=UTC)), tuning=LITTLE) as library:
        yield library


@pytest.fixture
def other(library: Library, database_url: str) -> Iterator[Library]:
    with Library.open(database_url, clock=library._clock, tuning=LITTLE) as other:
        yield other


def asked(library: Library, name: str, question: str, *, held: bool = True) -> list[object]:
    """All that the first stage finds; ``held``: with what is held in memory."""
    with library.database.read() as connection:
        if not held:
            connection = connection.execution_options(**{cache.CACHE: None})
        row = collections.find(connection, name)
        found: FirstStage | None = first_stage(connection, row.id, question) if row else None
    return [] if found is None else [*found[:3], found.contents.tolist(), found.scores.tolist(), *found[5:]]


def about(number: int) -> cache.CachedCollection:
    """Of an empty collection."""
    return cache.CachedCollection(
        state=(number,),
        size=Statistics(documents=0, total_length=0),
        languages=[],
        indexed=generations.described(number, None, 1, None),
        below=1,
    )


def article(dice: random.Random) -> str:
    return "\n\n".join(" ".join(dice.choices(WORDS.split(), k=dice.randint(1, 12))) for _ in range(dice.randint(1, 6)))


def change(library: Library, dice: random.Random) -> None:
    """Something that changes a collection, or what is left to be done about it."""
    name = dice.choice(NAMES)
    here = [each.id for each in library.articles(collection=name, limit=99).items]
    match dice.randint(0, 9):
        case 0 | 1 | 2 | 3:
            library.add(collection=name, key=str(dice.random()), text=article(dice))
        case 4 if here:
            library.forget(collection=name, article=dice.choice(here))
        case 5 if here:
            key = str(dice.random())
            library.add(collection=name, key=key, text=article(dice))
            library.revise(collection=name, key=key, plan=library.prepare(collection=name, text=article(dice)))
        case 6:
            library.forget(collection=name)
        case 7:
            library.hide(collection=name)
        case 8:
            library.merge(source=name, target=NAMES[name == "a"])
        case _:
            library._clock.now += timedelta(minutes=2)  # type: ignore[attr-defined]
            library.tidy()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_two_processes_do_each_finds_what_there_is(library: Library, other: Library, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(25):
        with suppress(UnknownArticle):
            change(dice.choice((library, other)), dice)
        for process in (library, other):
            for name in NAMES:
                question = dice.choice(QUESTIONS)
                assert asked(process, name, question) == asked(process, name, question, held=False)


def test_contents_that_are_removed_later_are_not_found_any_more(library: Library, other: Library) -> None:
    library.add(collection="a", key="1", text=FERRY)
    library.add(collection="a", key="2", text=GLACIER)
    # In a transaction of ours, so that nothing is taken out of the index yet.
    with library.transaction() as connection:
        library.forget(collection="a", article=1, within=connection)
    assert asked(other, "a", "captain")[3]
    library.tidy()
    assert not asked(other, "a", "captain")[3]
    assert asked(other, "a", "glacier")[3]


def test_another_chat_with_the_number_of_a_forgotten_one_is_another_one(library: Library, other: Library) -> None:
    library.add(collection="a", key="1", text=FERRY.replace("212", "213"))
    assert other.ask(collection="a", question="How many people were on board?").passages
    library.forget(collection="a")
    library.tidy()
    # As long, as new, and with the same words but one.
    library.add(collection="a", key="1", text=FERRY.replace("Lindqvist", "Bergstrom"))
    assert not asked(other, "a", "Lindqvist")[3]
    assert asked(other, "a", "Bergstrom")[3]


def test_what_is_rolled_back_was_never_there(library: Library) -> None:
    library.add(collection="a", key="1", text=FERRY)
    with suppress(ZeroDivisionError), library.transaction() as connection:
        library.add(collection="a", key="2", text=GLACIER, within=connection)
        row = collections.find(connection, "a")
        assert row is not None
        assert len(first_stage(connection, row.id, "Reyer").contents)
        raise ZeroDivisionError
    # As long, and with the same words but one.
    library.add(collection="a", key="2", text=GLACIER.replace("Reyer", "Morland"))
    assert not asked(library, "a", "Reyer")[3]
    assert asked(library, "a", "Morland")[3]


def test_frequent_questions_do_not_wait_for_postings(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(collection="a", key="1", text=FERRY)
    asked(library, "a", "ferry")
    monkeypatch.delattr(reader, "read_sparing")
    assert asked(library, "a", "captain")[3]


@pytest.mark.parametrize("size", [database.CACHE_BYTES, 0])
def test_a_large_collection_is_not_held(library: Library, size: int) -> None:
    library.add(collection="a", key="1", text=FERRY)
    with library.database.read() as connection:
        memory = cache.of(connection)
        row = collections.find(connection, "a")
        assert memory is not None
        assert row is not None
        memory.size = size
        first_stage(connection, row.id, "ferry")
        assert (reader.about(connection, row.id).in_memory is None) == (size == 0)


def test_the_least_recently_asked_collection_is_dropped_first() -> None:
    whole = InMemoryIndex({}, ScoredPostings(np.zeros(10, dtype=np.uint32), np.zeros(10)))
    memory = cache.Cache(3 * whole.nbytes)
    held: dict[int, cache.CachedCollection] = {}
    for number in range(4):
        if number == 3:
            assert memory.find(0, (0,)) is held[0]
        held[number] = about(number)
        memory.add(number, held[number])
        memory.keep(held[number], whole)
    assert [number for number, each in held.items() if each.in_memory is None] == [1]


def test_an_entry_of_another_state_is_dropped() -> None:
    memory = cache.Cache(0)
    held = about(1)
    memory.add(1, held)
    assert memory.find(1, (1,)) is held
    assert memory.find(1, (2,)) is None
    assert memory.find(1, (1,)) is None
