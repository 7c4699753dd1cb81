"""Phrases found in a text's folded words, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from index.analysis.tokenizer import spelt

V = TypeVar("V")
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], V], ...]]
"""Phrases by their first word, longest first: all their words, and what the phrase means."""


def phrase_table(meant: Iterable[tuple[str, V]], spelling: Callable[[str], str]) -> Phrases[V]:
    """A table of the phrases; ``meant`` has them as people write them, ``spelling`` folds their words."""
    found: dict[str, list[tuple[tuple[str, ...], V]]] = {}
    for phrase, meaning in meant:
        words = tuple(spelling(word) for word, _ in spelt(phrase))
        if words and (words, meaning) not in found.setdefault(words[0], []):
            found[words[0]].append((words, meaning))
    return {first: tuple(sorted(entries, key=lambda each: -len(each[0]))) for first, entries in found.items()}


def phrases_at(phrases: Phrases[V], words: Sequence[str], at: int) -> Iterator[tuple[int, V]]:
    """The phrases that begin at word number ``at``, longest first: the number of words of each, and its meaning."""
    for phrase, meaning in phrases.get(words[at], ()):
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            yield len(phrase), meaning


def split(phrases: str) -> list[str]:
    """The phrases of a string, which commas separate."""
    return [phrase.strip() for phrase in phrases.split(",") if phrase.strip()]
