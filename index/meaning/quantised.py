"""Vectors in a byte a dimension, as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_VECTOR: Final = np.dtype([("scale", "<f4"), ("numbers", "i1", (384,))])
SIZE: Final = _VECTOR.itemsize


def pack(vectors: NDArray[np.float32]) -> bytes:
    """``(n, 384) float32`` to ``n * SIZE`` bytes."""
    packed = np.zeros(len(vectors), dtype=_VECTOR)
    packed["scale"] = np.abs(vectors).max(axis=1, initial=0.0) / 127
    scales = np.where(packed["scale"] > 0, packed["scale"], 1.0)
    packed["numbers"] = np.rint(vectors / scales[:, None])
    return packed.tobytes()


def unpack(packed: bytes) -> NDArray[np.float32]:
    """``pack`` backwards."""
    held = np.frombuffer(packed, dtype=_VECTOR)
    found: NDArray[np.float32] = held["numbers"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]
    return found


def similarities(question: NDArray[np.float32], blocks: Sequence[bytes]) -> NDArray[np.float32]:
    """The cosines between ``question`` and the vectors that the blocks hold, in order."""
    return unpack(b"".join(blocks)) @ question
