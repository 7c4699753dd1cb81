"""The words of a text as they are compared, and what is known of a language: one file each, ``words/xx.toml``.

Texts are compared word by word, without case, diacritics and punctuation: "Résume-moi ça !" and "resume moi ca" are
the same. Each Chinese character is a word.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from bot.domain.languages import LANGUAGES
from bot.domain.parsing.templates import Node, parsed

MOST_WORDS = 24
MOST_CHARACTERS = 200
# Longer ones are no words of ours.
LONGEST_WORD = 24
WORD = regex.compile(r"\p{Han}|(?:(?!\p{Han})[\p{L}\p{M}\p{N}])+")
# Marks on these are left out; those of Indic scripts are vowels, which tell words apart.
_MARKED = ("LATIN", "CYRILLIC", "ARABIC", "GREEK")
_SAME = str.maketrans({"ı": "i", "ى": "ي", "ة": "ه", "ـ": "", "ø": "o", "ł": "l"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, its ``words``, folded, and where each stands in it."""

    text: str
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> str:
        """What stands in the text from the word ``start`` to the one before ``end``."""
        return self.text[self.places[start][0] : self.places[end - 1][1]] if start < end else ""


def phrase_of(text: str) -> Phrase | None:
    """The words of a text; None when it has none, or more than a wish takes."""
    if len(text) > MOST_CHARACTERS:
        return None
    places = tuple(match.span() for match in WORD.finditer(text))
    if not 0 < len(places) <= MOST_WORDS:
        return None
    return Phrase(text, tuple(folded(text[start:end]) for start, end in places), places)


def folded(word: str) -> str:
    """The word without case and diacritics."""
    if word.isascii():
        return word.lower()
    kept, base = [], ""
    for character in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold()):
        if unicodedata.category(character) != "Mn":
            base = unicodedata.name(character, "")
        elif base.startswith(_MARKED):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_SAME)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(folded(word) for word in WORD.findall(text))


class _Macros(dict[str, Node]):
    """What ``<name>`` stands for in a language's templates, each read when it is first asked for."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        super().__init__()
        self._templates = templates

    def __missing__(self, name: str) -> Node:
        self[name] = parsed(self._templates[name], self, words_of)
        return self[name]


class Language:
    """What is known of one language: its templates, by section and name."""

    def __init__(self, code: str, content: Mapping[str, Any]) -> None:
        self.code = code
        self.content = content
        rest: Mapping[str, Any] = content["rest"]
        named = {name: rest[name] for name in ("rest", "following", "everything")}
        self._macros = _Macros({**content["macros"], **named})

    def templates(self, section: str, name: str) -> tuple[Node, ...]:
        """The templates of that name."""
        found = self.content[section][name]
        listed = [found] if isinstance(found, str) else found
        return tuple(parsed(each, self._macros, words_of) for each in listed)


@cache
def languages() -> tuple[Language, ...]:
    """The languages that the bot speaks, each read from its file."""
    folder = files("bot.domain.parsing") / "words"
    return tuple(
        Language(code, tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))) for code in LANGUAGES
    )
