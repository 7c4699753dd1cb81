"""Words of ours that somebody mistyped: by one letter, or in long words by two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from bot.domain.parsing.phrases import LONGEST_WORD, Language, folded

# Shorter words have too many neighbours that mean something else.
SHORTEST = 4
LONG = 9
# Room for the words of a few messages: each word is looked up in every language, several times.
_REMEMBERED = 256
_LETTERS = regex.compile(r"<\w+>|\p{L}[\p{L}\p{M}]*")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words that a language's wishes are put in, to be found by what is left without one or two letters."""

    known: frozenset[str]
    by_deletion: Mapping[str, str]

    @classmethod
    def of(cls, language: Language) -> Spelling:
        """The words of a language's templates."""
        known = frozenset(folded(word) for text in _strings(language.content) for word in _LETTERS.findall(text))
        found: dict[str, str] = {}
        for word in sorted(each for each in known if SHORTEST <= len(each) <= LONGEST_WORD and "<" not in each):
            for form in _forms(word):
                found.setdefault(form, word)
        return cls(known, found)

    def corrected(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words, and what seems mistyped put right."""
        return tuple(map(self._corrected, words))

    def _corrected(self, word: str) -> str:
        if word in self.known or not SHORTEST - 1 <= len(word) <= LONGEST_WORD:
            return word
        for form in _deletions(word):
            found = self.by_deletion.get(form)
            if found is None or found[0] != word[0] or distance(word, found) > (2 if len(found) >= LONG else 1):
                continue
            # Of a short word one letter is missing; another in its place makes another word.
            if len(found) > SHORTEST or len(word) < len(found):
                return found
        return word


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row = row, [i]
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


@lru_cache(maxsize=_REMEMBERED)
def _deletions(word: str) -> tuple[str, ...]:
    """The forms of a word that somebody typed, for all languages."""
    return tuple(_forms(word))


def _forms(word: str) -> Iterator[str]:
    """The word, and what is left of it without one letter; of a long one without two."""
    once = [word[:at] + word[at + 1 :] for at in range(len(word))]
    yield word
    yield from once
    if len(word) >= LONG - 1:
        yield from (form[:at] + form[at + 1 :] for number, form in enumerate(once) for at in range(number, len(form)))


def _strings(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for each in content.values():
            yield from _strings(each)
    elif isinstance(content, list):
        for each in content:
            yield from _strings(each)
