"""The second stage: orders the candidates by weighted features, and gives the odds that the first one answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from index.ranking.confidence import Scale, log_odds, signals
from index.ranking.confidence_weights import (
    ANSWERED,
    ANSWERED_BY_WORDS,
    RIGHT,
    RIGHT_BY_WORDS,
    SIGNALS,
    SIGNALS_BY_WORDS,
)
from index.ranking.features.answer_features import ANSWER_NAMES, Evidence, Similarity, answer_table, gathered
from index.ranking.features.candidates import Candidates, Floats
from index.ranking.features.match_matrix import MatchMatrix, match
from index.ranking.features.paragraph_features import PARAGRAPH_FEATURES
from index.ranking.features.sentence_features import SENTENCE_FEATURES, Feature
from index.ranking.query.query import Question
from index.ranking.weights import ANSWER, ANSWER_BY_WORDS, PARAGRAPH, SENTENCE

# Indexed by whether there are vectors.
ANSWER_WEIGHTS: Final = tuple(
    np.array([weights.get(name, 0.0) for name in ANSWER_NAMES]) for weights in (ANSWER_BY_WORDS, ANSWER)
)
_RECENT: Final = tuple(ANSWER_NAMES.index(name) for name in ("recent", "recent × lacking"))
SCALES: Final = (
    (Scale(SIGNALS_BY_WORDS, RIGHT_BY_WORDS), Scale(SIGNALS_BY_WORDS, ANSWERED_BY_WORDS)),
    (Scale(SIGNALS, RIGHT), Scale(SIGNALS, ANSWERED)),
)


class Chosen(NamedTuple):
    """The sentences' ``scores`` ``(sentences,) float64``; candidates, best first; the best sentence of each."""

    scores: Floats
    order: list[int]
    sentences: list[int]


class Reranked(NamedTuple):
    """Candidates' positions, best first; each candidate's score and chosen sentence; and the confidence.

    ``right`` is the log odds that the first candidate's sentence answers, ``answered`` that anything in scope does.
    ``complete`` says whether the first candidate holds all words of the question except stop words. ``favoured`` says
    whether it comes first only because its article is talked about now, ``headline`` whether it is an article's short
    first paragraph. ``cosine`` is its sentence's cosine with the question; None without vectors.
    """

    order: list[int]
    scores: list[float]
    sentences: list[int]
    right: float
    answered: float
    complete: bool
    favoured: bool
    headline: bool
    cosine: float | None = None


def rerank(question: Question, candidates: Candidates, similarity: Similarity | None = None) -> Reranked:
    """Orders the candidates by all features, chooses a sentence in each, and rates how likely the first one answers.

    ``similarity`` has their cosines with the question; without it, words alone decide, with weights of their own.
    """
    matrix = match(question, candidates)
    evidence = by_words(matrix, similarity)
    scores, order, chosen = choose(evidence)
    found = signals(evidence, scores, order, chosen)
    right, answered = SCALES[similarity is not None]
    wanted = np.array([not word.stop for word in question.words])
    return Reranked(
        order=order,
        scores=scores[chosen].tolist(),
        sentences=chosen,
        right=log_odds(found, right),
        answered=log_odds(found, answered),
        complete=bool(wanted.any() and (matrix.frequency[order[0]] > 0)[wanted].all()),
        favoured=favoured(evidence, scores, order[0]),
        headline=bool(found["headline"]),
        cosine=found.get("cosine"),
    )


def favoured(evidence: Evidence, scores: Floats, first: int) -> bool:
    """Whether the ``first`` candidate would be behind another one if no article were talked about."""
    candidates = evidence.matrix.candidates
    if not candidates.recent[first] or candidates.recent.all():
        return False
    once, lacking = (ANSWER_WEIGHTS[evidence.similarity is not None][each] for each in _RECENT)
    without = scores - (once + lacking * evidence.lacking) * candidates.recent[candidates.owner]
    return not candidates.recent[candidates.owner[int(without.argmax())]]


def choose(evidence: Evidence) -> Chosen:
    """Weighs the sentences as answers; a candidate is as good as its best one."""
    candidates = evidence.matrix.candidates
    scores = weighed(answer_table(evidence), ANSWER_WEIGHTS[evidence.similarity is not None])
    sentences = np.lexsort((-scores, candidates.owner))[candidates.first]
    order = np.argsort(-scores[sentences], kind="stable")
    return Chosen(scores, order.tolist(), sentences.tolist())


def by_words(matrix: MatchMatrix, similarity: Similarity | None) -> Evidence:
    """The evidence about the candidates: their scores by words, and their nearness in meaning."""
    paragraphs = fuse(table(matrix, PARAGRAPH_FEATURES), PARAGRAPH_FEATURES, PARAGRAPH)
    sentences = fuse(table(matrix, SENTENCE_FEATURES), SENTENCE_FEATURES, SENTENCE)
    return gathered(matrix, paragraphs, sentences, similarity)


def table(matrix: MatchMatrix, features: Sequence[Feature]) -> Floats:
    """The features' values, ``(rows, features) float64``."""
    return np.stack([feature.values(matrix) for feature in features], axis=1)


def fuse(values: Floats, features: Sequence[Feature], weights: Mapping[str, float]) -> Floats:
    """``(rows,) float64``: the weighted sum of the features; a feature without a weight counts nothing."""
    return weighed(values, np.array([weights.get(feature.name, 0.0) for feature in features]))


def weighed(values: Floats, weights: Floats) -> Floats:
    """``(rows,) float64``: each row's weighted sum, identical to the last bit for equal rows.

    A matrix product sums the last rows in another order, so that equally good candidates would change places.
    """
    return np.asarray((values * weights).sum(axis=1))
