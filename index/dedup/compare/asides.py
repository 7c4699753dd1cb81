"""What stands beside a statement: an editor's brackets, the country of a town, at the end who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import regex

from index.dedup.words import lexicon
from index.dedup.words.normalize import Word
from index.models import Span

# The longest of each, in words.
BRACKETED = 5
# How many brackets are read; no article needs more.
MOST = 50
SPEAKER = 6
# Words from which on a statement is recognised for the same, even with another speaker.
STATEMENT = 12

_BRACKETS = regex.compile(r"\[[^\[\]]{1,60}\]|\(sic\)")
# ", Finland," behind a name, unless more names follow: then it is one of a list.
_PLACE = regex.compile(r"(?<=\p{L}),\s\p{Lu}[\p{L}\p{M}.'-]*(?:\s\p{Lu}[\p{L}\p{M}.'-]*)?(?:,\s(?=\p{Ll})|\.?$)")
_LISTED = regex.compile(r",\s(?:and|or|und|oder|et|ou|y|e|o|en|of|и|или)\s")
_BEFORE = regex.compile(r"(?:^|[.!?…。！？])[\"'(\[\s]*+$")
_AFTER = regex.compile(r"[\"')\]]*+[.!?…。！？]")
# No abbreviation ends like that.
_STOP = regex.compile(r"\p{Ll}{4}[.!?][\"')\]]*+\s|[。！？]")
_ENDS = regex.compile(r"[.!?\"')\]]*+(?:\s|$)")


def brackets(text: str) -> tuple[Span, ...]:
    """Where an editor explains in square brackets, in a few words; ``text`` in normal form."""
    found = (Span(*each.span()) for each in _BRACKETS.finditer(text))
    return tuple(each for each in islice(found, MOST) if text.count(" ", each.start, each.end) < BRACKETED)


def is_place(text: str, added: Sequence[Word]) -> bool:
    """Whether these words, inserted behind a name and between commas, only say where that is."""
    if len(added) > 2 or not all(word.name for word in added):
        return False
    before = text.rfind(",", max(0, added[0].span.start - 3), added[0].span.start)
    if before < 1 or not _follows_name(text, before):
        return False
    found = _PLACE.match(text, before)
    return found is not None and found.end() >= added[-1].span.end and not _LISTED.match(text, found.end() - 2)


def _follows_name(text: str, comma: int) -> bool:
    start = text.rfind(" ", max(0, comma - 40), comma) + 1
    if not text[start : start + 1].isupper():
        return False
    # A name that itself follows a comma is one of a list.
    return not text[max(0, start - 2) : start].startswith(",")


def names_speaker(text: str, added: Sequence[Word], length: int) -> bool:
    """Whether the inserted words are "…, says Ann Lee" at the end of a statement of ``length`` words."""
    if length < STATEMENT or not 2 <= len(added) <= SPEAKER:
        return False
    says = [word for word in added if word.key in lexicon.REPORTING]
    if not says or any(word.figure or word.unit or word.key in lexicon.NEGATIONS for word in added):
        return False
    return sum(not word.name for word in added) == 1 and _ENDS.match(text, added[-1].span.end) is not None


def is_sentence(text: str, words: Sequence[Word]) -> bool:
    """Whether these words of ``text`` are a sentence of their own, or reach from one into the next."""
    start, end = words[0].span.start, words[-1].span.end
    if _STOP.search(text, start, end):
        return True
    return _AFTER.match(text, end) is not None and _BEFORE.search(text[max(0, start - 8) : start]) is not None
