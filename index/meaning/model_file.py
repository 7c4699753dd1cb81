"""A file of named arrays that are used in place: opening it copies nothing.

The first eight bytes identify the format. A length (``<u4``) and that many bytes of JSON follow, with the dtype, shape
and offset of each array. Arrays start at multiples of 64 bytes and are little-endian on every machine.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_MAGIC: Final = b"VERBMOD1"
_LENGTH: Final = struct.Struct("<I")
_ALIGNMENT: Final = 64


def read(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays by name, read-only views of the mapped file.

    Raises OSError if the file cannot be read, ValueError if it has another format or is cut short.
    """
    with path.open("rb") as file:
        # An empty file cannot be mapped, which is a ValueError, too.
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped[: len(_MAGIC)] != _MAGIC or len(mapped) < len(_MAGIC) + _LENGTH.size:
        raise ValueError(f"{path} holds no model")
    (length,) = _LENGTH.unpack_from(mapped, len(_MAGIC))
    start = len(_MAGIC) + _LENGTH.size
    try:
        table = json.loads(mapped[start : start + length]).items()
        return {name: _array(mapped, *entry) for name, entry in table}
    except (AttributeError, TypeError) as error:
        raise ValueError(f"{path} is damaged") from error


def _array(mapped: mmap.mmap, dtype: str, shape: Sequence[int], offset: int) -> NDArray[Any]:
    return np.frombuffer(mapped, dtype=dtype, count=prod(shape), offset=offset).reshape(shape)


def write(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes the arrays in the order of their names; the same arrays give the same bytes."""
    held = {name: _little_endian(arrays[name]) for name in sorted(arrays)}
    table: dict[str, tuple[str, tuple[int, ...], int]] = {}
    # Offsets are absolute, and the table's length depends on their digits, so the table is padded to an estimate.
    room = _aligned(len(_MAGIC) + _LENGTH.size + sum(len(name) + 80 for name in held))
    end = room
    for name, array in held.items():
        table[name] = (array.dtype.str, array.shape, end)
        end = _aligned(end + array.nbytes)
    head = json.dumps(table, separators=(",", ":")).encode().ljust(room - len(_MAGIC) - _LENGTH.size)
    with path.open("wb") as file:
        file.write(_MAGIC + _LENGTH.pack(len(head)) + head)
        for array in held.values():
            file.write(array.tobytes().ljust(_aligned(array.nbytes), b"\0"))


def _little_endian(array: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
