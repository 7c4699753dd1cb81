"""From signals to a probability: how sure it is that the first candidate answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations_with_replacement

import numpy as np

# Signals whose products count too: much of one makes up for little of another.
TOGETHER = ("covered", "best two sentences", "pairs", "grams", "score", "evidence", "words", "missing")
# Beyond so many spreads from the mean a signal says nothing more; products would run away with it.
FAR = 2.5


def calibrated(
    found: Mapping[str, float], weights: Mapping[str, float], scale: Mapping[str, tuple[float, float]]
) -> float:
    """The probability by logistic regression over the signals that have a scale, and over products of them."""
    values = curved(found, scale)
    logit = weights.get("constant", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def curved(found: Mapping[str, float], scale: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The signals in spreads from their means, within ``FAR``, and the products "a × b" of those in ``TOGETHER``."""
    values = {
        name: min(max((found[name] - mean) / spread, -FAR), FAR)
        for name, (mean, spread) in scale.items()
        if name in found
    }
    pairs = combinations_with_replacement([name for name in TOGETHER if name in values], 2)
    return values | {f"{a} × {b}": values[a] * values[b] for a, b in pairs}
