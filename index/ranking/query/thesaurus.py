"""Related English words: synonyms (doctor, physician) and derivations (decide, decision).

``data/thesaurus.npz`` is made from WordNet 3.0 (Miller, WordNet: A Lexical Database for English, 1995) by
``python -m tests.bench.thesaurus``; its licence is beside it. Words are keyed by the hashes of their stems.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE: Final = Path(__file__).parents[2] / "data" / "thesaurus.npz"
LANGUAGE: Final = "en"
STEPS: Final = 20
"""The number of strength levels in the file."""


class RelatedTerms(NamedTuple):
    """The terms' hashes, ascending; the number of the word that each is most related to; the strength, 0 to 1."""

    keys: NDArray[np.int64]
    words: NDArray[np.int64]
    strengths: NDArray[np.float64]


class _Table(NamedTuple):
    """Row n of ``words``, which ascend, is related to ``others`` from ``first[n]`` up to ``first[n + 1]``."""

    words: NDArray[np.int64]
    first: NDArray[np.int64]
    others: NDArray[np.uint16]
    strengths: NDArray[np.uint8]


NO_TERMS: Final = RelatedTerms(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
"""The related terms of words in other languages: none."""


def related(asked: Mapping[int, int]) -> RelatedTerms:
    """The terms related to those in ``asked``, which maps term hashes to word numbers. Unknown terms have none."""
    table = _table()
    keys = np.fromiter(asked, dtype=np.int64, count=len(asked))
    rows = np.minimum(np.searchsorted(table.words, keys), len(table.words) - 1)
    held = table.words[rows] == keys
    rows, numbers = rows[held], np.fromiter(asked.values(), dtype=np.int64, count=len(asked))[held]
    if not len(rows):
        return NO_TERMS
    begin, end = table.first[rows], table.first[rows + 1]
    at = np.concatenate([np.arange(*part) for part in zip(begin.tolist(), end.tolist(), strict=True)])
    found, strengths, words = table.words[table.others[at]], table.strengths[at], np.repeat(numbers, end - begin)
    # Among the words that a term is related to, the strongest comes last.
    order = np.lexsort((strengths, found))
    found, strengths, words = found[order], strengths[order], words[order]
    last = np.append(found[1:] != found[:-1], True)
    return RelatedTerms(found[last], words[last], strengths[last] / STEPS)


@cache
def _table() -> _Table:
    """The table, some 400 kB in memory, read in milliseconds at the first question in English."""
    with np.load(FILE) as held:
        first = np.concatenate(([0], np.cumsum(held["counts"], dtype=np.int64)))
        return _Table(held["words"], first, held["others"], held["strengths"])
