"""Weights of the second stage: of paragraphs and sentences by their words, then of sentences as the answer.

``PARAGRAPH`` and ``SENTENCE`` are fitted with ``python -m tests.bench.fit``, except "article likeness" and "related
words", which were fitted separately. The data are questions over SQuAD, New Wikipedia and XQuAD articles in six
languages, and news. ``ANSWER`` and ``ANSWER_BY_WORDS`` weigh their sums, and are fitted with
``python -m tests.bench.answer_weights``: to samples of these sets and of sets in other languages, to informal posts,
and to conversations. An article's questions are never on both sides of a fold.
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
    # Fitted separately, with the others fixed: the first says nothing where there is only one article, the second
    # only applies to English.
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
    "paragraph words": 0.1867,
    "paragraph words × lacking": 0.1709,
    "sentence words": 0.6674,
    "sentence words × lacking": -0.3695,
    "sentence lead": 0.1148,
    "sentence lead × lacking": 0.4131,
    "paragraph meaning": -0.1431,
    "paragraph meaning × lacking": -0.6810,
    "sentence meaning": 0.8652,
    "sentence meaning × lacking": 1.2319,
    "best meaning": 0.2930,
    "best meaning × lacking": 0.0253,
    "best of many": -0.0010,
    "article meaning": 0.3021,
    "article meaning × lacking": 0.5543,
    "paragraph length": -0.5101,
    "sentence length": -0.3221,
    "sentence length × lacking": 0.3025,
    "few words": -1.2184,
    "recent": 3.5951,
    "recent × lacking": 2.0638,
    "same language": 0.7178,
    "headline": -1.5644,
    "first sentence": 0.1274,
    "number": 0.4195,
    "no number": -0.5652,
    "time": -0.0267,
    "no time": 0.0249,
    "name": 0.7016,
    "reason": 1.3278,
    "money": 3.3365,
    "place": 0.6744,
    "missing numbers": -2.7478,
    "missing names": -1.7308,
}

ANSWER_BY_WORDS: Final[dict[str, float]] = {
    "paragraph words": 0.3013,
    "paragraph words × lacking": 0.4569,
    "sentence words": 0.7083,
    "sentence words × lacking": -0.1431,
    "sentence lead": 0.1171,
    "sentence lead × lacking": 0.5327,
    "paragraph length": -0.1132,
    "sentence length": -0.4823,
    "sentence length × lacking": 0.6452,
    "few words": -2.2813,
    "recent": 5.0044,
    "recent × lacking": -0.6468,
    "same language": 0.4521,
    "headline": -0.9475,
    "first sentence": 0.3359,
    "number": 0.3562,
    "no number": -0.5192,
    "time": -0.2833,
    "no time": 0.3640,
    "name": 0.8666,
    "reason": 1.3142,
    "money": 3.8589,
    "place": 0.7462,
    "missing numbers": -2.9647,
    "missing names": -1.6743,
}
