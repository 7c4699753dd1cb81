"""Sketches find what shares shingles, in one collection only, and are gone when removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, insert

from index.dedup.judge import CANDIDATES
from index.store.contents import sketches
from index.store.schema import collection, metadata


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as opened:
        opened.execute(insert(collection), [{"id": number, "name": str(number), "analyser": 1} for number in (1, 2)])
        yield opened


def candidates(connection: Connection, collection_id: int, *wanted: tuple[int, ...]) -> list[list[int]]:
    return sketches.Nearby(connection=connection, collection_id=collection_id).candidates(wanted)


def test_what_shares_most_comes_first(connection: Connection) -> None:
    sketches.add(connection, 1, {1: (10, 20, 30), 2: (20, 30, 40), 3: (50, 60)})
    assert candidates(connection, 1, (20, 30, 40), (50,), (), (99,)) == [[2, 1], [3], [], []]


def test_another_collection_sees_nothing(connection: Connection) -> None:
    sketches.add(connection, 1, {1: (10, 20)})
    assert candidates(connection, 2, (10, 20)) == [[]]


def test_what_is_removed_is_not_found_again(connection: Connection) -> None:
    sketches.add(connection, 1, {1: (10, 20), 2: (20,)})
    sketches.remove(connection, 1, [1, 77])
    assert candidates(connection, 1, (10, 20)) == [[2]]


def test_a_shingle_that_everybody_has_is_read_in_bounded_time(connection: Connection) -> None:
    sketches.add(connection, 1, {number: (10, 1000 + number) for number in range(1, 200)})
    nearby = sketches.Nearby(connection=connection, collection_id=1)
    (found,) = nearby.candidates([(10, 1150)])
    assert found[0] == 150
    assert len(found) == CANDIDATES
    assert nearby.counts[10] == sketches.COMMON


def test_one_common_shingle_of_many_is_chance(connection: Connection) -> None:
    many = tuple(range(1, 25))
    sketches.add(connection, 1, {1: (1, *range(100, 123)), 2: (1, 2, *range(200, 222))})
    assert candidates(connection, 1, many) == [[2]]
