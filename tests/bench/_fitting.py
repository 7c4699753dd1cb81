"""Conditional and plain logistic regression, small enough to need no package: L-BFGS over standardised columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Alternatives (rows of views), which of them are right, how much the choice counts, and its group for folds."""

    values: Floats
    right: NDArray[np.bool_]
    weight: float
    group: str


def choose(choices: Sequence[Choice], ridge: float = 1e-3) -> Floats:
    """Weights that make a right alternative the likeliest: McFadden, Conditional Logit Analysis, 1974."""
    values = np.concatenate([choice.values for choice in choices])
    right = np.concatenate([choice.right for choice in choices]).astype(np.float64)
    sizes = np.array([len(choice.right) for choice in choices])
    counts = np.array([choice.weight for choice in choices]) / sum(choice.weight for choice in choices)
    first, owner = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    spread = values.std(axis=0) + 1e-6
    scaled = values / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, first)[owner])
        every = np.add.reduceat(raised, first)
        hit = np.maximum(np.add.reduceat(raised * right, first), 1e-300)
        value = float((counts * (np.log(every) - np.log(hit))).sum() + ridge * weights @ weights)
        share = (counts / every)[owner] * raised - (counts / hit)[owner] * raised * right
        return value, share @ scaled + 2 * ridge * weights

    found = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x / spread)


def separate(values: Floats, answered: NDArray[np.bool_], counts: Floats, ridge: float = 1e-3) -> Floats:
    """Weights, the constant first, whose logistic function gives the probability of ``answered``."""
    spread = values.std(axis=0) + 1e-6
    scaled = np.column_stack([np.ones(len(values)), values / spread])
    signs, shares = np.where(answered, 1.0, -1.0), counts / counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = signs * (scaled @ weights)
        value = float((shares * np.logaddexp(0, -margin)).sum() + ridge * weights[1:] @ weights[1:])
        slope = -(shares * signs / (1 + np.exp(np.clip(margin, -500, 500)))) @ scaled
        return value, slope + 2 * ridge * np.append(0.0, weights[1:])

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x / np.append(1.0, spread))


def fold_of(group: str, folds: int) -> int:
    """The same group always falls into the same fold."""
    from zlib import crc32

    return crc32(group.encode()) % folds
