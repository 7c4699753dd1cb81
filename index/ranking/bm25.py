"""The first stage: BM25+ over a collection's postings, with that collection's statistics."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

POSTING: Final = np.dtype([("content", "<u4"), ("frequency", "<u2"), ("length", "<u2")])
"""A term's frequency in a content, and the content's length in terms. Counts are capped at 65,535."""

Postings = NDArray[np.void]

K1: Final = 1.5
B: Final = 0.75
DELTA: Final = 1.0

# Scores are summed in an array indexed by content id, unless the highest id exceeds the postings this many times.
_SPARSE: Final = 64
# With this many times more scores than wanted, partitioning before sorting pays off.
_MANY: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """A collection's size: its indexed contents and the sum of their lengths in terms."""

    documents: int
    total_length: int

    @property
    def average_length(self) -> float:
        """Mean terms a content; 1 for an empty collection, so that nothing divides by zero."""
        return self.total_length / self.documents if self.total_length else 1.0


def inverse_document_frequency(documents: int, containing: int) -> float:
    """ln((N + 1) / n), never negative: Lv and Zhai, Lower-Bounding Term Frequency Normalization, CIKM 2011."""
    return math.log((documents + 1) / containing) if containing else 0.0


def term_weights(frequency: NDArray[Any], length: NDArray[Any], average_length: float) -> NDArray[np.float64]:
    """The part of each posting's BM25+ score that does not depend on rarity (Lv and Zhai 2011).

    δ + tf·(k1 + 1) / (k1·(1 − b + b·|d|/avgdl) + tf). A document without the term has no posting and scores zero,
    which is BM25+ without the constant that it adds to every document.
    """
    norm: NDArray[np.float64] = length * (K1 * B / average_length)
    norm += frequency + K1 * (1 - B)
    weights: NDArray[np.float64] = frequency * (K1 + 1)
    weights /= norm
    weights += DELTA
    return weights


class ScoredPostings(NamedTuple):
    """A term's postings: ``contents`` ``(postings,) uint32``, and ``shares``, the addition to each one's score."""

    contents: NDArray[np.uint32]
    shares: NDArray[np.float64]


def score_postings(
    postings: Postings, counts: Sequence[int] | NDArray[np.int64], statistics: Statistics
) -> ScoredPostings:
    """Scores the concatenated postings of several terms; ``counts`` has the number of postings of each."""
    # Fields are separated and cast once: arithmetic on records or small integers would be slower.
    halves = postings.view("<u2")
    frequency, length = halves[2::4].astype(np.float64), halves[3::4].astype(np.float64)
    shares = term_weights(frequency, length, statistics.average_length)
    shares *= np.log((statistics.documents + 1) / np.asarray(counts)).repeat(counts)
    return ScoredPostings(postings.view("<u4")[::2].copy(), shares)


def split_by_term(postings: ScoredPostings, counts: Sequence[int]) -> list[ScoredPostings]:
    """The result of ``score_postings``, split by term."""
    ends = accumulate(counts, initial=0)
    return [ScoredPostings(postings.contents[start:end], postings.shares[start:end]) for start, end in pairwise(ends)]


def score(
    postings: Sequence[ScoredPostings], *, weights: Sequence[float] | None = None, within: NDArray[Any] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The contents that hold a term, ascending ``(contents,) int64``, and their BM25+ scores ``(contents,) float64``.

    ``postings`` has one entry for each term of the question; an entry has each content once. ``weights`` multiply the
    terms' shares. ``within`` limits the contents (``None``: all). Others are dropped before summing, but rarity remains
    that of the whole collection.
    """
    return _sums(*_shares(postings, weights, within))


def top(
    postings: Sequence[ScoredPostings],
    count: int,
    *,
    weights: Sequence[float] | None = None,
    within: NDArray[Any] | None = None,
    below: int | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The ``count`` contents with the highest ``score``, and their scores, best first; the older of equals first.

    ``below`` is an upper bound of the contents' ids (exclusive), if the caller knows one.
    Time depends on the number of postings, not on the size of the collection.
    """
    contents, shares = _shares(postings, weights, within)
    if not len(contents) or _sparse(contents, below):
        found, scores = _sums(contents, shares)
    else:
        sums = np.bincount(contents, shares).astype(np.float64, copy=False)
        lowest = _reached(postings, sums, count) if within is None and len(contents) > _MANY * count else 0.0
        found = (sums >= lowest if lowest else sums > 0).nonzero()[0]
        scores = sums[found]
    order = best(scores, count)
    return found[order], scores[order]


def _reached(postings: Sequence[ScoredPostings], sums: NDArray[np.float64], count: int) -> float:
    """A score that ``count`` contents reach, found from the rarest term with as many postings; 0 if there is none."""
    enough = [entry.contents for entry in postings if len(entry.contents) >= count]
    if not enough:
        return 0.0
    rarest = sums[min(enough, key=len)]
    rarest.partition(len(rarest) - count)
    return float(rarest[len(rarest) - count])


def _shares(
    postings: Sequence[ScoredPostings], weights: Sequence[float] | None, within: NDArray[Any] | None
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """The content of each posting in scope, and the posting's addition to its score."""
    if not postings:
        return np.zeros(0, dtype=np.uint32), np.zeros(0)
    parts = [entry.shares for entry in postings]
    if weights is not None:
        parts = [part if by == 1 else part * by for part, by in zip(parts, weights, strict=True)]
    contents, shares = np.concatenate([entry.contents for entry in postings]), np.concatenate(parts)
    if within is not None:
        kept = np.isin(contents, within)
        contents, shares = contents[kept], shares[kept]
    return contents, shares


def _sparse(contents: NDArray[np.uint32], below: int | None = None) -> bool:
    """Whether an array up to the highest id would be too large: a collection may have lost most of its contents."""
    room = _SPARSE * (len(contents) + _SPARSE)
    return (below is None or below > room) and int(contents.max()) > room


def _sums(contents: NDArray[Any], shares: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The distinct contents, ascending, and the sum of each one's shares; zero sums are left out."""
    if not len(contents):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    numbers = None
    if _sparse(contents):
        numbers, contents = np.unique(contents, return_inverse=True)
    sums = np.bincount(contents, shares).astype(np.float64, copy=False)
    found = np.flatnonzero(sums)
    return (found if numbers is None else numbers[found]).astype(np.int64, copy=False), sums[found]


def best(scores: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Positions ``(count,) int64`` of the highest ``scores``, best first; equals keep their order."""
    if len(scores) <= _MANY * count:
        return (-scores).argsort(kind="stable")[:count]
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
    chosen = (scores >= threshold).nonzero()[0]
    return np.asarray(chosen[(-scores[chosen]).argsort(kind="stable")[:count]])
