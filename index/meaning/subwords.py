"""A text as pieces of words, the likeliest of all ways to cut it.

The unigram model of Kudo, Subword Regularization, 2018: each piece has a logarithmic probability, and the Viterbi
algorithm finds the pieces whose sum is the highest. A piece begins at most one word, and "▁" stands where one begins.
The vocabulary is known by hashes of its pieces: sorted, they are searched where they lie in the file, and cost no
memory. A text takes time in proportion to its length.
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
"""The first rows of the embeddings stand for a text's begin, its end and any unknown characters; pieces follow."""

LONGEST: Final = 16
"""No piece has more characters."""
WORD: Final = "▁"

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_UNLIKELY: Final = 10.0
"""How much less likely than the least likely piece an unknown character is."""
_AT_ONCE: Final = 1024
"""Characters that are cut into pieces in one go: what is held meanwhile is some hundred bytes for each."""
_CHARACTERS: Final = 8
"""Of a text, so many characters are read for each piece that is wanted; pieces of unknown ones have no length."""

# As the model's own table of characters has it: controls go, invisible ones are spaces, so is the mark of words.
_SPACES: Final = "\t\n\f\r\u1680\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2581\ufeff\ufffd"
# What only directs or joins the text is unknown to the model and would cut words in two.
_NOTHING: Final = "\u00ad\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
_TABLE: Final[dict[int, str]] = {
    **dict.fromkeys((*range(32), *range(127, 160), *map(ord, _NOTHING)), ""),
    **{ord(character): " " for character in _SPACES},
}
# Normal forms sort a character's marks in quadratic time, and no writing has so many.
_PILED: Final = regex.compile(r"(\p{M}{16})\p{M}+")


def hashes(texts: Sequence[str]) -> NDArray[np.uint64]:
    """A piece's key: a polynomial of its characters, modulo 2^64, as ``Subwords`` finds it in a text."""
    found = np.zeros(len(texts), dtype=np.uint64)
    for number, text in enumerate(texts):
        for code in _codes(text):
            found[number : number + 1] = found[number : number + 1] * _FACTOR + code
    return found


def _codes(text: str) -> NDArray[np.uint64]:
    # People's texts may hold half a surrogate pair.
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)


def normal(text: str) -> str:
    """The text as the model reads it: NFKC, a "▁" before each word, no other white space. Empty without a word."""
    folded = normalize("NFKC", _PILED.sub(r"\1", text.translate(_TABLE)))
    return "".join(WORD + word for word in folded.split())


class Subwords:
    """``keys`` are the ascending hashes of the pieces, ``(pieces,) uint64``, ``scores`` their log probabilities."""

    def __init__(self, keys: NDArray[np.uint64], scores: NDArray[np.float32]) -> None:
        self._keys = keys
        self._scores = scores
        self._unknown = float(scores.min()) - _UNLIKELY

    def rows(self, text: str, most: int) -> list[int]:
        """The rows of the embeddings that the text's pieces have, in order, ``most`` at most.

        Neighbouring unknown characters are one. None for a text without a word.
        """
        left = normal(text[: most * _CHARACTERS])[: most * _CHARACTERS]
        found: list[int] = []
        while left and len(found) < most:
            # No piece reaches over the begin of a word.
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
        """Where pieces of the vocabulary stand: starts, ends, rows and scores, by ascending start.

        At each start there is one of a single character, unknown if need be.
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
