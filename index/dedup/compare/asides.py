"""Parts of a text that stand by themselves: an editor's "[sic]", whole sentences, clauses between commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from index.dedup.words.word import Word
from index.models import Span

# The most brackets that are read; no article needs more.
MOST = 50
# The most characters between two neighbouring words.
REACH = 20
# The most words by which a differing run is shifted to find the sentence that it is.
MOVES = 3

_BRACKETS = regex.compile(r"[\[(]sic[\])]", regex.IGNORECASE)
_BEFORE = regex.compile(r"(?:^|[.!?…。！？])[\"')\]\s]*+[\"'(\[]*+$")
_AFTER = regex.compile(r"[\"')\]]*+(?:[.!?…。！？]|\s\.\.|$)")
_OPENS = regex.compile(r"[,;:(\[-]\s*+[\"']*+$")
_CLOSES = regex.compile(r"[\"']*+\s*+(?:[,;:)\].!?-]|$)")


def brackets(text: str) -> tuple[Span, ...]:
    """The places of an editor's remarks such as "[sic]"; ``text`` is in normal form."""
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
    """The run of ``words`` at ``span``, and the shifted runs that are equivalent because its edge words repeat.

    If "A man fell. A boat sank. A dog ran." loses its second sentence, the alignment may say "boat sank. A" instead.
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
