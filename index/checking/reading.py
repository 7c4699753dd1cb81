"""Sentences as comparable words: punctuation, spaces, hyphens and digits are normalised, words stay as written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import regex

from index.dedup.normal_form import normal_form
from index.dedup.words import lexicon
from index.dedup.words.normalize import cut, shouted, wording
from index.dedup.words.word import Word
from index.models import Span

# Signs that are not words but change what a figure means.
_SIGNS: Final = regex.compile(r"[<>≥≤=≠±≈]")
# Characters inside words that others write in one: "on-line", "U.S.".
_JOINTS: Final = frozenset("-.'’")
_CONTRACTED: Final = frozenset(("cannot",))


class Reading:
    """A sentence, or a part of one, as words in reading order; their spans are in ``text``."""

    def __init__(self, raw: str, language: str) -> None:
        self.text = normal_form(raw)
        self.loud = loud = shouted(self.text)
        self.words: Sequence[Word] = [
            word._replace(key=_key(word, language, loud=loud)) for word in wording(self.text, language, loud=loud)
        ]

    @cached_property
    def pieces(self) -> list[str]:
        """Each word as ``Stretch`` writes it, so that a figure or unit is never found inside a word."""
        return [f"\x01{word.key}\x02" if word.figure or word.unit else word.key for word in self.words]

    @cached_property
    def joints(self) -> list[bool]:
        """For each word, whether only hyphens, dots or dashes stand before it, so that it may be one with the last."""
        ends = [0, *(word.span.end for word in self.words)]
        gaps = [self.text[end : word.span.start] for end, word in zip(ends, self.words, strict=False)]
        return [number > 0 and bool(_JOINTS & set(gap)) for number, gap in enumerate(gaps)]

    @cached_property
    def signs(self) -> list[str]:
        """Comparison signs, sorted."""
        return sorted(_SIGNS.findall(self.text))


class Joined(Reading):
    """Neighbouring sentences as one; the spans of its words are each in its own sentence."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.text = " ".join(reading.text for reading in readings)
        self.loud = any(reading.loud for reading in readings)
        self.words = [word for reading in readings for word in reading.words]


class Part(Reading):
    """A range of a sentence's words."""

    def __init__(self, reading: Reading, words: Span) -> None:
        self.text = reading.text
        self.loud = reading.loud
        self.words = reading.words[words.start : words.end]


def tokens(raw: str) -> frozenset[str]:
    """The words of a text by a rough cut: quick enough to select what deserves a close comparison."""
    return frozenset(cut(normal_form(raw).casefold()))


class Stretch:
    """Consecutive readings as one searchable string without spaces, and where each word begins in it."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = tuple(readings)
        self.words = [word for reading in self.readings for word in reading.words]
        pieces = [piece for reading in self.readings for piece in reading.pieces]
        self.joined = "".join(pieces)
        # In a text of capitals only, case says nothing.
        self.quiet = self.joined.lower() if len(self.joined.lower()) == len(self.joined) else self.joined
        self.starts: list[int] = []
        at = 0
        for piece in pieces:
            self.starts.append(at)
            at += len(piece)
        self.place = {start: number for number, start in enumerate(self.starts)} | {at: len(pieces)}
        joints = [joint for reading in self.readings for joint in reading.joints]
        self.joints = frozenset(start for start, joint in zip(self.starts, joints, strict=True) if joint)
        counts = [len(reading.words) for reading in self.readings]
        # The number of the first word of each reading, and at the end the number of all words.
        self.bounds = [sum(counts[:number]) for number in range(len(counts) + 1)]

    def covering(self, words: Span) -> Span:
        """The range of readings that holds these words."""
        first = max(n for n, bound in enumerate(self.bounds[:-1]) if bound <= words.start)
        last = min(n for n, bound in enumerate(self.bounds) if bound >= words.end)
        return Span(first, max(last, first + 1))


def _key(word: Word, language: str, *, loud: bool) -> str:
    """The key to compare a word by: figures, units and months by value, other words as they are written."""
    if word.figure or word.unit or word.key.startswith("month "):
        return word.key
    folded = word.shown.casefold()
    if "'" in folded or folded in _CONTRACTED:
        # "don't" is two words.
        return word.key
    if len(folded) > 1 and word.shown.isupper() and not loud and folded in lexicon.light(language or "en"):
        # US is not us.
        return folded.upper()
    return folded if folded.isascii() else _unmarked(word, folded)


def _unmarked(word: Word, folded: str) -> str:
    # The key is without vowel marks, which are written or not; of a word that has an equal one it is that one's.
    return word.key if len(word.key) < len(folded) and lexicon.UNITS.get(folded) is None else folded
