"""Vectors in memory are those in the database, and take no more room than they may."""

from __future__ import annotations

import numpy as np
import pytest

from index import Library
from index.search.meaning import similar
from index.store import collections
from index.store.vectors import cache, reader
from index.store.vectors.cache import VectorCache, Vectors
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.index.encoding import WordHashes, embed_all, vectors


def made(count: int) -> Vectors:
    return Vectors(np.arange(count), bytes(count * 392))


def test_the_least_recently_asked_are_dropped_when_there_is_no_room() -> None:
    held = VectorCache(2500)
    for number in (1, 2, 3):
        held.keep(number, (7, 1), made(2))
    assert held.find(1, (7, 1)) is not None
    held.keep(4, (7, 1), made(2))
    assert [held.find(number, (7, 1)) is not None for number in (1, 2, 3, 4)] == [True, False, True, True]
    held.keep(5, (7, 1), made(50))
    assert held.find(5, (7, 1)) is None
    assert held.find(4, (7, 1)) is not None


def test_vectors_of_another_state_are_not_held() -> None:
    held = VectorCache(2500)
    held.keep(1, (7, 1), made(2))
    assert held.find(1, (8, 1)) is None
    assert held.find(1, (7, 1)) is None


def test_what_another_process_changes_is_seen_at_once(database_url: str) -> None:
    with (
        Library.open(database_url, encoder=WordHashes) as mine,
        Library.open(database_url, encoder=WordHashes) as other,
    ):
        mine.add(collection="c", key="1", text=FERRY)
        embed_all(mine)
        first = vectors(mine)
        assert len(first.ids)
        other.add(collection="c", key="2", text=BUDGET)
        embed_all(other)
        second = vectors(mine)
        assert set(second.ids.tolist()) > set(first.ids.tolist())
        found = other.find(collection="c", key="1")
        assert found is not None
        other.forget(collection="c", article=found.id)
        other.tidy()
        assert set(vectors(mine).ids.tolist()) == set(second.ids.tolist()) - set(first.ids.tolist())
        # SQLite gives its id to the next one.
        other.forget(collection="c")
        other.tidy()
        other.add(collection="d", key="1", text=GLACIER)
        assert len(vectors(mine, "d").ids) == 0


def test_asked_again_no_vectors_are_read_from_the_database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(database_url, encoder=WordHashes) as library:
        library.add(collection="c", key="1", text=f"{FERRY}\n\n{BUDGET}")
        embed_all(library)
        first = vectors(library)
        monkeypatch.delattr(reader, "_read")
        assert vectors(library).packed == first.packed
        with library.database.read() as connection:
            row = collections.find(connection, "c")
            assert row is not None
            ids, _ = similar(connection, row.id, WordHashes().question("ferry"), first.ids[:2])
            assert ids.tolist() == first.ids[:2].tolist()


def test_a_transaction_that_writes_sees_its_own_and_leaves_nothing_in_memory(database_url: str) -> None:
    with Library.open(database_url) as library:
        with library.transaction() as connection:
            assert cache.of(connection) is None
        with library.database.read() as connection:
            assert cache.of(connection) is not None
