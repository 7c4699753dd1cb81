"""Reads ordinals in eleven languages: "the second one", "Nummer drei", "последний"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.parsing.phrases import Language, words_of

LAST: Final = 9999
"""Stands for the last one, however many there are."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """A language's ordinals and number words: rows of folded words by their first, the longest first, with figures."""

    rows: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]

    @classmethod
    def of(cls, language: Language) -> Numbering:
        """What the language's file says: the first ten, and the last. "_" joins words to one ordinal."""
        listed = language.content["pick"]
        named = [*enumerate(listed["ordinals"], 1), (LAST, listed["last"])]
        figures = {words_of(form.replace("_", " ")): str(value) for value, forms in named for form in forms.split()}
        rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for row, figure in sorted(figures.items(), key=lambda each: -len(each[0])):
            rows.setdefault(row[0], []).append((row, figure))
        return cls(rows)

    def numbered(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words with ordinals replaced by figures; the longest match counts."""
        found: list[str] = []
        at = 0
        while at < len(words):
            here = (each for each in self.rows.get(words[at], ()) if words[at : at + len(each[0])] == each[0])
            row, put = next(here, (words[at : at + 1], words[at]))
            found.append(put)
            at += len(row)
        return tuple(found)
