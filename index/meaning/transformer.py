"""BERT's encoder (Devlin et al., 2019) in numpy: twelve layers that compute a state for each piece of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import pi, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.meaning.subwords import SPECIAL
from index.meaning.weights import BLOCK, EightBit, FourBit, eight_bit

Floats = NDArray[np.float32]

LAYERS: Final = 12
HEADS: Final = 12
WIDTH: Final = 384
HIDDEN: Final = 4 * WIDTH
POSITIONS: Final = 512
"""The most pieces that the model can read in one pass."""
_EPSILON: Final = 1e-12
_LINEAR: Final = {
    "project": (WIDTH, 3 * WIDTH),
    "attend": (WIDTH, WIDTH),
    "widen": (WIDTH, HIDDEN),
    "narrow": (HIDDEN, WIDTH),
}
"""A layer's matrix products: the inputs and outputs of each."""

Expected = tuple[str, tuple[int, ...]]
"""An array's dtype and shape."""


class Linear(NamedTuple):
    """A linear layer: multiplies by ``weights`` and adds ``bias``."""

    weights: EightBit
    bias: Floats

    def __call__(self, states: Floats, room: Floats) -> Floats:
        result = self.weights.product(states, room)
        result += self.bias
        return result


class Norm(NamedTuple):
    """Gives each row mean 0 and variance 1, then scales and shifts it (Ba et al., Layer Normalization, 2016)."""

    scale: Floats
    shift: Floats

    def __call__(self, states: Floats) -> Floats:
        result: Floats = states - states.mean(axis=1, keepdims=True)
        result /= np.sqrt(np.square(result).mean(axis=1, keepdims=True) + np.float32(_EPSILON))
        result *= self.scale
        result += self.shift
        return result


class Layer(NamedTuple):
    """Attention and a network of one hidden layer; each adds its output to its input."""

    project: Linear
    attend: Linear
    attended: Norm
    widen: Linear
    narrow: Linear
    narrowed: Norm

    def __call__(self, states: Floats, ends: Sequence[int], room: Floats) -> Floats:
        projected = self.project(states, room)
        mixed = np.empty_like(states)
        for start, end in pairwise((0, *ends)):
            mixed[start:end] = _attention(projected[start:end])
        states = self.attended(states + self.attend(mixed, room))
        hidden = self.widen(states, room)
        _gelu(hidden)
        return self.narrowed(states + self.narrow(hidden, room))


def _attention(projected: Floats) -> Floats:
    """For each piece the mean of the values, weighted by its query's match with their keys (Vaswani et al., 2017).

    ``projected`` is ``(pieces, 3 · WIDTH) float32``: queries, keys, values. Returns ``(pieces, WIDTH) float32``.
    """
    queries, keys, values = projected.reshape(len(projected), 3, HEADS, -1).transpose(1, 2, 0, 3)
    shares: Floats = queries @ keys.transpose(0, 2, 1)
    shares *= np.float32(1 / sqrt(WIDTH / HEADS))
    shares -= shares.max(axis=2, keepdims=True)
    np.exp(shares, out=shares)
    shares /= shares.sum(axis=2, keepdims=True)
    mixed: Floats = shares @ values
    return mixed.transpose(1, 0, 2).reshape(len(projected), WIDTH)


def _gelu(values: Floats) -> None:
    """The approximate GELU, in place (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016).

    ``values ** 3`` would take twenty times as long as the products.
    """
    inner = values * values
    inner *= np.float32(0.044715)
    inner += np.float32(1.0)
    inner *= values
    inner *= np.float32(sqrt(2 / pi))
    np.tanh(inner, out=inner)
    inner += np.float32(1.0)
    inner *= np.float32(0.5)
    values *= inner


class Transformer:
    """Some 21 MB of weights, read in a tenth of a second. Any number of threads may use it at once."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """``arrays`` are those of the model file, after ``check``."""
        self._embeddings = _four_bit(arrays, "embeddings")
        self._positions = arrays["positions"].astype(np.float32)
        self._embedded = _norm(arrays, "embedded")
        self._layers = [_layer(arrays, f"layer{number}.") for number in range(LAYERS)]

    def states(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """The last layer's states of each text's pieces, ``(pieces, WIDTH) float32``.

        A text is a sequence of embedding rows, at most ``POSITIONS``. All texts are read in one pass, so memory grows
        with their sum: some 20 kB a piece, and 48 bytes a pair of pieces of the longest text.
        """
        rows = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts])
        ends = np.cumsum([len(text) for text in texts]).tolist()
        states = self._embeddings.floats(rows)
        for start, end in pairwise((0, *ends)):
            states[start:end] += self._positions[: end - start]
        states = self._embedded(states)
        room = np.empty(WIDTH * HIDDEN, dtype=np.float32)
        for layer in self._layers:
            states = layer(states, ends, room)
        return [states[start:end] for start, end in pairwise((0, *ends))]


def check(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Raises ValueError if an array of the model file is missing, or has the wrong shape or dtype."""
    pieces = len(arrays["pieces"]) if arrays.get("pieces", np.zeros(())).ndim == 1 else 0
    expected = {"pieces": ("<u8", (pieces,)), "scores": ("<f4", (pieces,)), "positions": ("<f2", (POSITIONS, WIDTH))}
    expected |= _four_bit_shapes("embeddings", SPECIAL + pieces, WIDTH) | _norm_shapes("embedded")
    for number in range(LAYERS):
        prefix = f"layer{number}."
        expected |= _norm_shapes(f"{prefix}attended") | _norm_shapes(f"{prefix}narrowed")
        for name, (inputs, outputs) in _LINEAR.items():
            expected |= _four_bit_shapes(prefix + name, outputs, inputs)
            expected[f"{prefix}{name}.bias"] = ("<f4", (outputs,))
    for name, (dtype, shape) in expected.items():
        found = arrays.get(name)
        if found is None or found.dtype != np.dtype(dtype) or found.shape != shape or not found.size:
            raise ValueError(f"{name} in the model's file is not as it should be")


def _four_bit_shapes(name: str, rows: int, columns: int) -> dict[str, Expected]:
    blocks = columns // BLOCK
    return {f"{name}.nibbles": ("u1", (rows, blocks, BLOCK // 2)), f"{name}.scales": ("<f2", (rows, blocks))}


def _norm_shapes(name: str) -> dict[str, Expected]:
    return {f"{name}.scale": ("<f4", (WIDTH,)), f"{name}.shift": ("<f4", (WIDTH,))}


def _layer(arrays: Mapping[str, NDArray[Any]], prefix: str) -> Layer:
    def linear(name: str) -> Linear:
        return Linear(eight_bit(_four_bit(arrays, prefix + name)), arrays[f"{prefix}{name}.bias"].astype(np.float32))

    return Layer(
        project=linear("project"),
        attend=linear("attend"),
        attended=_norm(arrays, prefix + "attended"),
        widen=linear("widen"),
        narrow=linear("narrow"),
        narrowed=_norm(arrays, prefix + "narrowed"),
    )


def _four_bit(arrays: Mapping[str, NDArray[Any]], name: str) -> FourBit:
    return FourBit(arrays[f"{name}.nibbles"], arrays[f"{name}.scales"])


def _norm(arrays: Mapping[str, NDArray[Any]], name: str) -> Norm:
    return Norm(arrays[f"{name}.scale"].astype(np.float32), arrays[f"{name}.shift"].astype(np.float32))
