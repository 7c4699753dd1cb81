"""Reads ordinals in eleven languages: "the second one", "Nummer drei", "последний"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.parsing.phrases import Language, words_of

LAST: Final = 9999
"""Stands for the last one, however many there are."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """A language's ordinals and number words, each as a row of folded words, with the figure that it stands for."""

    rows: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, language: Language) -> Numbering:
        """What the language's file says: the first ten, and the last. "_" joins words to one ordinal."""
        listed = language.content["pick"]
        named = [*enumerate(listed["ordinals"], 1), (LAST, listed["last"])]
        return cls({words_of(form.replace("_", " ")): str(value) for value, forms in named for form in forms.split()})

    def numbered(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words with ordinals replaced by figures; the longest match counts."""
        found: list[str] = []
        at = 0
        while at < len(words):
            row = max((each for each in self.rows if words[at : at + len(each)] == each), key=len, default=None)
            found.append(words[at] if row is None else self.rows[row])
            at += 1 if row is None else len(row)
        return tuple(found)
