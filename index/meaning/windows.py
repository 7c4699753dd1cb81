"""Splits a paragraph into windows that the transformer reads in one pass; whole sentences where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The pieces of sentence number ``sentence``: the half-open range from ``start`` to ``end`` in their window."""

    sentence: int
    start: int
    end: int


class Window(NamedTuple):
    """The embedding row of each piece, and the spans of the sentences among them."""

    rows: list[int]
    spans: list[Span]


def windows(
    sentences: Iterable[Sequence[int]], *, before: Sequence[int], after: Sequence[int], size: int
) -> list[Window]:
    """The sentences' pieces in order, in windows of at most ``size``, including those ``before`` and ``after``.

    A sentence that does not fit into the rest of a window begins another one. It is cut if it is longer than a window.
    Sentences without pieces have no span; if no sentence has pieces, there is no window.
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
