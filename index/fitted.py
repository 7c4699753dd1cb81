"""Weights of the second stage, as ``python -m tests.bench.fit`` and ``tests.bench.confidence`` fit them.

Two things are not just as printed: "article likeness" was fitted apart, and the confidence with more ridge and
a constant that puts the false answers of one set at 4.9 in a hundred.

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

# Mean and spread of each signal of the confidence.
SIGNALS: Final[dict[str, tuple[float, float]]] = {
    "covered": (0.4587, 0.2878),
    "known": (0.6349, 0.3245),
    "best sentence": (0.4117, 0.2719),
    "best two sentences": (0.4524, 0.2800),
    "bm25": (1.0014, 0.6801),
    "pairs": (0.1405, 0.1852),
    "grams": (0.3816, 0.2601),
    "missing": (0.1876, 0.1076),
    "lead": (4.6782, 5.8271),
    "score": (6.4885, 7.6094),
    "words": (1.6712, 0.4835),
    "asked": (2.3370, 0.3322),
    "evidence": (0.8254, 0.7522),
    "rare": (0.4296, 0.3108),
    "names": (0.5060, 0.3800),
    "spelling": (0.2810, 0.2735),
    "collection": (3.9543, 1.5337),
}

# "a × b" is the product of two of them (index.calibration).
CONFIDENCE: Final[dict[str, float]] = {
    "constant": 1.7940,
    "covered": -0.2567,
    "known": -0.0099,
    "best sentence": 0.2765,
    "best two sentences": 0.5653,
    "bm25": 1.6186,
    "pairs": 0.7444,
    "grams": 1.1473,
    "missing": -0.3532,
    "lead": 0.0886,
    "score": 1.0050,
    "words": 0.0351,
    "asked": 0.1231,
    "evidence": 0.3993,
    "rare": -0.5646,
    "names": 0.4739,
    "spelling": -0.0337,
    "collection": -0.9500,
    "covered × covered": -0.0764,
    "covered × best two sentences": -0.0532,
    "covered × pairs": 0.2351,
    "covered × grams": -0.3421,
    "covered × score": 0.1139,
    "covered × evidence": 0.2559,
    "covered × words": -0.0474,
    "covered × missing": -0.2157,
    "best two sentences × best two sentences": -0.0696,
    "best two sentences × pairs": -0.0528,
    "best two sentences × grams": -0.4308,
    "best two sentences × score": 0.0461,
    "best two sentences × evidence": 0.0473,
    "best two sentences × words": 0.0726,
    "best two sentences × missing": 0.0147,
    "pairs × pairs": -0.0975,
    "pairs × grams": -0.1937,
    "pairs × score": -0.3986,
    "pairs × evidence": -0.3898,
    "pairs × words": 0.2137,
    "pairs × missing": 0.0390,
    "grams × grams": -0.0954,
    "grams × score": -0.2427,
    "grams × evidence": 0.1638,
    "grams × words": 0.0687,
    "grams × missing": -0.3548,
    "score × score": 0.0191,
    "score × evidence": -0.0063,
    "score × words": 0.0656,
    "score × missing": 0.4361,
    "evidence × evidence": 0.7723,
    "evidence × words": -0.3632,
    "evidence × missing": -0.1954,
    "words × words": 0.1022,
    "words × missing": -0.1414,
    "missing × missing": 0.1164,
}
