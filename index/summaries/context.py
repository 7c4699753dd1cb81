"""What a sentence is by what stands around it: a part of a caption, the answer to an interviewer's question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from index.summaries.anaphora import asks
from index.summaries.boilerplate import is_credit

# Captions are shorter than this, in sentences; and who asks once does not lead an interview.
LONGEST_CAPTION: Final = 4
FEWEST_QUESTIONS: Final = 2


def captions(texts: Sequence[str], paragraphs: Sequence[int]) -> set[int]:
    """The numbers of the sentences of paragraphs that end with a credit: these say what a picture shows."""
    return {
        number
        for group in _groups(paragraphs)
        if len(group) <= LONGEST_CAPTION and is_credit(texts[group[-1]])
        for number in group
    }


def answers(texts: Sequence[str], paragraphs: Sequence[int]) -> dict[int, int]:
    """The sentences that begin an answer, each with its question: the paragraph before, which only asks.

    None where a text asks less than twice, or at its very beginning: that is its headline.
    """
    found: dict[int, int] = {}
    before: list[int] = []
    for group in _groups(paragraphs):
        if before and before[0] > 0 and len(before) <= 2 and asks(texts[before[-1]]):
            found[group[0]] = before[-1]
        before = group
    return found if len(found) >= FEWEST_QUESTIONS else {}


def _groups(paragraphs: Sequence[int]) -> Iterator[list[int]]:
    for _, group in groupby(range(len(paragraphs)), key=paragraphs.__getitem__):
        yield list(group)
