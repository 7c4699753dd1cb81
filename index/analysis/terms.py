"""A paragraph's terms in reading order, and where its sentences begin among them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np

from index.analysis.codec import Packed

POSITION: Final = 0
"""Of the terms' array among a paragraph's arrays."""


@lru_cache(maxsize=1 << 14)
def term_hash(term: str) -> int:
    """A term's key: 64 bits, signed as both databases take them, the same in every process.

    A few thousand are remembered: most of a text are words that texts have.
    """
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


def stored_terms(packed: Packed) -> Iterable[int]:
    """The hashes of the terms that a paragraph is indexed under."""
    return set(np.frombuffer(packed.arrays[POSITION], dtype="<i8").tolist())
