"""Weights of the second stage, printed by ``python -m tests.bench.fit`` and ``tests.bench.confidence``.

Fitted to questions over SQuAD, New Wikipedia and XQuAD articles in six languages, and news; an article's questions
never on both sides of a fold.
"""

from __future__ import annotations

from typing import Final

PARAGRAPH: Final[dict[str, float]] = {
    "first stage": -0.4564,
    "best bm25": 0.0678,
    "best coverage": 0.0978,
    "best likeness": 3.8228,
    "best grams": 3.5006,
    "best spelling": 2.1129,
    "best two sentences": 1.8447,
    "best rare words": -2.5659,
    "pairs": 0.4053,
    "proximity": -0.0435,
    "grams": 0.0659,
    "number": 0.5773,
    "time": 1.0223,
    "name": 0.0623,
    "length": -1.0276,
    "counts": 0.0788,
    "language model": 0.2625,
    "missing": -0.1556,
    "words": 0.3138,
    "capitals": 1.6418,
}

SENTENCE: Final[dict[str, float]] = {
    "bm25": 0.0526,
    "coverage": 0.2207,
    "likeness": 2.8613,
    "grams": 3.2282,
    "gram density": 1.6304,
    "number": 1.1769,
    "time": 1.7969,
    "name": 0.6359,
    "length": 0.6998,
    "novelty": -0.3786,
    "near": -0.0511,
    "before": 0.9447,
}

CONFIDENCE: Final[dict[str, float]] = {
    "constant": -2.9886,
    "covered": -1.2814,
    "known": -0.0309,
    "best sentence": 1.9624,
    "best two sentences": 2.8724,
    "bm25": 2.1070,
    "pairs": 2.2228,
    "grams": 3.3787,
    "missing": 2.1488,
    "lead": -0.0056,
    "score": 0.1443,
    "words": -0.7217,
    "asked": 0.8878,
    "evidence": 0.7689,
    "rare": -1.8958,
    "names": 0.0709,
    "spelling": -1.3345,
    "collection": -0.5212,
}
