"""Small words that Arabic and Hebrew write together with the next one: "to the city" is one word, "the city" another.

Stemmers leave most of them on, since a word may begin with the same letter. A question's word is looked for with and
without: of a form that is no word the collection holds nothing. Arabic's light stemmers take off the same ones (Larkey,
Ballesteros and Connell, Light Stemming for Arabic Information Retrieval, 2007), but in texts as well.
"""

from __future__ import annotations

from typing import Final

_LETTERS: Final = {"ar": "وفبكل", "he": "והבכלמש"}
# What is left of a shorter word is too often another word.
_SHORTEST: Final = 5


def without_proclitic(word: str, language: str) -> str | None:
    """A folded ``word`` of ``language`` without its first letter if that may be a word by itself, else ``None``."""
    if len(word) < _SHORTEST or word[0] not in _LETTERS.get(language, ""):
        return None
    return word[1:]
