"""The second stage: features of the candidates, weighed together, and the probability that the first one answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement
from typing import Final, NamedTuple

import numpy as np

from index.ranking.features import paragraph_features, sentence_features
from index.ranking.features.answer_features import ANSWER_NAMES, Evidence, Similarity, answer_table, gathered
from index.ranking.features.candidates import Candidates, Floats
from index.ranking.features.match_matrix import MatchMatrix, match
from index.ranking.features.paragraph_features import PARAGRAPH_FEATURES
from index.ranking.features.sentence_features import SENTENCE_FEATURES, Feature
from index.ranking.query.query import Question
from index.ranking.weights import ANSWER, ANSWER_BY_WORDS, CONFIDENCE, PARAGRAPH, SENTENCE, SIGNALS

# Signals whose products count too: much of one makes up for little of another.
PRODUCTS: Final = ("covered", "best two sentences", "pairs", "grams", "score", "evidence", "words", "missing")
# Beyond this many spreads from the mean a signal says nothing more; products would run away with it.
FARTHEST: Final = 2.5

# By whether there is a vector.
ANSWER_WEIGHTS: Final = tuple(
    np.array([weights.get(name, 0.0) for name in ANSWER_NAMES]) for weights in (ANSWER_BY_WORDS, ANSWER)
)


class Reranked(NamedTuple):
    """Candidates' positions, best first; each candidate's score and chosen sentence; and the confidence.

    ``complete`` says whether the first candidate holds every word of the question that is no stop word.
    """

    order: list[int]
    scores: list[float]
    sentences: list[int]
    confidence: float
    complete: bool


def rerank(question: Question, candidates: Candidates, similarity: Similarity | None = None) -> Reranked:
    """Orders the candidates by all features, chooses a sentence in each, and says how likely the first one answers.

    ``similarity`` says how near they are in meaning; without, words alone decide, with weights of their own.
    """
    matrix = match(question, candidates)
    evidence = by_words(matrix, similarity)
    sentence_scores = answer_table(evidence) @ ANSWER_WEIGHTS[similarity is not None]
    ranked = np.lexsort((-sentence_scores, candidates.owner))
    chosen = ranked[candidates.first]
    scores = sentence_scores[chosen]
    order = np.argsort(-scores, kind="stable")
    wanted = np.array([not word.stop for word in question.words])
    return Reranked(
        order=order.tolist(),
        scores=scores.tolist(),
        sentences=chosen.tolist(),
        complete=bool(wanted.any() and (matrix.frequency[order[0]] > 0)[wanted].all()),
        confidence=calibrated(signals(matrix, evidence.paragraphs, int(order[0])), CONFIDENCE, SIGNALS),
    )


def by_words(matrix: MatchMatrix, similarity: Similarity | None) -> Evidence:
    """The candidates with their scores by words, and how near they are in meaning."""
    paragraphs = fuse(table(matrix, PARAGRAPH_FEATURES), PARAGRAPH_FEATURES, PARAGRAPH)
    sentences = fuse(table(matrix, SENTENCE_FEATURES), SENTENCE_FEATURES, SENTENCE)
    return gathered(matrix, paragraphs, sentences, similarity)


def table(matrix: MatchMatrix, features: Sequence[Feature]) -> Floats:
    """The features' values side by side, one column a feature."""
    return np.stack([feature.values(matrix) for feature in features], axis=1)


def fuse(values: Floats, features: Sequence[Feature], weights: Mapping[str, float]) -> Floats:
    """The weighted sum of the features; one without a weight counts nothing."""
    return np.asarray(values @ np.array([weights.get(feature.name, 0.0) for feature in features]))


def signals(matrix: MatchMatrix, scores: Floats, first: int) -> dict[str, float]:
    """What the confidence rests on, of the candidate that came first; all in the collection's own rarity."""
    words = matrix.frequency[first] > 0
    missing = np.where(words, 0.0, matrix.importance)
    two = float(paragraph_features.best_two_sentences(matrix)[first])
    capitals = np.array([word.capital for word in matrix.question.words])
    others = np.delete(scores, first)
    return {
        "covered": float(matrix.importance @ words) / matrix.total,
        "known": float(matrix.importance @ matrix.question.known) / matrix.total,
        "best sentence": float(matrix.candidates.best_sentence(sentence_features.coverage(matrix))[first]),
        "best two sentences": two,
        "bm25": float(matrix.candidates.first_stage[first]) / matrix.total,
        "pairs": float(matrix.pairs[first]) / matrix.total,
        "grams": float(matrix.candidates.best_sentence(sentence_features.grams(matrix))[first]),
        "missing": float(missing.max(initial=0.0)) / matrix.total,
        "lead": float(scores[first] - others.max()) if len(others) else 0.0,
        "score": float(scores[first]),
        "words": float(np.log1p(words.sum())),
        "asked": float(np.log1p(matrix.question.size)),
        "evidence": two * matrix.total / 10,
        "rare": float(paragraph_features.best_rare_words(matrix)[first]),
        "names": float(paragraph_features.capitals(matrix)[first]) if capitals.any() else two,
        "spelling": float(paragraph_features.best_spelling(matrix)[first]),
        "collection": float(matrix.question.rarity.max(initial=0.0)),
    }


def calibrated(
    found: Mapping[str, float], weights: Mapping[str, float], scale: Mapping[str, tuple[float, float]]
) -> float:
    """The probability by logistic regression over the signals that have a scale, and over products of them."""
    values = scaled(found, scale)
    logit = weights.get("constant", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def scaled(found: Mapping[str, float], scale: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The signals in spreads from their means, within ``FARTHEST``, and the products "a × b" of ``PRODUCTS``."""
    values = {
        name: min(max((found[name] - mean) / spread, -FARTHEST), FARTHEST)
        for name, (mean, spread) in scale.items()
        if name in found
    }
    pairs = combinations_with_replacement([name for name in PRODUCTS if name in values], 2)
    return values | {f"{a} × {b}": values[a] * values[b] for a, b in pairs}
