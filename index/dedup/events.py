"""Are two posts about one event, or do they only share a template?

"Magnitude 4.1 earthquake near Northtown" and "Magnitude 5.3 earthquake near Southport" share most of their words. So
their openings are aligned, and the slots that differ are read: another name, another day, another number of a flight
or a draw makes another event; another figure ("27 killed", "41 killed") is news of the same event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

import regex

from index.analysis.scripts import UNSPACED
from index.dedup.words import lexicon

OPENING: Final = 500
"""How many characters of a post, its opening, are read."""
MOST_ALIGNED: Final = 3_000
"""The most pairs of openings that are aligned in one call."""
# The most tokens of an opening that are aligned; the most tokens of a slot, since a longer one was rewritten.
_TOKENS: Final = 70
_SLOT: Final = 5
# The least share of one opening's words in the other one if both come from one template.
TEMPLATE: Final = 0.5
# A name at most this many words from a verb of saying only tells who speaks.
_NEAR: Final = 3
# The largest share of capitalised words in a heading whose capitals still mean names.
_TITLED: Final = 0.7
_LEAST: Final = 4
# Nouns that take a number ("route 7"), in several languages.
_NUMBERED_WORDS = """
no nr num number n° № route line draw round day flight room gate road episode issue match race lot case stage week
linie runde tag flug folge spiel woche ligne tirage tour vol jour numéro línea sorteo vuelo jornada linea volo turno
linha sorteio voo rodada lijn vlucht ronde рейс тур тираж маршрут номер linia numer sefer hat
"""
_NUMBERED: Final = frozenset(_NUMBERED_WORDS.split())
_LETTER = rf"(?:(?![{UNSPACED}])[\p{{L}}\p{{M}}\d])"
_TOKEN = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*|\d+(?:[.,:/-]\d+)*(?![\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}\d])"
    rf"|{_LETTER}+(?:['’-]{_LETTER}+)*|№"
)
_OPENS = regex.compile(r"(?:^|[.!?…:»\n]|[-–—]\s)[\s\"'“”„«(\[]*$")
_SUFFIXED = regex.compile(r"['’](?!re$|ve$|ll$)\p{Ll}{2,}$")
_DATE = regex.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d")


class Token(NamedTuple):
    """A word of an opening: ``key`` is its small form; ``name``: its capital or its figures make it a name."""

    key: str
    name: bool
    figure: bool
    # Its script has no capitals.
    uncased: bool


def tokens(opening: str) -> list[Token]:
    """The words of a post's first ``OPENING`` characters, at most 70."""
    found: list[Token] = []
    for line in opening[:OPENING].splitlines():
        words = [token for match in _TOKEN.finditer(line) if (token := _token(line, match))]
        names = sum(token.name for token in words)
        # Where nearly every word is capitalised, capitals do not mean names.
        titled = names > _TITLED * sum(not token.figure for token in words) and len(words) > _LEAST
        found += [token._replace(name=False) for token in words] if titled else words
    return found[:_TOKENS]


def _token(line: str, match: regex.Match[str]) -> Token:
    word = match[0]
    figure = word[0].isdigit() and not any(map(str.isalpha, word))
    code = not figure and any(map(str.isdigit, word))
    opens = _OPENS.search(line[max(0, match.start() - 6) : match.start()]) is not None
    # At a sentence's beginning the next word decides: "Northtown United", "Northtown: …", Turkish "Kuzeykent'te".
    capital = word[0].isupper() and (not opens or _goes_on(line, match.end()) or _SUFFIXED.search(word) is not None)
    key = word.casefold()
    name = (capital or code) and not _dated(key) and not (opens and key in lexicon.tongues())
    return Token(key=key, name=name, figure=figure, uncased=word.lower() == word.upper() and not figure)


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] == ":" or (text[end : end + 1] in " -" and text[end + 1 : end + 2].isupper())


def _dated(key: str) -> bool:
    return key in lexicon.WEEKDAYS or key in lexicon.MONTHS


def other_event(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two openings are about two events, judged by their names and days.

    They are if one's name, day or number replaces the other's, or if both have names and share none.
    """
    mine, theirs = [token.key for token in one], [token.key for token in other]
    if mine == theirs:
        return False
    names, others = ({token.key for token in words if token.name} for words in (one, other))
    if names and others and names.isdisjoint(theirs) and others.isdisjoint(mine):
        return True
    if not made_alike(one, other):
        return False
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return any(_apart(one, other, (i, j, k, m)) for kind, i, j, k, m in matcher.get_opcodes() if kind == "replace")


def made_alike(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two openings share so many words that both may come from one template."""
    mine, theirs = ({token.key for token in words if not token.figure} for words in (one, other))
    return len(mine & theirs) >= TEMPLATE * max(1, min(len(mine), len(theirs)))


def _apart(one: Sequence[Token], other: Sequence[Token], slot: tuple[int, int, int, int]) -> bool:
    """Whether the words in this slot make it another event."""
    i, j, k, m = slot
    mine, theirs = one[i:j], other[k:m]
    if _numbered(one, i) and _numbered(other, k):
        return True
    if max(j - i, m - k) <= _SLOT and _day(one, i, j) and _day(other, k, m):
        return True
    if max(j - i, m - k) > _SLOT:
        return False
    named = [
        {token.key for token in words if token.name or (token.uncased and not _dated(token.key))}
        for words in (mine, theirs)
    ]
    if not all(named) or _speaks(one, i, j) or _speaks(other, k, m):
        return False
    return not (named[0] <= {token.key for token in other} and named[1] <= {token.key for token in one})


def _day(words: Sequence[Token], start: int, end: int) -> bool:
    """Whether the slot holds a weekday, a month, a date in figures, or the figure beside a month."""
    if any(_dated(token.key) or _DATE.fullmatch(token.key) for token in words[start:end]):
        return True
    around = (*words[max(0, start - 1) : start], *words[end : end + 1])
    return any(token.figure for token in words[start:end]) and any(token.key in lexicon.MONTHS for token in around)


def _numbered(words: Sequence[Token], start: int) -> bool:
    """Whether a whole number stands behind a noun that takes one: "route 7", "draw No. 12"."""
    first = words[start]
    return bool(start) and first.figure and first.key.isdigit() and words[start - 1].key in _NUMBERED


def _speaks(words: Sequence[Token], start: int, end: int) -> bool:
    near = words[max(0, start - _NEAR) : end + _NEAR]
    return any(token.key in lexicon.REPORTING for token in near)


def distinct(openings: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs, out of ``pairs`` of indexes of ``openings``, that are about two events.

    At most ``MOST_ALIGNED`` pairs are aligned; further ones that share a template count as two events.
    """
    read = [tokens(opening) for opening in openings]
    aligned = 0
    for one, other in pairs:
        aligned += made_alike(read[one], read[other])
        if other_event(read[one], read[other]) if aligned <= MOST_ALIGNED else made_alike(read[one], read[other]):
            yield one, other
