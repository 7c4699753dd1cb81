"""A vocabulary small enough to cut words in one's head."""

from __future__ import annotations

import numpy as np

from index.meaning.subwords import WORD, Subwords, hashes

POINTS = {
    WORD: -3.0,
    f"{WORD}un": -4.0,
    f"{WORD}unh": -4.5,
    f"{WORD}happy": -5.0,
    "un": -4.5,
    "happy": -5.0,
    "app": -7.0,
    "hap": -6.0,
    **dict.fromkeys("unhapy", -8.0),
}
"""Log probabilities by piece."""


def vocabulary() -> tuple[Subwords, list[str]]:
    """The cutter, and the piece of each row."""
    names = list(POINTS)
    keys = hashes(names)
    order = np.argsort(keys)
    scores = np.array(list(POINTS.values()), dtype=np.float32)
    return Subwords(keys[order], scores[order]), ["<", ">", "?", *(names[number] for number in order)]
