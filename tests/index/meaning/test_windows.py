"""A paragraph's windows hold each of its pieces once, and whole sentences where they fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.meaning.windows import Span, Window, windows


def test_sentences_stay_whole_where_they_fit() -> None:
    found = windows([[1, 2], [3, 4], [5]], before=[0], after=[9], size=6)
    assert found == [
        Window([0, 1, 2, 3, 4, 9], [Span(0, 1, 3), Span(1, 3, 5)]),
        Window([0, 5, 9], [Span(2, 1, 2)]),
    ]


def test_a_sentence_that_is_longer_than_a_window_is_cut() -> None:
    found = windows([[1], [2, 3, 4, 5]], before=[0], after=[9], size=5)
    assert [window.rows for window in found] == [[0, 1, 9], [0, 2, 3, 4, 9], [0, 5, 9]]


def test_without_pieces_there_is_no_window() -> None:
    assert windows([[], []], before=[0], after=[9], size=5) == []


@given(st.lists(st.lists(st.integers(10, 99), max_size=40), max_size=20))
def test_every_piece_stands_in_one_window_and_in_its_sentences_span(sentences: list[list[int]]) -> None:
    read: list[list[int]] = [[] for _ in sentences]
    for window in windows(sentences, before=[0, 1], after=[9], size=16):
        assert len(window.rows) <= 16
        assert (window.rows[:2], window.rows[-1]) == ([0, 1], 9)
        for span in window.spans:
            read[span.sentence] += window.rows[span.start : span.end]
        assert sum(span.end - span.start for span in window.spans) == len(window.rows) - 3
    assert read == sentences
