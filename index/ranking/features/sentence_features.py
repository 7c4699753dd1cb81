"""Features of a sentence: each gives every candidate sentence one number. They choose the highlight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from index.analysis.questions.answer_types import NAME, NUMBER, TIME
from index.ranking.features.candidates import Floats
from index.ranking.features.match_matrix import MatchMatrix
from index.ranking.features.proximity import local_rarity

Values = Callable[[MatchMatrix], Floats]


class Feature(NamedTuple):
    """``name`` is its key among the weights; ``values`` gives ``(sentences,)`` or ``(paragraphs,) float64``."""

    name: str
    values: Values


def bm25(matrix: MatchMatrix) -> Floats:
    """The sentence's own BM25+, as ``rank_bm25`` computes it."""
    return matrix.bm25


def coverage(matrix: MatchMatrix) -> Floats:
    """The share of the question's importance in the words present."""
    return matrix.share(matrix.present)


def likeness(matrix: MatchMatrix) -> Floats:
    """``coverage``, including words that are only spelled alike."""
    return matrix.share(matrix.similar)


def grams(matrix: MatchMatrix) -> Floats:
    """The share of the question's character grams present, by rarity among the candidates."""
    counts = matrix.candidates.gram_counts
    rarity = local_rarity(matrix.candidates.per_paragraph(counts) > 0)
    return np.asarray((counts > 0) @ rarity / max(float(rarity.sum()), 1e-9))


def gram_density(matrix: MatchMatrix) -> Floats:
    """The share of the sentence's own characters that the question has."""
    matched = (matrix.candidates.gram_counts > 0).sum(axis=1)
    return np.asarray(matched / np.maximum(matrix.candidates.gram_lengths, 10))


def answers_with(kind: int) -> Values:
    """Whether the sentence holds answers of this ``kind``, if the question asks for it."""

    def values(matrix: MatchMatrix) -> Floats:
        asked = matrix.question.answer_types & kind
        return np.asarray((matrix.candidates.answer_types & asked) > 0, dtype=np.float64)

    return values


def length(matrix: MatchMatrix) -> Floats:
    """ln(1 + words): a longer sentence holds more of everything, including the answer."""
    return np.log1p(matrix.candidates.lengths)


def novelty(matrix: MatchMatrix) -> Floats:
    """ln(1 + words that are not the question's)."""
    return np.asarray(np.log1p(np.maximum(matrix.candidates.lengths - matrix.present.sum(axis=1), 0)))


def near(matrix: MatchMatrix) -> Floats:
    """How close together the question's words stand."""
    return matrix.near


def before(matrix: MatchMatrix) -> Floats:
    """The previous sentence's share of the question, in the same paragraph: the answer may follow it."""
    covered = coverage(matrix)
    shifted = np.zeros_like(covered)
    inside = matrix.candidates.owner[1:] == matrix.candidates.owner[:-1]
    shifted[1:][inside] = covered[:-1][inside]
    return shifted


def related_words(matrix: MatchMatrix) -> Floats:
    """The share of the question absent from the sentence but covered by related words."""
    return matrix.share((1 - matrix.similar) * matrix.candidates.related)


SENTENCE_FEATURES: Final = (
    Feature("bm25", bm25),
    Feature("coverage", coverage),
    Feature("likeness", likeness),
    Feature("grams", grams),
    Feature("gram density", gram_density),
    Feature("number", answers_with(NUMBER)),
    Feature("time", answers_with(TIME)),
    Feature("name", answers_with(NAME)),
    Feature("length", length),
    Feature("novelty", novelty),
    Feature("near", near),
    Feature("before", before),
    Feature("related words", related_words),
)
