"""A stemmer for German: participles and plurals meet their verbs and nouns more often than under Snowball."""

from __future__ import annotations

from functools import cache

import regex

_UMLAUTS = str.maketrans({"ü": "u", "ö": "o", "ä": "a", "ß": "ss"})


def cistem(word: str) -> str:
    """The stem of a lower-case German word.

    Weissweiler and Fraser, Developing a Stemmer for German Based on a Comparative Analysis of Publicly Available
    Stemmers, GSCL 2017, the case-insensitive variant. Every round takes a letter or two, so it is linear.
    """
    stem = word.translate(_UMLAUTS)
    if len(stem) >= 6 and stem.startswith("ge"):
        stem = stem[2:]
    # Sounds of several letters count as one, and so does the second of a double letter.
    stem = stem.replace("sch", "$").replace("ei", "%").replace("ie", "&")
    stem = _double().sub(r"\1*", stem)
    while len(stem) > 3:
        if len(stem) > 5 and stem.endswith(("em", "er", "nd")):
            stem = stem[:-2]
        elif stem.endswith(("t", "e", "s", "n")):
            stem = stem[:-1]
        else:
            break
    stem = _starred().sub(r"\1\1", stem)
    return stem.replace("$", "sch").replace("%", "ei").replace("&", "ie")


@cache
def _double() -> regex.Pattern[str]:
    return regex.compile(r"(.)\1")


@cache
def _starred() -> regex.Pattern[str]:
    return regex.compile(r"(.)\*")
