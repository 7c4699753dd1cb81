"""The first stage: BM25 over a collection's postings, its own statistics, no state between questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

POSTING: Final = np.dtype([("content", "<u4"), ("frequency", "<u2"), ("length", "<u2")])
"""A term in a content: how often, of how many terms. Counts over 65,535 stay there."""

Postings = NDArray[np.void]

K1: Final = 1.5
B: Final = 0.75
DELTA: Final = 1.0

_SPARSE: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """A collection's size: its indexed contents and the sum of their lengths in terms."""

    documents: int
    total_length: int

    @property
    def average_length(self) -> float:
        """Terms of an average content; 1 where there is none, so that nothing divides by zero."""
        return self.total_length / self.documents if self.total_length else 1.0


def inverse_document_frequency(documents: int, containing: int) -> float:
    """ln((N + 1) / n), never negative: Lv and Zhai, Lower-Bounding Term Frequency Normalization, CIKM 2011."""
    return float(np.log((documents + 1) / containing)) if containing else 0.0


def term_weights(postings: Postings, average_length: float) -> NDArray[np.float64]:
    """BM25+'s part of a score that does not depend on rarity, for each posting (Lv and Zhai 2011).

    δ + tf·(k1 + 1) / (k1·(1 − b + b·|d|/avgdl) + tf). A document without the term has no posting and scores zero,
    which is BM25+ less the constant that it adds to every document.
    """
    frequency = postings["frequency"].astype(np.float64)
    norm = postings["length"] * (K1 * B / average_length)
    norm += K1 * (1 - B) + frequency
    return np.asarray(DELTA + frequency * (K1 + 1) / norm)


def score(
    postings: Sequence[Postings],
    statistics: Statistics,
    *,
    weights: Sequence[float] | None = None,
    within: NDArray[Any] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The contents that hold a term, ascending, and their BM25+ scores.

    ``postings`` has one entry a term of the question, each content once in it; ``weights`` multiply a term's share.
    ``within`` are the only contents to look at (``None``: all): others are dropped before anything is scored, while
    rarity stays the collection's.
    """
    kept = [entry if within is None else entry[np.isin(entry["content"], within)] for entry in postings]
    contents, places = _numbered([entry["content"] for entry in kept])
    scores = np.zeros(len(contents))
    for number, (entry, held, place) in enumerate(zip(postings, kept, places, strict=True)):
        idf = inverse_document_frequency(statistics.documents, len(entry))
        factor = idf if weights is None else idf * weights[number]
        scores[place] += factor * term_weights(held, statistics.average_length)
    found = np.flatnonzero(scores)
    return contents[found], scores[found]


def _numbered(held: Sequence[NDArray[Any]]) -> tuple[NDArray[np.int64], list[NDArray[Any]]]:
    """A row of numbers that holds every content, and each content's place in it.

    The numbers up to the highest, as long as that is not much more than there are postings; else, where most of a
    collection has been forgotten again, only those that occur.
    """
    total = sum(len(each) for each in held)
    size = max((int(each.max()) + 1 for each in held if len(each)), default=0)
    if size <= _SPARSE * (total + _SPARSE):
        return np.arange(size), list(held)
    contents = np.unique(np.concatenate(held)).astype(np.int64)
    return contents, [np.searchsorted(contents, each) for each in held]


def best(contents: NDArray[np.int64], scores: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Positions of the ``count`` highest scores, best first; the older content first among equals."""
    if len(scores) > count:
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = np.flatnonzero(scores >= threshold)
    else:
        chosen = np.arange(len(scores))
    order = np.lexsort((contents[chosen], -scores[chosen]))
    return chosen[order][:count]
