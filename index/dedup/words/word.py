"""A word as the verdict sees it."""

from __future__ import annotations

from typing import NamedTuple

from index.models import Span


class Word(NamedTuple):
    """Words with the same ``key`` count as equal; ``shown`` is the text at ``span``."""

    key: str
    shown: str
    span: Span
    # Capitalised although it does not begin a sentence.
    name: bool
    figure: bool = False
    # Measures the figure before it.
    unit: bool = False
