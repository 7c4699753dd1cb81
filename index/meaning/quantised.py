"""Stored vectors, one byte a dimension, and their cosines with a question's vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.meaning.transformer import WIDTH, Floats

_VECTOR: Final = np.dtype([("scale", "<f4"), ("numbers", "i1", (WIDTH,))])
SIZE: Final = _VECTOR.itemsize
"""Bytes of a packed vector: 388."""
_STEPS: Final = 127
_AT_ONCE: Final = 1024
"""Vectors converted to floats at a time: 1.5 MB."""


def pack(vectors: Floats) -> bytes:
    """``(n, 384) float32`` to ``n * SIZE`` bytes. A number's error is at most 1/254 of its vector's largest."""
    packed = np.zeros(len(vectors), dtype=_VECTOR)
    packed["scale"] = np.abs(vectors).max(axis=1, initial=0.0) / _STEPS
    scales = np.where(packed["scale"] > 0, packed["scale"], 1.0)
    packed["numbers"] = np.rint(vectors / scales[:, None])
    return packed.tobytes()


def unpack(packed: bytes) -> Floats:
    """The inverse of ``pack``: ``(n, 384) float32``. Raises ValueError unless ``packed`` holds whole vectors."""
    held = np.frombuffer(packed, dtype=_VECTOR)
    return held["numbers"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]


def similarities(question: Floats, blocks: Sequence[bytes]) -> Floats:
    """Cosines ``(vectors,) float32`` of ``question`` with the vectors in ``blocks``, in order.

    ``question`` is ``(384,) float32`` of unit length. Errors are below 0.01; a zero vector has the cosine 0. Raises
    ValueError unless each block holds whole vectors.
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
