"""Proximity of the question's words in a sentence: adjacent as in the question, or just near."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from index.ranking.features.candidates import Candidates, Floats, Ints
from index.ranking.query.query import Question

# Two matches are a pair if they are at most this many matches apart.
_HOPS: Final = 3
_REACH: Final = 3
# A pair's weight by its order in the question: adjacent, one word apart, or reversed.
_IN_ORDER: Final = 1.0
_ONE_APART: Final = 0.7
_REVERSED: Final = 0.5


def closeness(importance: Floats, candidates: Candidates) -> Floats:
    """``(sentences,) float64``: Σ min(importance)/distance² over the sentence's pairs of different words.

    Büttcher, Clarke and Lushman, Term Proximity Scoring for Ad-Hoc Retrieval on Very Large Text Collections, 2006,
    with the lower importance of the two.
    """
    near = np.zeros(candidates.sentences)
    for sentence, left, right, distance in _neighbours(candidates):
        worth = np.minimum(importance[left], importance[right]) / distance**2
        near += np.bincount(sentence, worth, candidates.sentences)
    return near


def ordered_pairs(question: Question, candidates: Candidates) -> Floats:
    """``(paragraphs,) float64``: the question's adjacent words that are together there, by rarity of such pairs."""
    got = np.zeros((candidates.count, question.size))
    for sentence, left, right, distance in _neighbours(candidates):
        step = right - left
        strength = np.select([step == 1, step == 2, step == -1], [_IN_ORDER, _ONE_APART, _REVERSED], 0.0)
        strength = np.where(distance <= _REACH, strength / np.sqrt(distance), 0.0)
        np.maximum.at(got, (candidates.owner[sentence], np.minimum(left, right)), strength)
    rarity = local_rarity(got > 0)
    weights = np.append(question.weights[:-1] * question.weights[1:], 0.0)[: question.size]
    return np.asarray(got @ (weights * rarity))


def local_rarity(present: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """Each column's ln((N + 1) / n) over the candidates (rows): enough to order them, without any lookup."""
    return np.asarray(np.log((len(present) + 1) / np.maximum(present.sum(axis=0), 0.5)))


def _neighbours(candidates: Candidates) -> Iterator[tuple[Ints, Ints, Ints, Floats]]:
    """Pairs of different matched words in one sentence: the sentence, both words, their distance."""
    for hop in range(1, min(_HOPS, len(candidates.match_at) - 1) + 1):
        left, right = slice(None, -hop), slice(hop, None)
        same = candidates.match_sentence[left] == candidates.match_sentence[right]
        same &= candidates.match_word[left] != candidates.match_word[right]
        distance = (candidates.match_at[right] - candidates.match_at[left])[same].astype(np.float64)
        yield (
            candidates.match_sentence[left][same],
            candidates.match_word[left][same],
            candidates.match_word[right][same],
            distance,
        )
