"""Where a statement ends: an editor's "[sic]", whole sentences, clauses between commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from index.dedup.words.word import Word
from index.models import Span

# How many brackets are read; no article needs more.
MOST = 50
# How far two words of one text stand apart at most, in characters.
REACH = 20
# How far a differing run is moved to find the sentence that it is, in words.
MOVES = 3

_BRACKETS = regex.compile(r"[\[(]sic[\])]", regex.IGNORECASE)
_BEFORE = regex.compile(r"(?:^|[.!?…。！？])[\"')\]\s]*+[\"'(\[]*+$")
_AFTER = regex.compile(r"[\"')\]]*+(?:[.!?…。！？]|\s\.\.|$)")
_OPENS = regex.compile(r"[,;:(\[-]\s*+[\"']*+$")
_CLOSES = regex.compile(r"[\"']*+\s*+(?:[,;:)\].!?-]|$)")


def brackets(text: str) -> tuple[Span, ...]:
    """Where an editor says "[sic]"; ``text`` in normal form."""
    return tuple(Span(*each.span()) for each in islice(_BRACKETS.finditer(text), MOST))


def is_sentence(text: str, words: Sequence[Word]) -> bool:
    """Whether these words of ``text`` are one or more whole sentences."""
    start, end = _edges(words)
    return _BEFORE.search(text[max(0, start - 8) : start]) is not None and _AFTER.match(text, end) is not None


def is_clause(text: str, words: Sequence[Word]) -> bool:
    """Whether these words stand between commas, dashes or brackets, or between one and the sentence's end."""
    start, end = _edges(words)
    before = text[max(0, start - 8) : start]
    if _OPENS.search(before) is not None:
        return _CLOSES.match(text, end) is not None
    return _BEFORE.search(before) is not None and text[end : end + 1] == ","


def runs(text: str, words: Sequence[Word], span: Span) -> Iterator[Sequence[Word]]:
    """The run of ``words`` at ``span``, and those beside it that say the same where its edge words repeat.

    "A man fell. A boat sank. A dog ran." without its second sentence may be aligned as one without "boat sank. A".
    """
    yield words[span.start : span.end]
    for step in (-1, 1):
        start, end = span
        for _ in range(MOVES):
            out, into = (end - 1, start - 1) if step < 0 else (start, end)
            if not 0 <= into < len(words) or words[out].key != words[into].key:
                break
            start, end = start + step, end + step
            if any(map(str.isalnum, _between(text, words, into, step))):
                break
            yield words[start:end]


def _between(text: str, words: Sequence[Word], into: int, step: int) -> str:
    one, other = (words[into], words[into + 1]) if step < 0 else (words[into - 1], words[into])
    return text[one.span.end : min(other.span.start, one.span.end + REACH)]


def _edges(words: Sequence[Word]) -> Span:
    return Span(min(word.span.start for word in words), max(word.span.end for word in words))
