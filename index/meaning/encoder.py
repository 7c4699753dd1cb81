"""Encodes questions, and paragraphs with their sentences in the same pass, as vectors."""

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

# The model was trained on texts with this prefix; vectors without it are worse.
_QUESTION: Final = "query:"
_PARAGRAPH: Final = "passage:"
_MOST: Final = 8 * POSITIONS
"""Maximum pieces read of a paragraph, some 3,000 words. Sentences beyond have no vector."""


class ParagraphVectors(NamedTuple):
    """Vectors of unit length, float32: the paragraph's ``(384,)`` and its sentences' ``(sentences, 384)``, in order.

    A text without a word has zeros.
    """

    paragraph: Floats
    sentences: Floats


class Encoder:
    """The model. Any number of threads may use it at once; each call computes in its own thread."""

    MODEL: ClassVar = 1
    """The version of the vectors; those of different versions cannot be compared."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """``arrays`` are those of the model file, after ``check``."""
        self._arrays = arrays
        self._subwords = Subwords(arrays["pieces"], arrays["scores"])
        self._lock = Lock()
        self._transformer: Transformer | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> Encoder | None:
        """The model in ``path``, or the one shipped with the package; ``None`` if there is no such file.

        The file is mapped, which takes a few milliseconds; the first text takes some tenths of a second more than
        others. All libraries of a process share the package's model. Raises OSError if the file cannot be read,
        ValueError if it is damaged or no model.
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
        """The text's vector, ``(384,) float32`` of unit length; zeros if it has no word. Reads at most 510 pieces."""
        before = [BEGIN, *self._subwords.rows(_QUESTION, POSITIONS)]
        rows = self._subwords.rows(text, POSITIONS - len(before) - 1)
        if not rows:
            return np.zeros(WIDTH, dtype=np.float32)
        (states,) = self._read().states([[*before, *rows, END]])
        return _unit(states.sum(axis=0))

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        """The vectors of each item; an item is a paragraph's sentences in order.

        A paragraph's vector is the mean of its pieces' states; a sentence's is the mean over its own pieces, whose
        states depend on the whole paragraph (Günther et al., Late Chunking, 2024). More than 512 pieces are read in
        several windows, and pieces beyond 4,096 not at all. Paragraphs are batched, up to 512 pieces at a time: larger
        batches would be no faster.
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
    """Each vector scaled to length 1; zeros stay zeros."""
    lengths: Floats = np.sqrt(np.square(vectors).sum(axis=-1, keepdims=True))
    lengths[lengths == 0] = 1.0
    return vectors / lengths
