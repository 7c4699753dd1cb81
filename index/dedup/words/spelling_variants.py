"""British spellings as American ones, so that both give one key."""

from __future__ import annotations

import regex

_SPELLINGS = (
    (regex.compile(r"(?<=\p{L}{2})our(?=s?$|i|e|a|l|h)"), "or"),
    (regex.compile(r"(?<=\p{L}{2}[^aeiou])re(?=s?$)"), "er"),
    (regex.compile(r"(?<=\p{L}{2})y?is(?=(?:e[ds]?|ers?|ing|able|ations?)$)"), "iz"),
    (regex.compile(r"(?<=\p{L}{2})yz(?=(?:e[ds]?|ers?|ing)$)"), "yz"),
    (regex.compile(r"(?<=\p{L}{2}en)c(?=es?$)"), "s"),
    (regex.compile(r"ll(?=(?:ed|ers?|ing|ment)$)"), "l"),
    (regex.compile(r"(?<=\p{L}{2})mme(?=[sd]?$)"), "m"),
    (regex.compile(r"(?<=\p{L}{2})ogue(?=s?$)"), "og"),
    (regex.compile(r"ae|oe"), "e"),
)
_SPELT_TWO_WAYS = regex.compile(r"our|re|y[sz]|is|enc|ll|mme|ogue|ae|oe")


def respelt(word: str) -> str:
    """One spelling for each pair of British and American ones; of other words it is only a name."""
    if len(word) > 4 and word.isascii() and _SPELT_TWO_WAYS.search(word):
        for pattern, same in _SPELLINGS:
            word = pattern.sub(same, word)
    return word
