"""Weights of the second stage, by ``python -m tests.bench.fit``; nothing else decides them."""

from __future__ import annotations

from typing import Final

PARAGRAPH: Final[dict[str, float]] = {
    "first stage": -0.2264,
    "best bm25": 0.1149,
    "best coverage": 0.7488,
    "best likeness": 4.3913,
    "best grams": 2.7664,
    "best spelling": 2.4071,
    "best two sentences": 2.9390,
    "best rare words": -4.4052,
    "pairs": 0.4360,
    "proximity": -0.0599,
    "grams": 0.0625,
    "number": 0.0654,
    "time": 1.2112,
    "name": -0.1101,
    "length": -1.2063,
    "counts": 0.0739,
    "language model": 0.2494,
    "missing": -0.0878,
    "words": 0.1889,
    "capitals": 1.8111,
}
SENTENCE: Final[dict[str, float]] = {
    "bm25": 0.0813,
    "coverage": -0.1837,
    "likeness": 3.1956,
    "grams": 3.4701,
    "gram density": 1.0057,
    "number": 1.2277,
    "time": 1.7466,
    "name": 0.3771,
    "length": 1.0670,
    "novelty": -0.6164,
    "near": -0.1256,
    "before": 1.0951,
}
CONFIDENCE: Final[dict[str, float]] = {}
