"""Small closed word classes in several languages: months, units, numerals, negations, directions, light words.

They serve the verdict on near-duplicates, whose core needs no language: a word that is not listed here counts
as a fact of its own. Everything is casefolded; ``wordlists`` holds the words as they are written.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from index.analysis.negations import NEGATIONS as NEGATIONS_LISTED
from index.dedup.words import wordlists

# British spellings, and what both are read as; of other words the result is only a name.
_SPELLINGS: Final = tuple(
    (regex.compile(pattern), same)
    for pattern, same in (
        (r"(?<=\p{L}{2})our(?=s?$|i|e|a|l|h)", "or"),
        (r"(?<=\p{L}{2}[^aeiou])re(?=s?$)", "er"),
        (r"(?<=\p{L}{2})y?is(?=(?:e[ds]?|ers?|ing|able|ations?)$)", "iz"),
        (r"(?<=\p{L}{2})yz(?=(?:e[ds]?|ers?|ing)$)", "yz"),
        (r"(?<=\p{L}{2}en)c(?=es?$)", "s"),
        (r"ll(?=(?:ed|ers?|ing|ment)$)", "l"),
        (r"(?<=\p{L}{2})mme(?=[sd]?$)", "m"),
        (r"(?<=\p{L}{2})ogue(?=s?$)", "og"),
        (r"ae|oe", "e"),
    )
)
_SPELT_TWO_WAYS: Final = regex.compile(r"our|re|y[sz]|is|enc|ll|mme|ogue|ae|oe")


def one_spelling(word: str) -> str:
    """The same for British and American spellings of a word, "neighbour" and "neighbor"."""
    if len(word) > 4 and word.isascii() and _SPELT_TWO_WAYS.search(word):
        for pattern, same in _SPELLINGS:
            word = pattern.sub(same, word)
    return word


def _both_spellings(block: str) -> frozenset[str]:
    """The words as they are written and in ``one_spelling``."""
    words = block.casefold().split()
    return frozenset((*words, *map(one_spelling, words)))


def _rows(block: str) -> list[list[str]]:
    return [line.casefold().split() for line in block.strip().splitlines()]


MONTHS: Final = {word: number for number, row in enumerate(_rows(wordlists.MONTHS), 1) for word in row}
"""1 to 12 by name or abbreviation."""

UNITS: Final = {word: row[0] for row in _rows(wordlists.UNITS) for word in row}
"""A unit's name by any of its spellings."""

UNIT_PAIRS: Final = wordlists.PAIRS
"""A unit's name by its two words, "per cent"."""

SCALES: Final = {word.casefold(): power for power, words in wordlists.SCALES.items() for word in words.split()}
"""The power of ten that a word multiplies a figure by."""

COMMA_DECIMALS: Final = wordlists.COMMA_DECIMALS
"""Languages that write 3.2 as 3,2."""

WEEKDAYS: Final = frozenset(wordlists.WEEKDAYS.casefold().split())
NEGATIONS: Final = _both_spellings(NEGATIONS_LISTED)

DIRECTIONS: Final = _both_spellings(wordlists.DIRECTIONS)
"""Words that turn a statement round, or say how sure, how much or when it is."""

MEDIA: Final = frozenset(wordlists.MEDIA.casefold().split())
"""What somebody speaks in or by: an interview, television."""

BEING: Final = frozenset(wordlists.BEING.split())
"""Auxiliaries that make a passive."""

BELONGING: Final = frozenset(wordlists.BELONGING.split())
"""What joins on whose somebody is."""

TENSES: Final = frozenset(frozenset(row.split()) for row in wordlists.TENSES)
"""Two tenses of one auxiliary."""

POSSESSIVES: Final = frozenset(wordlists.POSSESSIVES.split())
"""Pronouns that say whose something is."""

SUBJECTS: Final = frozenset(wordlists.SUBJECTS.split())
"""Pronouns that stand for a person of whom a sentence tells."""

OFFICES: Final = frozenset(wordlists.OFFICES.split())
"""Titles before a name."""

COMMENTS: Final = frozenset(wordlists.COMMENTS.split())
"""Adverbs by which somebody comments on a statement."""

CAUSES: Final = frozenset(wordlists.CAUSES.split())
"""What joins a cause on: "thanks to", "because of"."""

CIRCUMSTANCE: Final = frozenset(wordlists.CIRCUMSTANCE.casefold().split())
"""What begins a phrase that says when or where, and turns nothing."""

LOCATIVE: Final = {language: frozenset(words.split()) for language, words in wordlists.LOCATIVE.items()}
"""Prepositions of a place or a time, by language."""

SPEAKING: Final = frozenset(wordlists.SPEAKING.split())
"""Pronouns of the one who speaks."""

ONLY: Final = frozenset(wordlists.ONLY.casefold().split())
"""What bounds a statement to the phrase beside it."""

ORDINALS: Final = _both_spellings(wordlists.ORDINALS)
"""Words that count without being a figure."""

REPORTING: Final = _both_spellings(wordlists.REPORTING)
"""Verbs that attribute words to somebody and say nothing else."""

TELLING: Final = frozenset(wordlists.TELLING.split())
"""Verbs of saying that are followed by the one who is spoken to."""

HEARERS: Final = frozenset(wordlists.HEARERS.split())
"""Those whom everybody tells."""

SHARP_S: Final = frozenset(wordlists.SHARP_S.split())
"""Words that say something else with "ss"."""

HEDGES: Final = frozenset(wordlists.HEDGES.casefold().split())
"""What a clause may hang on, or another one's word for it."""

DAY_PREPOSITIONS: Final = wordlists.DAY_PREPOSITIONS
"""What stands before a weekday, by language."""

ARTICLE_COUNTS: Final = frozenset(wordlists.ARTICLE_COUNTS.split())
"""Words before which an article says how many."""

MISTER, MISTRESS = (frozenset(words.split()) for words in wordlists.TITLES)
"""Titles of a man, and of a woman."""

HE, SHE = (frozenset(words.split()) for words in wordlists.PERSONS)
"""Pronouns for a man, and for a woman."""


@cache
def numerals(language: str) -> dict[str, int]:
    """0 to 99 written as one word in ``language``; in any of them where it is not one of them.

    Spanish "once" and Italian "due" are no figures in an English text.
    """
    found: dict[str, int] = {}
    rows = {language: wordlists.NUMERALS[language]} if language in wordlists.NUMERALS else wordlists.NUMERALS
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
def fillers(language: str) -> frozenset[str]:
    """The words of ``language`` that may come and go."""
    return frozenset(wordlists.FILLERS.get(language, "").split())


@cache
def interchangeable(language: str) -> dict[str, str]:
    """Words of ``language`` that stand for one another, each with one key for all of its row."""
    return {word: row for row in wordlists.INTERCHANGEABLE.get(language, ()) for word in row.split()}


@cache
def light(language: str) -> frozenset[str]:
    """The words of ``language`` that state no fact; none are known for most languages."""
    return frozenset(wordlists.LIGHT.get(language, "").casefold().split()) - NEGATIONS


@cache
def tongues() -> dict[str, tuple[str, ...]]:
    """Which of the listed languages use a light word."""
    found: dict[str, tuple[str, ...]] = {}
    for language in wordlists.LIGHT:
        for word in light(language):
            found[word] = (*found.get(word, ()), language)
    return found
