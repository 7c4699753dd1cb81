"""Arrays to bytes and back: how a paragraph's views are kept beside it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Language (ISO 639 code, padded by spaces), length in terms, number of arrays; then each array's bytes.
_HEAD: Final = struct.Struct("<8sII")


class Packed(NamedTuple):
    """A paragraph's language, its length in terms, and the raw bytes of each of its arrays."""

    language: str
    length: int
    arrays: tuple[bytes, ...]


def pack(language: str, length: int, arrays: Sequence[NDArray[Any]]) -> bytes:
    """The arrays one after the other; their kinds are known by their order and not repeated."""
    parts = [array.tobytes() for array in arrays]
    head = _HEAD.pack(language.encode().ljust(8)[:8], length, len(parts))
    return head + np.array([len(part) for part in parts], dtype="<u4").tobytes() + b"".join(parts)


def unpack(blob: bytes) -> Packed:
    """What ``pack`` was given, arrays as bytes: candidates' arrays are joined before they are read."""
    language, length, count = _HEAD.unpack_from(blob)
    start = _HEAD.size + 4 * count
    parts = []
    for size in struct.unpack_from(f"<{count}I", blob, _HEAD.size):
        parts.append(blob[start : start + size])
        start += size
    return Packed(language.decode().strip(), length, tuple(parts))
