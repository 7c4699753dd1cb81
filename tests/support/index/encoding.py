"""A small encoder that needs no file: texts that share words have vectors that are near each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index import Library
from index.meaning.encoder import Encoder, ParagraphVectors
from index.meaning.quantised import SIZE
from index.store import collections
from index.store.vectors import reader
from index.store.vectors.cache import Vectors

DIMENSIONS: Final = SIZE - 4
DAMAGED: Final = "unencodable"
"""A text with this word cannot be encoded."""


class WordHashes:
    """Hashes each word into one of the dimensions; ``encoded`` are the paragraphs so far, in order."""

    def __init__(self, model: int = Encoder.MODEL) -> None:
        self.MODEL = model
        self.encoded: list[str] = []

    def question(self, text: str) -> NDArray[np.float32]:
        """The (384,) float32 vector of a question."""
        return self._vector(text)

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        """The vectors of paragraphs, given as their sentences."""
        if any(DAMAGED in each for item in items for each in item):
            raise ValueError("such a text cannot be encoded")
        self.encoded.extend(" ".join(item) for item in items)
        return [
            ParagraphVectors(self._vector(" ".join(item)), np.array([self._vector(each) for each in item]))
            for item in items
        ]

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            # Another model, other directions.
            vector[crc32(f"{self.MODEL} {word}".encode()) % DIMENSIONS] += 1
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector


def vectors(library: Library, name: str = "c", model: int = Encoder.MODEL) -> Vectors:
    """All vectors of a collection; empty where there is no such collection."""
    with library.database.read() as connection:
        row = collections.find(connection, name)
        return reader.read(connection, row.id if row else 0, model)


def embed_all(library: Library) -> None:
    """Makes all vectors that are lacking."""
    while library.embed(seconds=60):
        pass
