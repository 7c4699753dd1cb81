"""Groups articles that tell the same story, by the words of their titles, openings and bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from index.dedup.events import OPENING, distinct
from index.summaries.salience import Floats, Vocabulary
from index.summaries.summarize import Document

ALIKE: Final = 0.22
"""The least average cosine of the articles of one story."""
APART: Final = -1.0
"""The value that replaces the cosine of two articles about two events."""
_TITLE, _BEGINNING, _REST = 3.0, 2.0, 1.0
_FRONT: Final = 5
_LONGEST: Final = 60
# Virtual articles without any of the words: without them, words shared by two articles would weigh nothing.
_BACKGROUND: Final = 20


def stories(articles: Sequence[Document]) -> list[list[int]]:
    """Groups of article numbers, from 0: several articles on one story, each within one language.

    Bigger groups come first, equal ones in the order of their first articles; so do the numbers in a group. Posts
    made from one template about two events (``events.other_event``) are never in one group.
    """
    groups: list[list[int]] = []
    for language in dict.fromkeys(article.language for article in articles):
        numbers = [number for number, article in enumerate(articles) if article.language == language]
        profiles = _profiles([articles[number] for number in numbers], language)
        alike = profiles @ profiles.T
        likely = zip(*np.nonzero(np.triu(alike >= ALIKE / 2, 1)), strict=True)
        openings = [_opening(articles[number]) for number in numbers]
        for one, other in distinct(openings, ((int(one), int(other)) for one, other in likely)):
            alike[one, other] = alike[other, one] = APART
        groups += [[numbers[row] for row in group] for group in _grouped(alike)]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _opening(article: Document) -> str:
    """The title and the first sentences."""
    return "\n".join([article.title or "", " ".join(each.text for each in article.sentences[:_FRONT])])[:OPENING]


def _profiles(articles: Sequence[Document], language: str) -> Floats:
    """``(articles, terms) float64``, rows of length 1: terms by log frequency, place and rarity among the articles."""
    vocabulary = Vocabulary(language)
    found = [_terms(article, vocabulary) for article in articles]
    profiles = np.zeros((len(articles), max(len(vocabulary.numbers), 1)))
    for row, counts in enumerate(found):
        profiles[row, list(counts)] = list(counts.values())
    profiles = np.log1p(profiles)
    frequency = (profiles > 0).sum(axis=0)
    profiles *= np.log((len(articles) + _BACKGROUND) / (frequency + 0.5))
    return np.asarray(profiles / np.maximum(np.linalg.norm(profiles, axis=1, keepdims=True), 1e-9))


def _terms(article: Document, vocabulary: Vocabulary) -> dict[int, float]:
    """The article's term frequencies; early occurrences count more, those far down not at all."""
    counts: dict[int, float] = {}
    for text, weight in [(article.title or "", _TITLE)] + [
        (sentence.text, _BEGINNING if number < _FRONT else _REST)
        for number, sentence in enumerate(article.sentences[:_LONGEST])
    ]:
        for term in vocabulary.of(text).terms:
            counts[term] = counts.get(term, 0.0) + weight
    return counts


def _grouped(alike: Floats) -> list[list[int]]:
    """Average linkage: joins the two most similar groups while they are similar enough (`Sokal & Michener 1958`)."""
    groups: dict[int, list[int]] = {number: [number] for number in range(len(alike))}
    sums, sizes = alike.copy(), np.ones(len(alike))
    means = alike.copy()
    np.fill_diagonal(means, APART)
    while len(groups) > 1:
        one, other = sorted(divmod(int(np.argmax(means)), len(alike)))
        if means[one, other] < ALIKE:
            break
        groups[one] += groups.pop(other)
        sums[one] += sums[other]
        sizes[one] += sizes[other]
        sums[:, one] = sums[one]
        # A group kept apart from one of the two stays apart from both: its mean is negative.
        fresh = np.where((means[one] < 0) | (means[other] < 0), APART, sums[one] / (sizes * sizes[one]))
        means[one] = means[:, one] = fresh
        means[other] = means[:, other] = means[one, one] = APART
    return [sorted(group) for group in groups.values()]
