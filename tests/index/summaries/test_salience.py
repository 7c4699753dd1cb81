"""Sentences as bags of terms: what is told apart, and how much of it."""

from __future__ import annotations

from index.summaries.salience import Vocabulary, bags


def test_a_text_of_random_words_has_no_more_terms_than_memory_allows() -> None:
    found = bags(["Cranes lift barges.", "Ferries carry cranes and barges."], Vocabulary("en", most=3))
    # The first three words have a number wherever they stand; later ones only count as words.
    assert found.terms == 3
    assert found.columns.tolist() == [0, 1, 2, 0, 2]
    assert found.lengths.tolist() == [3.0, 5.0]
