"""Weight matrices: four bits a weight in the file, eight bits in memory.

In four bits, 32 neighbours in a row share a scale (llama.cpp's layout Q4_0). In eight bits, a column has one scale.
A matrix product needs floats. Casting eight bits to floats costs little beside the product; unpacking four bits costs
more than the product.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK: Final = 32
"""Neighbours that share a scale in four bits."""
_ZERO: Final = 8
"""The four-bit number that stands for 0."""
_STEPS: Final = 127
"""The largest eight-bit number."""


class FourBit(NamedTuple):
    """A ``(rows, columns)`` matrix; each weight is (number − 8) · scale.

    ``nibbles`` is ``(rows, blocks, 16) uint8``: low halves are a block's first 16 numbers, high halves the rest.
    ``scales`` is ``(rows, blocks) float16``.
    """

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def floats(self, rows: NDArray[np.int64] | slice) -> NDArray[np.float32]:
        """The weights of ``rows``, ``(len(rows), columns) float32``."""
        nibbles = self.nibbles[rows]
        numbers = np.empty((*nibbles.shape[:2], BLOCK), dtype=np.float32)
        numbers[..., : BLOCK // 2] = nibbles & 15
        numbers[..., BLOCK // 2 :] = nibbles >> 4
        numbers -= _ZERO
        numbers *= self.scales[rows].astype(np.float32)[..., None]
        return numbers.reshape(len(nibbles), -1)


class EightBit(NamedTuple):
    """Weights, number · scale: ``numbers`` ``(inputs, outputs) int8``, ``scales`` ``(outputs,) float32``."""

    numbers: NDArray[np.int8]
    scales: NDArray[np.float32]

    def product(self, states: NDArray[np.float32], room: NDArray[np.float32]) -> NDArray[np.float32]:
        """``states @ weights``: ``(tokens, inputs) float32`` to ``(tokens, outputs) float32``.

        ``room`` is scratch memory, overwritten, for at least as many floats as there are weights: allocating it for
        each product would cost more than the cast.
        """
        weights = room[: self.numbers.size].reshape(self.numbers.shape)
        np.copyto(weights, self.numbers)
        result = states @ weights
        result *= self.scales
        return result


def eight_bit(weights: FourBit) -> EightBit:
    """The weights in eight bits, transposed: the file stores them by outputs, memory by inputs."""
    floats = weights.floats(slice(None))
    scales = np.maximum(np.abs(floats).max(axis=1), np.finfo(np.float32).tiny) / np.float32(_STEPS)
    floats /= scales[:, None]
    return EightBit(np.ascontiguousarray(np.rint(floats, out=floats).astype(np.int8).T), scales)
