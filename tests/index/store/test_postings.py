"""Postings live in the caller's transaction, in blocks, and leave nothing behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from index.analysis.codec import term_hash
from index.ranking import bm25
from index.store.postings import postings, reader
from index.store.postings.in_memory import load
from index.store.schema import collection_language, posting, posting_buffer, vocabulary
from index.store.tuning import TUNING, Tuning
from tests.support.index.paragraph_collection import add, database, found, remove

WORDS = [f"w{number}" for number in range(8)]
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
STEPS = st.lists(st.tuples(st.lists(TEXT, min_size=1, max_size=4), st.integers(0, 3)), min_size=1, max_size=8)


def scores(connection: Connection, owner: int, words: list[str]) -> dict[int, float]:
    held = reader.about(connection, owner)
    entries, _ = reader.weighed(connection, held, [term_hash(word) for word in words])
    contents, values = bm25.score(list(entries.values()))
    return dict(zip(contents.tolist(), values.tolist(), strict=True))


def in_memory(connection: Connection, owner: int, words: list[str]) -> dict[int, float]:
    """The same, once all of the index has been read."""
    entries, _ = load(connection, owner, reader.about(connection, owner).size).find(list(map(term_hash, words)), (), 0)
    contents, values = bm25.score(list(entries.values()))
    return dict(zip(contents.tolist(), values.tolist(), strict=True))


def reference(live: dict[int, str], words: list[str]) -> dict[int, float]:
    if not live:
        return {}
    documents = [text.split() for text in live.values()]
    ranked = BM25Plus(documents)
    values = ranked.get_scores(words)
    return {
        number: value - sum(ranked.idf.get(word, 0.0) for word in words if word not in document)
        for number, document, value in zip(live, documents, values, strict=True)
        if set(words) & set(document)
    }


@settings(max_examples=25, deadline=None)
@given(STEPS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True), st.sampled_from([0, 9, 99]))
def test_after_any_additions_and_deletions_scores_are_those_of_what_is_left(
    steps: list[tuple[list[str], int]], words: list[str], waiting: int
) -> None:
    # Small blocks and hardly any wait for them, so that few paragraphs fill, merge and hollow them.
    with database(Tuning(waiting=waiting, young=3, old=5)) as connection:
        found(connection, 1)
        live: dict[int, str] = {}
        next_id = 1
        for texts, gone in steps:
            new = dict(enumerate(texts, next_id))
            next_id += len(new)
            add(connection, 1, new, "und")
            live |= new
            leaving = list(live)[:gone]
            remove(connection, 1, leaving)
            for number in leaving:
                del live[number]
            ours, theirs = scores(connection, 1, words), reference(live, words)
            assert ours.keys() == theirs.keys()
            assert all(ours[number] == pytest.approx(theirs[number], abs=1e-9) for number in theirs)
            assert in_memory(connection, 1, words) == ours


def test_removed_contents_leave_no_word_behind() -> None:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, {1: "Cats sleep.", 2: "Dogs bark at cats."})
        remove(connection, 1, [1])
        assert postings.words_from(connection, 1, "sle") == []
        assert postings.words_from(connection, 1, "ca") == ["cat"]
        remove(connection, 1, [2])
        for table in (posting, posting_buffer, vocabulary, collection_language):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
        empty = reader.about(connection, 1)
        assert empty.size == bm25.Statistics(documents=0, total_length=0)
        assert empty.languages == []


def test_collections_know_nothing_of_each_other() -> None:
    with database() as connection:
        found(connection, 1)
        found(connection, 2)
        add(connection, 1, {1: "Cats sleep."})
        alone = scores(connection, 1, ["cat"])
        add(connection, 2, dict.fromkeys(range(1, 30), "Cats and dogs and cats."), "de")
        assert scores(connection, 1, ["cat"]) == alone
        assert reader.about(connection, 1).languages == ["en"]
        assert postings.words_from(connection, 1, "do") == []


def test_a_common_word_in_too_many_paragraphs_is_not_read() -> None:
    tuning = Tuning(waiting=7, young=3)
    with database(tuning) as connection:
        found(connection, 1)
        for number in range(1, 12):
            add(connection, 1, {number: "cat" if number % 2 else "cat dog"})
        keys = [term_hash("cat"), term_hash("dog"), term_hash("cow")]
        held, skipped = reader.read_sparing(connection, 1, keys, keys, 5)
        assert {key: len(entry) for key, entry in held.items()} == {keys[1]: 5}
        assert skipped == {keys[0]}
        # Of a term that is read after all, blocks that were small enough to be read sooner are not read twice.
        for small in (0, 3 * 8, 8192):
            tuned = connection.execution_options(**{TUNING: replace(tuning, small=small)})
            held, skipped = reader.read_sparing(tuned, 1, keys, keys, 12)
            assert sorted(held[keys[0]]["content"].tolist()) == list(range(1, 12))
            assert not skipped
        held, skipped = reader.read_sparing(connection, 1, keys, keys[1:], 2)
        assert sorted(held[keys[0]]["content"].tolist()) == list(range(1, 12))
        assert skipped == {keys[1]}


def test_what_the_database_refuses_is_an_error_of_the_library_that_speaks_to_it() -> None:
    with database() as connection:
        connection.exec_driver_sql("DROP TABLE posting")
        with pytest.raises(DBAPIError):
            reader.read(connection, 1, [1])


def test_a_paragraph_without_a_word_is_counted_and_can_go() -> None:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, {1: "😀 …"})
        assert reader.about(connection, 1).size.documents == 1
        assert reader.read(connection, 1, []) == {}
        remove(connection, 1, [1])
        assert reader.about(connection, 1).size.documents == 0


def test_more_of_a_word_than_a_posting_can_count_is_not_an_error() -> None:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, {1: "cat " * 70_000})
        held = reader.read(connection, 1, [term_hash("cat")])
        assert np.asarray(held[term_hash("cat")])["frequency"].tolist() == [65_535]
