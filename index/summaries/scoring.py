"""Scores how worth quoting a sentence is: a weighted sum of features.

The weights were fitted on English and French news with summaries of one and of three sentences. They are the average
of two fits, which generalised better than either: ridge regression on each sentence's ROUGE, and an evolution
strategy (`Hansen & Ostermeier 2001`) on the whole summary's. No feature depends on a language's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.summaries.salience import Bags, Floats, Ints

FIRST: Final = {
    "place": -0.05,
    "opening": -1.39,
    "central": 7.18,
    "connected": -0.96,
    "frequent": 3.09,
    "dense": 2.85,
    "introduces": 0.39,
    "shared": -0.75,
    "short": -1.91,
    "long": -1.33,
    "length": 1.31,
    "quotes": -1.17,
    "like first": -2.2,
    "figures": 0.31,
    "names": 0.7,
}
"""Weights for the first sentence, which should say the most by itself."""

FURTHER: Final = {
    "place": 3.2,
    "opening": -0.9,
    "central": 10.0,
    "connected": -0.6,
    "frequent": 3.2,
    "dense": 2.6,
    "introduces": 0.65,
    "shared": 0.4,
    "short": -4.4,
    "long": -4.2,
    "length": -2.4,
    "quotes": -2.5,
    "like first": -6.2,
    "figures": 0.75,
    "names": 1.5,
}
"""Weights for any further sentence: short, early and central."""

REDUNDANCY: Final = 0.3
"""Penalty for the greatest similarity to a chosen sentence (`Carbonell & Goldstein 1998`)."""

TITLE: Final = 5.0
"""Weight of the similarity to the title; set by hand, since no data set of the fit has titles."""

QUOTES: Final = "\"'“”«»„‘「『"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """``(sentences,) float64`` each: the score of a sentence as the first one chosen, and as a further one."""

    first: Floats
    further: Floats


def scores(texts: Sequence[str], bags: Bags, places: Floats, title: Sequence[int] = ()) -> Scores:
    """The scores of all sentences. ``places`` are positions from 0; ``title`` holds the numbers of its terms."""
    columns = features(texts, bags, places)
    likeness_to_title = TITLE * likeness(bags, title) if title else np.zeros(bags.total)
    return Scores(
        first=_weighted(columns, FIRST) + likeness_to_title,
        further=_weighted(columns, FURTHER) + likeness_to_title,
    )


def _weighted(columns: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    return np.asarray(np.sum([columns[name] * weight for name, weight in weights.items()], axis=0))


def features(texts: Sequence[str], bags: Bags, places: Floats) -> dict[str, Floats]:
    """Every feature by name, each ``(sentences,) float64``, about 0 to 1."""
    early = 1 / np.sqrt(1 + places)
    lengths, total = bags.lengths, bags.total
    own = np.maximum(np.bincount(bags.rows, minlength=total), 1)
    spread = np.bincount(bags.columns, minlength=bags.terms)
    often = np.bincount(bags.columns, bags.counts, len(spread))
    return {
        "place": early,
        "opening": (places == 0).astype(np.float64),
        "central": centrality(bags, early),
        "connected": _scaled(bags.of_terms(bags.of_sentences(np.ones(total))) - 1),
        "frequent": _scaled(np.bincount(bags.rows, np.log(np.maximum(often, 1))[bags.columns], total)),
        "dense": _scaled(np.bincount(bags.rows, often[bags.columns], total) / own),
        "introduces": np.log1p(np.bincount(bags.rows, (bags.firsts * (spread[bags.columns] - 1)), total)),
        "shared": np.bincount(bags.rows, (spread > 1)[bags.columns].astype(np.float64), total) / own,
        "short": np.clip((12 - lengths) / 12, 0, 1),
        "long": np.clip((lengths - 28) / 28, 0, 1.5),
        "length": np.log1p(lengths),
        "quotes": np.array([text[0] in QUOTES for text in texts], dtype=np.float64),
        "like first": _like_first(bags),
        "figures": np.minimum(bags.figures, 3) / 3,
        "names": bags.capitals / np.maximum(lengths - 1, 1),
    }


def centrality(bags: Bags, weights: Floats) -> Floats:
    """Cosine with the weighted sum of all sentences (`Radev et al. 2004`, MEAD's centroid), -1 to 1."""
    centroid = bags.of_sentences(weights)
    return bags.of_terms(centroid) / max(float(np.linalg.norm(centroid)), 1e-9)


def likeness(bags: Bags, terms: Sequence[int]) -> Floats:
    """``(sentences,) float64``: cosine of each sentence with a short text, given by the numbers of its terms."""
    vector = np.zeros(bags.terms)
    vector[list(terms)] = 1.0
    return bags.of_terms(vector) / max(float(np.linalg.norm(vector)), 1e-9)


def similarities(bags: Bags, sentence: int) -> Floats:
    """``(sentences,) float64``: cosine of every sentence with this one."""
    entries = bags.entries(sentence)
    vector = np.zeros(bags.terms)
    vector[bags.columns[entries]] = bags.weights[entries]
    return bags.of_terms(vector)


def _like_first(bags: Bags) -> Floats:
    like = similarities(bags, 0)
    like[0] = 0
    return like


def _scaled(values: Floats | Ints) -> Floats:
    return np.asarray(values / max(float(values.max(initial=0.0)), 1e-9))
