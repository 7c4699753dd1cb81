"""Long lists of values in statements of a size that every engine takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
SIZE = 500


def batched(values: Sequence[T], size: int = SIZE) -> Iterator[Sequence[T]]:
    """``values`` in order, ``size`` at a time."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
