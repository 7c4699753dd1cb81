"""Two paragraphs at the places where they differ, and the state and questions of one comparison."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two paragraphs' words where they differ, and the language they are read in.

    ``text`` is the new text, ``before`` the old one. ``length`` is the shorter one's number of words; ``known`` are
    all words of the old one. ``broken``: the new text breaks off after these words. ``attributed`` are the clauses of
    the new text that only say who speaks, ``attributed_before`` those of the old one. ``bracketed`` are the places of
    the new text's editorial remarks.
    """

    old: Sequence[Word]
    new: Sequence[Word]
    language: str
    length: int = 0
    # Neither text has a second sentence.
    single: bool = False
    known: frozenset[str] = frozenset()
    broken: bool = False
    attributed: Sequence[Span] = ()
    attributed_before: Sequence[Span] = ()
    text: str = ""
    before: str = ""
    bracketed: Sequence[Span] = ()
    # How many words both texts quote; the places of the new text's quotations, and of the old one's.
    quoted: int = 0
    quotes: Sequence[Span] = ()
    quotes_before: Sequence[Span] = ()


@dataclass(slots=True, kw_only=True)
class State:
    """The memory of one comparison: all words gone from their place, and those ``lost`` for good."""

    pair: Pair
    gone: Sequence[str]
    lost: Counter[str]
    # How many runs of words were searched elsewhere so far.
    moves: int = 0
    # How many places were examined for a rewording so far.
    looks: int = 0
    # Computed at first use.
    _silenced: bool | None = None
    _one_speaker: bool | None = None
    _pronoun_spoke: bool | None = None

    def one_speaker(self) -> bool:
        """Whether both texts' attributions have the same names in the same order."""
        if self._one_speaker is None:
            pair = self.pair
            was = [word.key for word in pair.old if is_name(word) and within(word, pair.attributed_before)]
            now = [word.key for word in pair.new if is_name(word) and within(word, pair.attributed)]
            self._one_speaker = was == now
        return self._one_speaker

    def spoke_by_name(self, was: Sequence[Word]) -> bool:
        """Whether these words name somebody who may have spoken: not if "he said" does."""
        if not any(map(is_name, was)):
            return False
        if self._pronoun_spoke is None:
            keys, persons = [word.key for word in self.pair.old], lexicon.HE | lexicon.SHE
            beside = map(frozenset, pairwise(keys))
            self._pronoun_spoke = any(pair & persons and pair & lexicon.REPORTING for pair in beside)
        return not self._pronoun_spoke

    def silenced(self) -> bool:
        """Whether every named speaker is gone."""
        if self._silenced is None:
            clauses = self.pair.attributed_before
            spoke = [word for word in self.pair.old if is_name(word) and within(word, clauses)]
            self._silenced = self.spoke_by_name(spoke) and all(self.lost[word.key] for word in spoke)
        return self._silenced


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A place that differs: all its new words; ``instead``: as many words that name something replace light ones."""

    words: Sequence[Word]
    instead: bool = False


def within(word: Word, clauses: Sequence[Span]) -> bool:
    """Whether a word stands in one of these clauses."""
    # They are sorted, and one that begins later in the same gap reaches at least as far.
    number = bisect_right(clauses, word.span.start, key=lambda clause: clause.start) - 1
    return number >= 0 and word.span.end <= clauses[number].end


def dated(key: str) -> bool:
    """Whether a word is a month or a weekday."""
    return key.startswith("month ") or key in lexicon.WEEKDAYS


def capital(word: Word) -> bool:
    """Whether it is capitalised, for any reason."""
    return word.shown[0].isupper()


def is_name(word: Word) -> bool:
    """Whether it may be a name: capitalised, and not a day or month."""
    return capital(word) and not dated(word.key)


def weighs(word: Word) -> bool:
    """Whether this word alone changes what a sentence states."""
    return (
        word.figure
        or word.key in lexicon.NEGATIONS
        or word.key in lexicon.ORDINALS
        or word.key in lexicon.SCALES
        or word.key in lexicon.DIRECTIONS
        or word.key in lexicon.WEEKDAYS
        or word.unit
        or word.key.startswith("month ")
    )
