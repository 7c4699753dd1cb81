"""Small closed word classes in several languages: months, units, numerals, negations, directions, light words.

They serve the verdict on near-duplicates, whose core needs no language: an unlisted word counts as a fact of its own.
Everything is casefolded; ``wordlists`` holds the words as they are written.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from index.analysis.negations import NEGATIONS as NEGATIONS_LISTED
from index.dedup.words import wordlists

# British endings and the common spelling of both; for any other word the result is only a key.
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
    """One key for the British and the American spelling of a word, "neighbour" and "neighbor"."""
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
"""Media in which somebody speaks: an interview, television."""

BEING: Final = frozenset(wordlists.BEING.split())
"""Auxiliaries that make a passive."""

BELONGING: Final = frozenset(wordlists.BELONGING.split())
"""Words of belonging: "of", "von", "de"."""

TENSES: Final = frozenset(frozenset(row.split()) for row in wordlists.TENSES)
"""Two tenses of one auxiliary."""

POSSESSIVES: Final = frozenset(wordlists.POSSESSIVES.split())
"""Possessive pronouns."""

SUBJECTS: Final = frozenset(wordlists.SUBJECTS.split())
"""Pronouns for a person whom a sentence mentions."""

OFFICES: Final = frozenset(wordlists.OFFICES.split())
"""Titles before a name."""

COMMENTS: Final = frozenset(wordlists.COMMENTS.split())
"""Adverbs by which somebody comments on a statement."""

CAUSES: Final = frozenset(wordlists.CAUSES.split())
"""Words that introduce a cause: "thanks to", "because of"."""

CIRCUMSTANCE: Final = frozenset(wordlists.CIRCUMSTANCE.casefold().split())
"""Words that begin a phrase of time or place and negate nothing."""

LOCATIVE: Final = {language: frozenset(words.split()) for language, words in wordlists.LOCATIVE.items()}
"""Prepositions of a place or a time, by language."""

SPEAKING: Final = frozenset(wordlists.SPEAKING.split())
"""First-person pronouns."""

ONLY: Final = frozenset(wordlists.ONLY.casefold().split())
"""Words such as "only", which restrict a statement to the phrase beside them."""

ORDINALS: Final = _both_spellings(wordlists.ORDINALS)
"""Words that count without being a figure."""

REPORTING: Final = _both_spellings(wordlists.REPORTING)
"""Verbs that attribute words to somebody and say nothing else."""

TELLING: Final = frozenset(wordlists.TELLING.split())
"""Verbs of saying whose object is the hearer: "told"."""

HEARERS: Final = frozenset(wordlists.HEARERS.split())
"""Hearers that add nothing: "reporters"."""

SHARP_S: Final = frozenset(wordlists.SHARP_S.split())
"""German words that mean something else with "ss"."""

HEDGES: Final = frozenset(wordlists.HEDGES.casefold().split())
"""Words that make a clause depend on a condition, or on somebody else's word."""

DAY_PREPOSITIONS: Final = wordlists.DAY_PREPOSITIONS
"""The preposition before a weekday, by language."""

ARTICLE_COUNTS: Final = frozenset(wordlists.ARTICLE_COUNTS.split())
"""Words before which an article counts: "a few"."""

MISTER, MISTRESS = (frozenset(words.split()) for words in wordlists.TITLES)
"""Titles of a man, and of a woman."""

HE, SHE = (frozenset(words.split()) for words in wordlists.PERSONS)
"""Pronouns for a man, and for a woman."""


@cache
def numerals(language: str) -> dict[str, int]:
    """The numbers 0 to 99 as one word of ``language``; of every listed language if it is not one of them.

    Spanish "once" and Italian "due" are not figures in an English text.
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
    """The words of ``language`` that may be added or omitted."""
    return frozenset(wordlists.FILLERS.get(language, "").split())


@cache
def interchangeable(language: str) -> dict[str, str]:
    """Words of ``language`` that may replace one another: each with the common key of its row."""
    return {word: row for row in wordlists.INTERCHANGEABLE.get(language, ()) for word in row.split()}


@cache
def light(language: str) -> frozenset[str]:
    """The words of ``language`` that state no fact; none are known for most languages."""
    return frozenset(wordlists.LIGHT.get(language, "").casefold().split()) - NEGATIONS


@cache
def tongues() -> dict[str, tuple[str, ...]]:
    """For each light word, the listed languages that use it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in wordlists.LIGHT:
        for word in light(language):
            found[word] = (*found.get(word, ()), language)
    return found
