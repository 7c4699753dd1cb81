"""Small closed word classes in several languages: months, units, numerals, negations, directions, light words.

They serve the verdict on near-duplicates, whose core needs no language: a word that is not listed here counts
as a fact of its own. Everything is casefolded.
"""

from __future__ import annotations

from functools import cache

from index.dedup.words.spelling_variants import respelt
from index.dedup.words.wordlists import (
    COMMA_DECIMALS,
    DIRECTIONS,
    JOINING,
    LIGHT,
    MEANS,
    MONTHS,
    NEGATIONS,
    NUMERALS,
    ORDINALS,
    PAIRS,
    PERSONS,
    PLACES,
    REPORTING,
    SCALES,
    TELLING,
    UNITS,
    WEEKDAYS,
)

__all__ = ["COMMA_DECIMALS", "PAIRS", "PERSONS"]


def _keys(block: str) -> frozenset[str]:
    """The words as they are written and as ``respelt``."""
    words = block.casefold().split()
    return frozenset((*words, *map(respelt, words)))


def _rows(block: str) -> list[list[str]]:
    return [line.split() for line in block.strip().splitlines()]


@cache
def months() -> dict[str, int]:
    """1 to 12 by name or abbreviation."""
    return {word.casefold(): number for number, row in enumerate(_rows(MONTHS), 1) for word in row}


@cache
def units() -> dict[str, str]:
    """A unit's name by any of its spellings."""
    return {word.casefold(): row[0] for row in _rows(UNITS) for word in row}


@cache
def dates() -> frozenset[str]:
    """Weekdays' names."""
    return frozenset(word.casefold() for word in WEEKDAYS.split())


@cache
def scales() -> dict[str, int]:
    """The power of ten that a word multiplies a figure by."""
    return {word.casefold(): power for power, words in SCALES.items() for word in words.split()}


@cache
def numerals(language: str) -> dict[str, int]:
    """0 to 99 written as one word in ``language``; in any of them where it is not one of them.

    Spanish "once" and Italian "due" are no figures in an English text.
    """
    found: dict[str, int] = {}
    rows = {language: NUMERALS[language]} if language in NUMERALS else NUMERALS
    for tongue, row in rows.items():
        small, tens = (part.split() for part in row.split("|"))
        found.update({word: value for value, word in enumerate(small) if word != "-"})
        found.update({word: 20 + 10 * place for place, word in enumerate(tens) if word != "-"})
        if tongue in ("de", "nl"):
            ones, link = (["ein", *small[2:10]], "und") if tongue == "de" else (["een", *small[2:10]], "en")
            found.update(
                {f"{one}{link}{ten}": 21 + 10 * p + n for p, ten in enumerate(tens) for n, one in enumerate(ones)}
            )
    return {word.casefold(): value for word, value in found.items()}


@cache
def negations() -> frozenset[str]:
    """Words that deny."""
    return _keys(NEGATIONS)


@cache
def directions() -> frozenset[str]:
    """Words that turn a statement round, or say how sure, how much or when it is."""
    return _keys(DIRECTIONS)


@cache
def ordinals() -> frozenset[str]:
    """Words that count without being a figure."""
    return _keys(ORDINALS)


@cache
def reporting() -> frozenset[str]:
    """Verbs that attribute words to somebody and say nothing else."""
    return _keys(REPORTING)


@cache
def places() -> frozenset[str]:
    """Prepositions of place among the directions."""
    return frozenset(PLACES.split()) & directions()


@cache
def means() -> frozenset[str]:
    """Prepositions that say how something is done."""
    return frozenset(MEANS.split())


@cache
def joining(language: str) -> frozenset[str]:
    """Words of ``language`` that join another one to the one before."""
    return frozenset(JOINING.get(language, "").split())


@cache
def telling() -> frozenset[str]:
    """Verbs of saying that are followed by the one who is spoken to."""
    return frozenset(TELLING.split())


@cache
def persons() -> frozenset[str]:
    """Pronouns for one person."""
    return frozenset(" ".join(PERSONS).split())


@cache
def light(language: str) -> frozenset[str]:
    """The words of ``language`` that state no fact; none are known for most languages."""
    return frozenset(LIGHT.get(language, "").casefold().split()) - negations()


@cache
def tongues() -> dict[str, tuple[str, ...]]:
    """Which of the listed languages use a light word."""
    found: dict[str, tuple[str, ...]] = {}
    for language in LIGHT:
        for word in light(language):
            found[word] = (*found.get(word, ()), language)
    return found
