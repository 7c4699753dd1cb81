"""Cutting paragraphs that are too long: a text without blank lines must not be handled in one piece.

A paragraph is analysed in one go, and nothing else in this process runs meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from index.models import Span

LONGEST_PARAGRAPH: Final = 30_000
"""In characters: ten pages. Nobody writes longer ones; texts whose line breaks were lost have them."""

# Best first: ends of lines, of sentences, of words. Each is looked for in the second half of a piece.
_ENDS: Final = (
    regex.compile(r"(?r)\n"),
    regex.compile(r"(?r)(?:[.!?…][\"'”’»)\]]*(?=\s)|[。！？][」』”’）]*|[।؟۔።។](?=\s))"),
    regex.compile(r"(?r)\s"),
)


def cut(text: str, paragraph: Span, longest: int = LONGEST_PARAGRAPH) -> Iterator[Span]:
    """Cuts the paragraph into pieces of at most ``longest`` characters; together they are the whole paragraph."""
    start = paragraph.start
    while paragraph.end - start > longest:
        end = _end(text, start, start + longest)
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _end(text: str, start: int, most: int) -> int:
    """The best end of a piece that begins at ``start``, not behind ``most``."""
    least = most - (most - start) // 2
    # The search sees one character more: a full stop ends a sentence only before white space.
    found = (each.search(text, least, most + 1) for each in _ENDS)
    return next((each.end() for each in found if each is not None and each.end() <= most), most)
