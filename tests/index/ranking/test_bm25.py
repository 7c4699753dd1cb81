"""The first stage scores as rank_bm25's BM25Plus does, and is sound with little or nothing to score."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index.ranking import bm25
from index.store.postings import reader

WORDS = st.sampled_from([f"w{number}" for number in range(8)])
DOCUMENTS = st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=12)
QUESTION = st.lists(WORDS, min_size=1, max_size=4, unique=True)


def index(documents: list[list[str]]) -> tuple[dict[str, bm25.Postings], bm25.Statistics]:
    held: dict[str, list[tuple[int, int, int]]] = {}
    for number, document in enumerate(documents):
        for word, count in Counter(document).items():
            held.setdefault(word, []).append((number, count, len(document)))
    size = bm25.Statistics(documents=len(documents), total_length=sum(map(len, documents)))
    return {word: np.array(records, dtype=bm25.POSTING) for word, records in held.items()}, size


def weighed(entries: list[bm25.Postings], size: bm25.Statistics) -> list[bm25.ScoredPostings]:
    return list(reader.as_scored(dict(enumerate(entries)), size).values())


def scored(documents: list[list[str]], question: list[str], **options: object) -> dict[int, float]:
    held, size = index(documents)
    entries = weighed([held[word] for word in question if word in held], size)
    found, scores = bm25.score(entries, **options)  # type: ignore[arg-type]
    return dict(zip(found.tolist(), scores.tolist(), strict=True))


def reference(documents: list[list[str]], question: list[str]) -> dict[int, float]:
    """The package's scores, less δ·idf for each word of the question that a document lacks."""
    ranked = BM25Plus(documents)
    scores = ranked.get_scores(question)
    return {
        number: scores[number] - sum(ranked.idf.get(word, 0.0) for word in question if word not in document)
        for number, document in enumerate(documents)
        if set(question) & set(document)
    }


@given(DOCUMENTS, QUESTION)
def test_scores_are_those_of_rank_bm25_without_its_constant(documents: list[list[str]], question: list[str]) -> None:
    ours, theirs = scored(documents, question), reference(documents, question)
    assert ours.keys() == theirs.keys()
    for number, score in theirs.items():
        assert ours[number] == pytest.approx(score, abs=1e-9)


@given(DOCUMENTS, QUESTION, st.sets(st.integers(-2, 20)))
def test_a_scope_leaves_scores_as_they_are_and_others_out(
    documents: list[list[str]], question: list[str], scope: set[int]
) -> None:
    whole = scored(documents, question)
    within = scored(documents, question, within=np.array(sorted(scope), dtype=np.int64))
    assert within == {number: score for number, score in whole.items() if number in scope}


def test_one_paragraph_is_found_by_its_words() -> None:
    assert scored([["cat"]], ["cat"])[0] > 0


def test_nothing_is_found_in_nothing() -> None:
    assert scored([["cat"]], ["dog"]) == {}
    found, scores = bm25.score([])
    assert len(found) == len(scores) == 0


@given(st.lists(st.integers(0, 5), max_size=40), st.integers(1, 10))
def test_the_best_come_first_and_the_older_of_equals(values: list[int], count: int) -> None:
    scores = np.array(values, dtype=np.float64)
    order = bm25.best(scores, count)
    expected = sorted(range(len(values)), key=lambda at: (-values[at], at))[:count]
    assert order.tolist() == expected


@given(DOCUMENTS, QUESTION, st.integers(1, 6), st.sets(st.integers(0, 12)), st.sampled_from([0, 4_000_000_000]))
def test_the_top_are_the_best_of_all_that_score(
    documents: list[list[str]], question: list[str], count: int, scope: set[int], gap: int
) -> None:
    held, size = index(documents)
    entries = [held[word].copy() for word in question if word in held]
    for entry in entries:
        entry["content"] += gap
    for within in (None, np.array(sorted(scope), dtype=np.int64) + gap):
        found, scores = bm25.score(weighed(entries, size), within=within)
        order = bm25.best(scores, count)
        contents, values = bm25.top(weighed(entries, size), count, within=within)
        assert contents.tolist() == found[order].tolist()
        assert values.tolist() == scores[order].tolist()


@given(DOCUMENTS, QUESTION, st.integers(0, 4_000_000_000))
def test_numbers_with_gaps_give_the_same_scores(documents: list[list[str]], question: list[str], gap: int) -> None:
    held, size = index(documents)
    entries = [held[word].copy() for word in question if word in held]
    for entry in entries:
        entry["content"][entry["content"] > 0] += gap
    found, scores = bm25.score(weighed(entries, size))
    shifted = {number + gap if number else 0: score for number, score in scored(documents, question).items()}
    assert dict(zip(found.tolist(), scores.tolist(), strict=True)) == shifted
