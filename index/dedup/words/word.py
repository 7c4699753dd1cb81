"""A word as the verdict sees it."""

from __future__ import annotations

from typing import NamedTuple

from index.models import Span


class Word(NamedTuple):
    """``key`` is what counts as equal; ``shown`` stands at ``span`` of the text that was read."""

    key: str
    shown: str
    span: Span
    # Written with a capital where the sentence does not ask for one.
    name: bool
    figure: bool = False
    # Measures the figure before it.
    unit: bool = False
