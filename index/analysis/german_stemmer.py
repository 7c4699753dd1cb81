"""A stemmer for German: participles and plurals meet their verbs and nouns more often than under Snowball."""

from __future__ import annotations

from typing import Final

import regex

_UMLAUTS: Final = str.maketrans({"ü": "u", "ö": "o", "ä": "a", "ß": "ss"})
_DOUBLE: Final = regex.compile(r"(.)\1")
_STARRED: Final = regex.compile(r"(.)\*")


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
    stem = _DOUBLE.sub(r"\1*", stem)
    while len(stem) > 3:
        if len(stem) > 5 and stem.endswith(("em", "er", "nd")):
            stem = stem[:-2]
        elif stem.endswith(("t", "e", "s", "n")):
            stem = stem[:-1]
        else:
            break
    stem = _STARRED.sub(r"\1\1", stem)
    return stem.replace("$", "sch").replace("%", "ei").replace("&", "ie")
