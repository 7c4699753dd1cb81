"""Cutting what is too long for a paragraph: a text without blank lines must not be handled in one piece.

Much is worked out for a paragraph at once, and while that lasts nothing else in this process goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from index.models import Span

LONGEST_PARAGRAPH: Final = 30_000
"""In characters: ten pages. Nobody writes longer ones; texts whose line breaks were lost have them."""

# Best first: where lines end, where sentences do, where words do. Each is sought in the last part of a piece.
_ENDS: Final = (
    regex.compile(r"(?r)\n"),
    regex.compile(r"(?r)(?:[.!?…][\"'”’»)\]]*(?=\s)|[。！？][」』”’）]*|[।؟۔።។](?=\s))"),
    regex.compile(r"(?r)\s"),
)


def cut(text: str, paragraph: Span, longest: int = LONGEST_PARAGRAPH) -> Iterator[Span]:
    """The paragraph in pieces of at most ``longest`` characters, which together are all of it."""
    start = paragraph.start
    while paragraph.end - start > longest:
        end = _end(text, start, start + longest)
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _end(text: str, start: int, most: int) -> int:
    """Where a piece that begins at ``start`` ends best, at most at ``most``."""
    least = most - (most - start) // 2
    # The character behind it may tell.
    found = (each.search(text, least, most + 1) for each in _ENDS)
    return next((each.end() for each in found if each is not None and each.end() <= most), most)
