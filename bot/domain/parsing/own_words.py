"""Finds the quotations in a forwarded message of ours, without the titles, numbers and places that we add."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

# The number or bullet before a sentence of a summary, a story or a passage.
_MARK: Final = regex.compile(r"[ \u200e\u200f\u2068]{0,4}(?:\d{1,3}\.|•) ")
_LINE: Final = regex.compile(r"[^\n]+")
_QUOTED: Final = regex.compile(r"[“„«][\u00a0 ]?([^“„«”»\n]{1,4000})[\u00a0 ]?[”“»]")
# "Harbour Gazette, 29 Nov · paragraph 1 of 4", in any language.
_PLACE: Final = regex.compile(r" · [^·\n]{0,60}\d+[^·\d\n]{1,20}\d+[^·\d\n]{0,12}$")
_SUMMARY: Final = "📝"


def quoted_in_ours(text: str) -> str:
    """The text with our own words replaced by line ends; every other character keeps its place."""
    kept = [False] * len(text)
    for start, end in _spans(text):
        kept[start:end] = [True] * (end - start)
    return "".join(each if keep else "\n" for each, keep in zip(text, kept, strict=True))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the articles' own words, in code points."""
    lines = list(_LINE.finditer(text))
    if any(_MARK.match(line[0]) for line in lines):
        yield from _listed(text, lines)
        return
    quoted = list(_QUOTED.finditer(text))
    if quoted:
        yield from (match.span(1) for match in quoted)
        return
    yield from (line.span() for line in lines if not _PLACE.search(line[0]))


def _listed(text: str, lines: list[regex.Match[str]]) -> Iterator[tuple[int, int]]:
    """The spans of a list's items. A summary's sentence may take several lines; a passage's source follows it."""
    summary, begun, end = text.lstrip().startswith(_SUMMARY), False, 0
    for line in lines:
        mark = _MARK.match(line[0])
        begun = bool(mark) or (summary and begun and text[end : line.start()] == "\n")
        end = line.end()
        if begun and not _PLACE.search(line[0]):
            start = line.start() + (mark.end() if mark else 0)
            quoted = _QUOTED.fullmatch(text, start, end)
            yield quoted.span(1) if quoted else (start, end)
