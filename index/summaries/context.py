"""Roles of a sentence that depend on its neighbours: part of a caption, or the answer in an interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from index.summaries.anaphora import asks
from index.summaries.boilerplate import is_credit

# A caption has fewer sentences than this; an interview has at least this many questions.
LONGEST_CAPTION: Final = 4
FEWEST_QUESTIONS: Final = 2


def captions(texts: Sequence[str], paragraphs: Sequence[int]) -> set[int]:
    """The numbers of the sentences in paragraphs that end with a credit, which describe a picture."""
    return {
        number
        for group in _groups(paragraphs)
        if len(group) <= LONGEST_CAPTION and is_credit(texts[group[-1]])
        for number in group
    }


def answers(texts: Sequence[str], paragraphs: Sequence[int]) -> dict[int, int]:
    """The sentences that begin an answer, each with its question: the paragraph before, if it only asks.

    Empty if a text asks less than twice. A question at the very beginning is a headline.
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
