"""The text that is checked: its sentences, without list marks, and the quotations in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import regex

from index.analysis.language import detect, likely
from index.analysis.sentences.segmentation import paragraphs, sentences
from index.checking.reading import Reading, tokens
from index.models import Span

MOST_SENTENCES: Final = 300
"""The most sentences of a text that are checked."""

_MARKS: Final = regex.compile(r"[\s>#*_•·▪◦–—-]*(?:\(?\d{1,2}[.)]\s+)?[\s*_]*")
_FOOTNOTES: Final = regex.compile(r"(?:\s?\[\d{1,3}\])+(?=[\s.!?]*$)")
_CUTS: Final = regex.compile(r"[\[(]\s?(?:…|\.\.\.)\s?[\])]|…|\.{3,}")
_QUOTED: Final = regex.compile(
    r"“[^“”]{1,1000}”|„[^„“”]{1,1000}[“”]|«[^«»]{1,1000}»|»[^«»]{1,1000}«|「[^「」]{1,1000}」|『[^『』]{1,1000}』"
    r"|\"[^\"]{1,1000}\"|‘[^‘’]{1,1000}(?:’\p{L}[^‘’]{1,1000}){0,20}’(?!\p{L})"
    r"|(?<![\p{L}\p{N}])'[^']{1,1000}(?:'\p{L}[^']{1,1000}){0,20}'(?!\p{L})"
)
# A line that seems to end in the middle of a sentence, since the next one begins in small letters.
_WRAPPED: Final = regex.compile(r"(?<=[\p{L}\p{N},;])\n(?=[\p{Ll}])|(?<=[^\n]{40}[\p{L}\p{N},;])\n(?=[\p{L}\p{N}(\"“])")
_BROKEN: Final = regex.compile(r"(?<=[\p{L}-])[-\u2010]\n(?=\p{Ll})")
# The least words of a quotation; fewer between quotation marks are a name.
_FEWEST_QUOTED: Final = 3


@dataclass(kw_only=True)
class Claim:
    """A sentence of the text, or a quotation in one (``partial``), which need not be a whole sentence of an article.

    ``parts`` are its texts between the cuts that it marks ("…"); ``cut_before`` and ``cut_behind`` say whether it
    begins or ends with a cut.
    """

    span: Span
    text: str
    language: str
    partial: bool = False
    parts: tuple[str, ...] = ()
    cut_before: bool = False
    cut_behind: bool = False
    _read: dict[tuple[str, int], Reading] = field(default_factory=dict)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Its words, by a rough and quick cut."""
        return tokens(self.text)

    def reading(self, language: str) -> Reading:
        """All of it as words, read in ``language``."""
        return self._reading(self.text, language, -1)

    def part(self, number: int, language: str) -> Reading:
        """One of its parts as words."""
        return self._reading(self.parts[number], language, number)

    def _reading(self, text: str, language: str, number: int) -> Reading:
        key = (language, number)
        if key not in self._read:
            self._read[key] = Reading(text, language)
        return self._read[key]


def read_claims(text: str, among: Sequence[str] = ()) -> tuple[list[Claim], int]:
    """The first ``MOST_SENTENCES`` sentences of ``text`` that hold a word, and how many more there are.

    ``among`` are the articles' languages; a short text is probably in one of them.
    """
    language = detect(text)
    if among and language not in among:
        language = likely(text, among)[0]
    # Soft hyphens, which are not read, keep the number of characters.
    text = _WRAPPED.sub(" ", _BROKEN.sub("\u00ad\u00ad", text))
    found: list[Claim] = []
    for paragraph in paragraphs(text):
        for sentence in sentences(paragraph.of(text), language):
            span = _bare(text, sentence.shifted(paragraph.start))
            claim = _claim(text, span, language)
            if claim is not None:
                found.append(claim)
    return found[:MOST_SENTENCES], max(0, len(found) - MOST_SENTENCES)


def quotations(claim: Claim) -> list[Claim]:
    """The quotations in a sentence: longer than a name, between quotation marks."""
    found = []
    for match in _QUOTED.finditer(claim.text):
        inner = Span(match.start() + 1, match.end() - 1)
        if inner.end - inner.start >= len(claim.text) - 2:
            continue
        each = _claim(claim.text, inner, claim.language, partial=True)
        if each is not None and len(each.reading(claim.language).words) >= _FEWEST_QUOTED:
            each.span = inner.shifted(claim.span.start)
            found.append(each)
    return found


def _bare(text: str, span: Span) -> Span:
    """Without the marks of a list before it and the footnotes behind it."""
    marks = _MARKS.match(text, span.start, span.end)
    start = marks.end() if marks else span.start
    footnotes = _FOOTNOTES.search(text, start, span.end)
    return Span(start, footnotes.start()) if footnotes else Span(start, span.end)


def _claim(text: str, span: Span, language: str, *, partial: bool = False) -> Claim | None:
    said = span.of(text)
    parts = _CUTS.split(said)
    kept = tuple(part for part in parts if any(map(str.isalnum, part)))
    if not kept:
        return None
    return Claim(
        span=span,
        text=said,
        language=language,
        partial=partial,
        parts=kept,
        cut_before=partial or not any(map(str.isalnum, parts[0])),
        cut_behind=partial or (len(parts) > 1 and not any(map(str.isalnum, parts[-1]))),
    )
