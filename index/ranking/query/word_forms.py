"""Other forms of a question's word in paragraphs: a number in digits, a word without its proclitic.

Arabic and Hebrew write "and", "in", "for", "the" as the first letter of a word. Stemmers keep most of them,
since a word may begin with the same letter. So a question's word is searched for with and without it; a form that is no
word finds nothing. Arabic's light stemmers remove the same letters (Larkey, Ballesteros and Connell, Light Stemming for
Arabic Information Retrieval, 2007), but in texts as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from index.analysis.questions.number_words import CARDINALS, VALUES
from index.analysis.tokenizer import folder


@cache
def other_forms(language: str) -> Mapping[str, str]:
    """Maps each folded number word of ``language`` to its digits, and the digits to the word."""
    spelling = folder(language)
    pairs = [
        (spelling(word), str(value))
        for word, value in zip(CARDINALS.get(language, "").split(), VALUES, strict=False)
        if word != "-"
    ]
    return dict(pairs) | {digits: word for word, digits in pairs}


_PROCLITICS: Final = {"ar": "وفبكل", "he": "והבכלמש"}
# The rest of a shorter word is too often another word.
_SHORTEST: Final = 5


def without_proclitic(word: str, language: str) -> str | None:
    """A folded ``word`` of ``language`` without its first letter, if that may be a proclitic, else ``None``."""
    if len(word) < _SHORTEST or word[0] not in _PROCLITICS.get(language, ""):
        return None
    return word[1:]
