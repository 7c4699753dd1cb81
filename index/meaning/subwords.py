"""Cuts a text into pieces of words, in the likeliest of all ways.

The unigram model of Kudo, Subword Regularization, 2018: each piece has a logarithmic probability, and the Viterbi
algorithm finds the pieces with the highest sum. A piece begins at most one word, and "▁" marks the beginning of a word.
The vocabulary is a sorted list of its pieces' hashes, searched in the mapped file, so that it costs no memory. Time is
linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from unicodedata import normalize

import numpy as np
import regex
from numpy.typing import NDArray

BEGIN: Final = 0
END: Final = 1
UNKNOWN: Final = 2
SPECIAL: Final = 3
"""The first embedding rows are those of a text's beginning, its end and unknown characters; pieces follow."""

LONGEST: Final = 16
"""Maximum characters of a piece."""
WORD: Final = "▁"

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_UNLIKELY: Final = 10.0
"""How far an unknown character's log probability is below that of the least likely piece."""
_AT_ONCE: Final = 1024
"""Characters cut into pieces at a time; each takes some hundred bytes meanwhile."""
_CHARACTERS: Final = 8
"""Characters read for each piece wanted: a limit, since a run of unknown characters is one piece of any length."""

# As in the model's own character table: controls are dropped; invisible characters and the word mark are spaces.
_SPACES: Final = "\t\n\f\r\u1680\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2581\ufeff\ufffd"
# Characters that only set direction or join text are unknown to the model, and would cut words in two.
_NOTHING: Final = "\u00ad\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
_TABLE: Final[dict[int, str]] = {
    **dict.fromkeys((*range(32), *range(127, 160), *map(ord, _NOTHING)), ""),
    **{ord(character): " " for character in _SPACES},
}
# Normalisation sorts a character's marks in quadratic time; no script puts this many on one character.
_PILED: Final = regex.compile(r"(\p{M}{16})\p{M}+")


def hashes(texts: Sequence[str]) -> NDArray[np.uint64]:
    """The pieces' keys: polynomials of their characters, modulo 2^64, as ``Subwords`` computes them in a text."""
    found = np.zeros(len(texts), dtype=np.uint64)
    for number, text in enumerate(texts):
        for code in _codes(text):
            found[number : number + 1] = found[number : number + 1] * _FACTOR + code
    return found


def _codes(text: str) -> NDArray[np.uint64]:
    # A text may contain half a surrogate pair.
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)


def normal(text: str) -> str:
    """The text in the model's form: NFKC, "▁" before each word, no other white space; empty if it has no word."""
    folded = normalize("NFKC", _PILED.sub(r"\1", text.translate(_TABLE)))
    return "".join(WORD + word for word in folded.split())


class Subwords:
    """``keys`` are the ascending hashes of the pieces, ``(pieces,) uint64``, ``scores`` their log probabilities."""

    def __init__(self, keys: NDArray[np.uint64], scores: NDArray[np.float32]) -> None:
        self._keys = keys
        self._scores = scores
        self._unknown = float(scores.min()) - _UNLIKELY

    def rows(self, text: str, most: int) -> list[int]:
        """The embedding rows of the text's pieces, in order, at most ``most``.

        Neighbouring unknown characters are one piece. A text without a word has no rows.
        """
        left = normal(text[: most * _CHARACTERS])[: most * _CHARACTERS]
        found: list[int] = []
        while left and len(found) < most:
            # No piece crosses the beginning of a word.
            end = len(left) if len(left) <= _AT_ONCE else max(left.rfind(WORD, 1, _AT_ONCE), 0) or _AT_ONCE
            found += self._likeliest(_codes(left[:end]))
            left = left[end:]
        return found[:most]

    def _likeliest(self, codes: NDArray[np.uint64]) -> list[int]:
        best = [0.0] + [-np.inf] * len(codes)
        came = [(0, UNKNOWN)] * (len(codes) + 1)
        for start, end, row, score in zip(*self._matches(codes), strict=True):
            reached = best[start] + score
            if reached > best[end]:
                best[end], came[end] = reached, (start, row)
        rows: list[int] = []
        end = len(codes)
        while end:
            end, row = came[end]
            if row != UNKNOWN or rows[-1:] != [UNKNOWN]:
                rows.append(row)
        return rows[::-1]

    def _matches(self, codes: NDArray[np.uint64]) -> tuple[list[Any], ...]:
        """Occurrences of the vocabulary's pieces: starts, ends, rows and scores, by ascending start.

        Each start has a piece of a single character, unknown if necessary.
        """
        begins = codes == ord(WORD)
        starts = np.arange(len(codes))
        key = codes
        found = []
        for length in range(1, LONGEST + 1):
            if length > 1:
                starts = starts[: np.searchsorted(starts, len(codes) - length, side="right")]
                inside = ~begins[starts + length - 1]
                key = key[: len(starts)][inside] * _FACTOR
                starts = starts[inside]
                key += codes[starts + length - 1]
            at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
            known = self._keys[at] == key
            if length == 1:
                rows = np.where(known, at + SPECIAL, UNKNOWN)
                found.append((starts, starts + 1, rows, np.where(known, self._scores[at], self._unknown)))
            else:
                at, where = at[known], starts[known]
                found.append((where, where + length, at + SPECIAL, self._scores[at]))
        joined = [np.concatenate(parts) for parts in zip(*found, strict=True)]
        order = np.argsort(joined[0], kind="stable")
        return tuple(part[order].tolist() for part in joined)
