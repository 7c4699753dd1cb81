"""Character n-grams as small hashes: what two words share that differ by an ending, a compound or a typo."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis.scripts import UNSPACED_BLOCKS

SIZE: Final = 1 << 16
"""Hashes are below this number, so that each takes two bytes; collisions are too rare to matter."""

_MULTIPLIERS: Final = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
_LENGTH: Final = 4


def grams(words: str) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Hashes ``(grams,) uint16`` of the grams in ``words`` (folded, spaces around each), and where each starts.

    Four characters within or at the edge of a word; single characters in scripts that write words without spaces.
    """
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if len(codes) < _LENGTH:
        codes = np.concatenate([codes, np.full(_LENGTH - len(codes), 0x20, dtype="<u4")])
    # The four characters of every gram, one after the other: a copy of all grams would take longer to make.
    first, second, third, fourth = codes[:-3], codes[1:-2], codes[2:-1], codes[3:]
    unspaced = _unspaced(codes[:-2])
    single = unspaced[:-1]
    whole = (second != 0x20) & (third != 0x20) & ~unspaced[1:]
    hashed = first * _MULTIPLIERS[0]
    alone = hashed[single]
    hashed += second * _MULTIPLIERS[1]
    hashed += third * _MULTIPLIERS[2]
    hashed += fourth * _MULTIPLIERS[3]
    hashed[single] = alone
    hashed ^= hashed >> 15
    hashed *= np.uint32(0x2C1B3C6D)
    starts = np.flatnonzero(single | whole)
    return (hashed[starts] >> 16).astype("<u2"), starts


def _unspaced(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return np.asarray(np.logical_or.reduce([(codes >= first) & (codes < end) for first, end in UNSPACED_BLOCKS]))
