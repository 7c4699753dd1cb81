"""A text without blank lines is cut into paragraphs of a bearable length, and nothing of it is lost."""

from __future__ import annotations

import pytest

from index.analysis.sentences.long_paragraphs import LONGEST_PARAGRAPH, cut
from index.analysis.sentences.segmentation import paragraphs, sentences
from index.models import Span

SENTENCE = "The ferry ran aground at 7.30, and 80 people (all of them) got off. "


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 3_000,
        "渡船搁浅了。" * 30_000,
        "渡" * 100_000,
        "ไทย" * 40_000,
        "word " * 40_000,
        "“Said he!” " * 20_000,
        "कहा। " * 20_000,
        "a" * 100_000,
    ],
)
def test_no_paragraph_is_longer_than_ten_pages_and_together_they_are_the_text(text: str) -> None:
    found = paragraphs(text)
    assert max(each.end - each.start for each in found) <= LONGEST_PARAGRAPH
    assert "".join("".join(each.of(text) for each in found).split()) == "".join(text.split())
    assert all(each.of(text) == each.of(text).strip() for each in found)


def test_it_is_cut_where_a_sentence_ends() -> None:
    text = SENTENCE * 3_000
    said = [sentence.of(part.of(text)) for part in paragraphs(text) for sentence in sentences(part.of(text), "en")]
    assert set(said) == {SENTENCE.strip()}
    assert len(said) == 3_000


def test_it_is_cut_at_a_line_end_rather_than_at_a_sentence_and_at_a_word_rather_than_in_it() -> None:
    lines = "One. Two\n" * 9
    assert [each.of(lines) for each in cut(lines, Span(0, len(lines)), 30)] == ["One. Two\n" * 3] * 3
    words = "abcd " * 6
    assert [each.of(words) for each in cut(words, Span(0, 30), 12)] == ["abcd abcd "] * 3


def test_what_is_no_longer_than_that_is_one_paragraph() -> None:
    text = (SENTENCE * 500)[: LONGEST_PARAGRAPH - 1] + "."
    assert len(paragraphs(text)) == 1
