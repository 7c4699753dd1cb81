"""Texts to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class ParagraphVectors(NamedTuple):
    """A paragraph's (384,) vector and the (n, 384) of its sentences; of length 1 each."""

    paragraph: NDArray[np.float32]
    sentences: NDArray[np.float32]


class Encoder:
    """Placeholder."""

    MODEL = 1

    @classmethod
    def load(cls, path: str | None = None) -> Encoder | None:
        return None

    def question(self, text: str) -> NDArray[np.float32]:
        raise NotImplementedError

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        raise NotImplementedError
