"""The first stage: BM25 over a collection's postings, its own statistics, no state between questions."""

from __future__ import annotations

import math
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

_WHOLE: Final = np.dtype("<u8")
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
    return math.log((documents + 1) / containing) if containing else 0.0


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
    return _sums(*_shares(postings, statistics, weights, within))


def top(
    postings: Sequence[Postings],
    statistics: Statistics,
    count: int,
    *,
    weights: Sequence[float] | None = None,
    within: NDArray[Any] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The ``count`` contents that ``score`` scores highest and their scores, best first, the older of equals first.

    The time it takes depends on how many postings there are, not on how many contents the collection holds.
    """
    contents, shares = _shares(postings, statistics, weights, within)
    if not len(contents) or _sparse(contents):
        found, scores = _sums(contents, shares)
        order = best(found, scores, count)
        return found[order], scores[order]
    sums = np.bincount(contents, shares).astype(np.float64, copy=False)
    at_postings = sums[contents]
    # A content is there at most once a term: among so many postings there are ``count`` contents.
    enough = count * len(postings)
    if len(contents) > enough:
        contents = contents[at_postings >= np.partition(at_postings, -enough)[-enough]]
    contents.sort()
    some = contents[np.concatenate(([True], contents[1:] != contents[:-1]))]
    scores = sums[some]
    # They ascend, so that a stable sort leaves the older of equals first.
    order = (-scores).argsort(kind="stable")[:count]
    some, scores = some[order], scores[order]
    held = np.count_nonzero(scores)
    return some[:held], scores[:held]


def _shares(
    postings: Sequence[Postings],
    statistics: Statistics,
    weights: Sequence[float] | None,
    within: NDArray[Any] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The content of every posting in scope, and what the posting adds to its score."""
    if not postings:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    idf = [inverse_document_frequency(statistics.documents, len(entry)) for entry in postings]
    factors = np.array(idf) if weights is None else np.array(idf) * weights
    # All terms at once: they are a few short arrays, and a step over each would cost more than what it computes.
    # As whole numbers, because joining records makes numpy compare their fields each time.
    joined = np.concatenate([entry.view(_WHOLE) for entry in postings]).view(POSTING)
    shares = np.repeat(factors, [len(entry) for entry in postings])
    if within is not None:
        kept = np.isin(joined["content"], within)
        joined, shares = joined[kept], shares[kept]
    shares *= term_weights(joined, statistics.average_length)
    return joined["content"].astype(np.int64), shares


def _sparse(contents: NDArray[np.int64]) -> bool:
    """Whether there is no room for every number up to the highest: most of a long-lived collection may be gone."""
    return int(contents.max()) > _SPARSE * (len(contents) + _SPARSE)


def _sums(contents: NDArray[Any], shares: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each content once, ascending, and the sum of its shares; those that sum to nothing are left out."""
    if not len(contents):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    if not _sparse(contents):
        sums: NDArray[np.float64] = np.bincount(contents, shares).astype(np.float64, copy=False)
        found = np.flatnonzero(sums)
        return found.astype(np.int64, copy=False), sums[found]
    held, place = np.unique(contents, return_inverse=True)
    sums = np.bincount(place, shares).astype(np.float64, copy=False)
    found = np.flatnonzero(sums)
    return held[found].astype(np.int64), sums[found]


def best(contents: NDArray[np.int64], scores: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Positions of the ``count`` highest scores, best first; the older content first among equals."""
    if len(scores) > count:
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = np.flatnonzero(scores >= threshold)
    else:
        chosen = np.arange(len(scores))
    order = np.lexsort((contents[chosen], -scores[chosen]))
    return chosen[order][:count]
