"""Weights of the second stage, printed by ``python -m tests.bench.fit`` and ``tests.bench.confidence``.

Fitted to questions over SQuAD, New Wikipedia and XQuAD articles in six languages, and news; an article's questions
never on both sides of a fold.
"""

from __future__ import annotations

from typing import Final

PARAGRAPH: Final[dict[str, float]] = {
    "first stage": -0.2546,
    "best bm25": 0.0883,
    "best coverage": -0.0270,
    "best likeness": 4.1659,
    "best grams": 3.4033,
    "best spelling": 1.8166,
    "best two sentences": 1.6784,
    "best rare words": -3.0903,
    "pairs": 0.3767,
    "proximity": -0.0430,
    "grams": 0.0680,
    "number": 0.3738,
    "time": 1.2083,
    "name": -0.0219,
    "length": -0.9234,
    "counts": 0.0877,
    "language model": 0.2060,
    "missing": -0.1150,
    "words": 0.2780,
    "capitals": 1.6110,
    # Fitted apart, with the others as they stand: it tells nothing where there is one article only.
    "article likeness": 2.0000,
}

SENTENCE: Final[dict[str, float]] = {
    "bm25": 0.0536,
    "coverage": 0.4968,
    "likeness": 2.5554,
    "grams": 3.1658,
    "gram density": 1.8084,
    "number": 0.9327,
    "time": 2.1556,
    "name": 0.4061,
    "length": 1.0466,
    "novelty": -0.7084,
    "near": -0.0560,
    "before": 0.9149,
}

CONFIDENCE: Final[dict[str, float]] = {
    "constant": -2.5400,
    "covered": -1.2954,
    "known": 0.0256,
    "best sentence": 1.6400,
    "best two sentences": 2.8981,
    "bm25": 1.7406,
    "pairs": 2.5348,
    "grams": 3.1891,
    "missing": 0.6482,
    "lead": -0.0111,
    "score": 0.1030,
    "words": -0.5767,
    "asked": 0.6170,
    "evidence": 0.7674,
    "rare": -1.5157,
    "names": 0.0110,
    "spelling": -0.3940,
    "collection": -0.4953,
}
