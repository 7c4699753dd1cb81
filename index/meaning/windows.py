"""A paragraph's sentences in windows that the transformer can read at once, whole sentences if they fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """Pieces of sentence number ``sentence``, from ``start`` up to ``end`` in their window."""

    sentence: int
    start: int
    end: int


class Window(NamedTuple):
    """Rows of the embeddings, one a piece, and where the sentences are among them."""

    rows: list[int]
    spans: list[Span]


def windows(
    sentences: Iterable[Sequence[int]], *, before: Sequence[int], after: Sequence[int], size: int
) -> list[Window]:
    """The sentences' pieces in order, at most ``size`` a window with those ``before`` and ``after``.

    A sentence that does not fit into what is left begins another window, and is cut where it is longer than one.
    Sentences without pieces have no span; if none has any, there is no window.
    """
    room = size - len(before) - len(after)
    found: list[Window] = []
    left = 0
    for number, sentence in enumerate(sentences):
        rest = list(sentence)
        while rest:
            if len(rest) > left and left < room:
                found.append(Window(list(before), []))
                left = room
            rows, spans = found[-1]
            taken, rest = rest[:left], rest[left:]
            spans.append(Span(number, len(rows), len(rows) + len(taken)))
            rows += taken
            left -= len(taken)
    for window in found:
        window.rows.extend(after)
    return found
