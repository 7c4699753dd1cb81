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


def term_weights(frequency: NDArray[Any], length: NDArray[Any], average_length: float) -> NDArray[np.float64]:
    """BM25+'s part of a score that does not depend on rarity, for each posting (Lv and Zhai 2011).

    δ + tf·(k1 + 1) / (k1·(1 − b + b·|d|/avgdl) + tf). A document without the term has no posting and scores zero,
    which is BM25+ less the constant that it adds to every document.
    """
    norm: NDArray[np.float64] = length * (K1 * B / average_length)
    norm += frequency + K1 * (1 - B)
    weights: NDArray[np.float64] = frequency * (K1 + 1)
    weights /= norm
    weights += DELTA
    return weights


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
    below: int | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The ``count`` contents that ``score`` scores highest and their scores, best first, the older of equals first.

    ``below`` is a number that all contents are below, if the caller knows one.
    The time it takes depends on how many postings there are, not on how many contents the collection holds.
    """
    contents, shares = _shares(postings, statistics, weights, within)
    if not len(contents) or _sparse(contents, below):
        found, scores = _sums(contents, shares)
        order = best(found, scores, count)
        return found[order], scores[order]
    sums: NDArray[np.float64] = np.bincount(contents, shares).astype(np.float64, copy=False)
    # A content is there at most once a term: among so many postings there are ``count`` contents.
    enough = count * len(postings)
    lowest = 0.0
    if len(contents) > enough:
        reached = sums[contents]
        reached.partition(len(reached) - enough)
        lowest = float(reached[len(reached) - enough])
    found = (sums >= lowest if lowest else sums).nonzero()[0]
    scores = sums[found]
    # They ascend, so that a stable sort leaves the older of equals first.
    order = (-scores).argsort(kind="stable")[:count]
    return found[order], scores[order]


def _shares(
    postings: Sequence[Postings],
    statistics: Statistics,
    weights: Sequence[float] | None,
    within: NDArray[Any] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The content of every posting in scope, and what the posting adds to its score."""
    if not postings:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    counts = [len(entry) for entry in postings]
    rarity = [inverse_document_frequency(statistics.documents, count) for count in counts]
    factors = np.array(rarity if weights is None else [idf * by for idf, by in zip(rarity, weights, strict=True)])
    # All terms at once, each field by itself: they are a few short arrays, and a step over each of them, or over
    # records, would cost more than what it computes.
    joined = b"".join([entry.data for entry in postings])
    contents: NDArray[Any] = np.frombuffer(joined, dtype="<u4")[::2]
    halves = np.frombuffer(joined, dtype="<u2")
    # Cast once: each step over small numbers would cast them again.
    frequency, length = halves[2::4].astype(np.float64), halves[3::4].astype(np.float64)
    shares = factors.repeat(counts)
    if within is not None:
        kept = np.isin(contents, within)
        contents, shares, frequency, length = contents[kept], shares[kept], frequency[kept], length[kept]
    shares *= term_weights(frequency, length, statistics.average_length)
    return contents.astype(np.int64), shares


def _sparse(contents: NDArray[np.int64], below: int | None = None) -> bool:
    """Whether there is no room for every number up to the highest: most of a long-lived collection may be gone."""
    room = _SPARSE * (len(contents) + _SPARSE)
    return (below is None or below > room) and int(contents.max()) > room


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
