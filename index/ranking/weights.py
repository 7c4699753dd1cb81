"""Weights of the second stage, as ``python -m tests.bench.fit`` and ``tests.bench.confidence`` fit them.

The confidence is as printed; of the other weights those of "article likeness" and "related words" were fitted apart.

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
    # Fitted apart, with the others as they stand: the first tells nothing where there is one article only, the
    # second nothing but in English.
    "article likeness": 2.0000,
    "related words": 4.0000,
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
    "related words": 1.5000,
}

ANSWER: Final[dict[str, float]] = {
    "paragraph words": 0.3,
    "paragraph meaning": 0.3,
    "sentence lead": 0.66,
    "sentence meaning": 0.66,
    "sentence meaning × lacking": 2.1,
}

ANSWER_BY_WORDS: Final[dict[str, float]] = {"paragraph words": 1.0, "sentence lead": 0.3}

# Mean and spread of each signal of the confidence.
SIGNALS: Final[dict[str, tuple[float, float]]] = {
    "covered": (0.4598, 0.2898),
    "known": (0.6333, 0.3261),
    "best sentence": (0.4120, 0.2732),
    "best two sentences": (0.4536, 0.2814),
    "bm25": (1.0061, 0.6857),
    "pairs": (0.1400, 0.1826),
    "grams": (0.3818, 0.2613),
    "missing": (0.1881, 0.1075),
    "lead": (4.7067, 5.8134),
    "score": (6.5655, 7.5985),
    "words": (1.6969, 0.4844),
    "asked": (2.3430, 0.3304),
    "evidence": (0.8133, 0.7421),
    "rare": (0.4283, 0.3113),
    "names": (0.5120, 0.3884),
    "spelling": (0.2838, 0.2744),
    "collection": (3.8968, 1.5500),
}

# "a × b" is the product of two of them (``index.ranking.rerank.PRODUCTS``).
CONFIDENCE: Final[dict[str, float]] = {
    "constant": 1.6696,
    "covered": -0.4741,
    "known": 0.0205,
    "best sentence": 0.4208,
    "best two sentences": 0.7571,
    "bm25": 1.9648,
    "pairs": 0.6370,
    "grams": 1.1115,
    "missing": -0.3906,
    "lead": -0.0524,
    "score": 1.3097,
    "words": -0.0704,
    "asked": 0.2512,
    "evidence": 0.0811,
    "rare": -0.7047,
    "names": 0.2643,
    "spelling": -0.0494,
    "collection": -0.8384,
    "covered × covered": -0.1082,
    "covered × best two sentences": -0.0625,
    "covered × pairs": 0.2626,
    "covered × grams": -0.3074,
    "covered × score": 0.0534,
    "covered × evidence": 0.3343,
    "covered × words": -0.1357,
    "covered × missing": -0.2588,
    "best two sentences × best two sentences": 0.0012,
    "best two sentences × pairs": -0.1559,
    "best two sentences × grams": -0.5322,
    "best two sentences × score": -0.0518,
    "best two sentences × evidence": 0.1354,
    "best two sentences × words": 0.1099,
    "best two sentences × missing": 0.0893,
    "pairs × pairs": -0.0460,
    "pairs × grams": 0.0539,
    "pairs × score": -0.6451,
    "pairs × evidence": -0.4951,
    "pairs × words": 0.3100,
    "pairs × missing": -0.0830,
    "grams × grams": 0.0622,
    "grams × score": -0.3132,
    "grams × evidence": 0.2626,
    "grams × words": 0.0940,
    "grams × missing": -0.4338,
    "score × score": 0.1515,
    "score × evidence": -0.0665,
    "score × words": 0.3695,
    "score × missing": 0.7560,
    "evidence × evidence": 0.8490,
    "evidence × words": -0.4754,
    "evidence × missing": -0.4765,
    "words × words": 0.0753,
    "words × missing": -0.0726,
    "missing × missing": 0.1213,
}
