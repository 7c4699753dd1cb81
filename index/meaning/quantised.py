"""Vectors in a byte a dimension, as they are stored, and what a question's vector is to thousands of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.meaning.transformer import WIDTH, Floats

_VECTOR: Final = np.dtype([("scale", "<f4"), ("numbers", "i1", (WIDTH,))])
SIZE: Final = _VECTOR.itemsize
"""Bytes of a vector: 388."""
_STEPS: Final = 127
_AT_ONCE: Final = 1024
"""Vectors that are floats at once: 1.5 MB."""


def pack(vectors: Floats) -> bytes:
    """``(n, 384) float32`` to ``n * SIZE`` bytes: each number is off by at most 1/254 of its vector's largest."""
    packed = np.zeros(len(vectors), dtype=_VECTOR)
    packed["scale"] = np.abs(vectors).max(axis=1, initial=0.0) / _STEPS
    scales = np.where(packed["scale"] > 0, packed["scale"], 1.0)
    packed["numbers"] = np.rint(vectors / scales[:, None])
    return packed.tobytes()


def unpack(packed: bytes) -> Floats:
    """``pack`` backwards: ``(n, 384) float32``. Raises ValueError for bytes that are no whole vectors."""
    held = np.frombuffer(packed, dtype=_VECTOR)
    return held["numbers"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]


def similarities(question: Floats, blocks: Sequence[bytes]) -> Floats:
    """The cosines between ``question``, of unit length, and the vectors that the blocks hold, in order.

    They are off by less than 0.01. Zeros have the cosine 0. Raises ValueError for a block of no whole vectors.
    """
    held = [np.frombuffer(block, dtype=_VECTOR) for block in blocks]
    found = np.empty(sum(map(len, held)), dtype=np.float32)
    end = 0
    for block in held:
        for start in range(0, len(block), _AT_ONCE):
            part = block[start : start + _AT_ONCE]
            begin, end = end, end + len(part)
            np.multiply(_floats(part) @ question, part["scale"], out=found[begin:end])
    return found


def _floats(part: NDArray[np.void]) -> Floats:
    numbers: NDArray[np.int8] = part["numbers"]
    return numbers.astype(np.float32)
