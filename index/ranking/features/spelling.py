"""How much of a word's spelling a sentence holds in one piece: inflections, compounds and typos, no stemmer needed."""

from __future__ import annotations

from typing import Final

import numpy as np

from index.ranking.features.candidates import Candidates, Floats
from index.ranking.query.query import Question

# Shorter words have too few grams for a part of them to mean anything.
_FEWEST: Final = 3


def alike(question: Question, candidates: Candidates) -> Floats:
    """The longest run of each word's grams in each sentence (sentences × words), as a share of all its grams."""
    shares = np.zeros((candidates.sentences, question.size))
    for number, spelling in enumerate(question.spellings):
        if len(spelling) < _FEWEST:
            continue
        order = np.argsort(spelling, kind="stable")
        slot = np.minimum(np.searchsorted(spelling, candidates.gram_hash, sorter=order), len(spelling) - 1)
        found = np.flatnonzero(spelling[order[slot]] == candidates.gram_hash)
        if not len(found):
            continue
        place, at, sentence = order[slot[found]], candidates.gram_at[found], candidates.gram_sentence[found]
        broken = (np.diff(at) != 1) | (np.diff(place) != 1) | (np.diff(sentence) != 0)
        starts = np.concatenate([[0], np.flatnonzero(broken) + 1])
        lengths = np.diff(np.append(starts, len(found)))
        np.maximum.at(shares[:, number], sentence[starts], lengths / len(spelling))
    return shares
