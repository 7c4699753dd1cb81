"""Texts to vectors: a question's, a paragraph's, and its sentences' in the same pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.meaning import model_file
from index.meaning.subwords import BEGIN, END, Subwords
from index.meaning.transformer import POSITIONS, WIDTH, Floats, Transformer, check
from index.meaning.windows import Window, windows

FILE: Final = Path(__file__).parents[1] / "data" / "meaning.bin"

# The model was trained on texts that begin so, and vectors of others are worse.
_QUESTION: Final = "query:"
_PARAGRAPH: Final = "passage:"
_MOST: Final = 8 * POSITIONS
"""Pieces of a paragraph that are read: some 3,000 words. Sentences beyond have no vector."""


class ParagraphVectors(NamedTuple):
    """Vectors of unit length, float32: the paragraph's ``(384,)`` and its sentences' ``(sentences, 384)``, in order.

    Zeros stand for what has no word to read.
    """

    paragraph: Floats
    sentences: Floats


class Encoder:
    """The model; any number of threads may use it at once, and each call computes in the thread that makes it."""

    MODEL: ClassVar = 1
    """The version of the vectors. Those of two versions tell nothing about each other."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """``arrays`` are the model file's, ``check``ed."""
        self._arrays = arrays
        self._subwords = Subwords(arrays["pieces"], arrays["scores"])
        self._lock = Lock()
        self._transformer: Transformer | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> Encoder | None:
        """The model in ``path``, or the one that comes with the package; ``None`` where there is no such file.

        The file is mapped, which takes a few milliseconds; the first text takes some tenths of a second more than
        others. All libraries of a process share the package's own. Raises OSError if the file cannot be read,
        ValueError if it is damaged or something else.
        """
        if path is None:
            return _own(FILE)
        try:
            arrays = model_file.read(path)
        except FileNotFoundError:
            return None
        check(arrays)
        return cls(arrays)

    def question(self, text: str) -> Floats:
        """``(384,) float32`` of unit length; zeros if there is no word in it. Of a text, 510 pieces are read."""
        before = [BEGIN, *self._subwords.rows(_QUESTION, POSITIONS)]
        rows = self._subwords.rows(text, POSITIONS - len(before) - 1)
        if not rows:
            return np.zeros(WIDTH, dtype=np.float32)
        (states,) = self._read().states([[*before, *rows, END]])
        return _unit(states.sum(axis=0))

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        """The vectors of each item, a paragraph's sentences in order.

        A paragraph's is the mean of the states of its pieces; a sentence's is that of its own pieces, which know of
        the whole paragraph (Günther et al., Late Chunking, 2024). More than 512 pieces are read in several windows,
        and at most 4,096 are. Paragraphs are read together, up to 512 pieces at a time: more would be no faster.
        """
        before = [BEGIN, *self._subwords.rows(_PARAGRAPH, POSITIONS)]
        sums = [np.zeros((1 + len(item), WIDTH), dtype=np.float32) for item in items]
        batch: list[tuple[int, Window]] = []
        pieces = 0
        for number, item in enumerate(items):
            for window in windows(self._sentences(item), before=before, after=[END], size=POSITIONS):
                if pieces + len(window.rows) > POSITIONS and batch:
                    self._add(batch, sums)
                    batch, pieces = [], 0
                batch.append((number, window))
                pieces += len(window.rows)
        if batch:
            self._add(batch, sums)
        return [ParagraphVectors(vectors[0], vectors[1:]) for vectors in map(_unit, sums)]

    def _sentences(self, item: Sequence[str]) -> Iterator[list[int]]:
        left = _MOST
        for sentence in item:
            rows = self._subwords.rows(sentence, left)
            left -= len(rows)
            yield rows

    def _add(self, batch: Sequence[tuple[int, Window]], sums: Sequence[Floats]) -> None:
        """Adds the states of each window to its paragraph's sum, and to the sums of the sentences in it."""
        read = self._read().states([window.rows for _, window in batch])
        for (number, window), states in zip(batch, read, strict=True):
            sums[number][0] += states.sum(axis=0)
            for span in window.spans:
                sums[number][1 + span.sentence] += states[span.start : span.end].sum(axis=0)

    def _read(self) -> Transformer:
        if self._transformer is None:
            with self._lock:
                if self._transformer is None:
                    self._transformer = Transformer(self._arrays)
        return self._transformer


@cache
def _own(path: Path) -> Encoder | None:
    return Encoder.load(path)


def _unit(vectors: Floats) -> Floats:
    """Each vector at length 1; zeros stay."""
    lengths: Floats = np.sqrt(np.square(vectors).sum(axis=-1, keepdims=True))
    lengths[lengths == 0] = 1.0
    return vectors / lengths
