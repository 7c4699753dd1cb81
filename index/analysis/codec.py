"""A paragraph's arrays to bytes and back, as they are stored beside it; a term's key in the database."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
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

    def terms(self) -> set[int]:
        """The hashes of the terms that the paragraph is indexed under: the first array, ``<i8``."""
        return set(np.frombuffer(self.arrays[0], dtype="<i8").tolist())


def pack(language: str, length: int, arrays: Sequence[NDArray[Any]]) -> bytes:
    """The arrays one after the other. Their order implies their dtypes, which are not stored."""
    parts = [array.tobytes() for array in arrays]
    head = _HEAD.pack(language.encode().ljust(8)[:8], length, len(parts))
    return head + np.array([len(part) for part in parts], dtype="<u4").tobytes() + b"".join(parts)


def unpack(blob: bytes) -> Packed:
    """The inverse of ``pack``, with arrays as bytes: the arrays of many candidates are joined before they are read."""
    language, length, count = _HEAD.unpack_from(blob)
    start = _HEAD.size + 4 * count
    parts = []
    for size in struct.unpack_from(f"<{count}I", blob, _HEAD.size):
        parts.append(blob[start : start + size])
        start += size
    return Packed(language.decode().strip(), length, tuple(parts))


@lru_cache(maxsize=1 << 14)
def term_hash(term: str) -> int:
    """A term's key: 64 bits, signed as both databases take them, the same in every process.

    The most recent few thousand are cached, since most words of a text are common words.
    """
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)
