"""Replaces a word that the collection does not hold with similar terms that it does hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

# Shorter terms are one slip away from too many others. Four letters allow one slip, eight allow two.
_FEWEST: Final = 4
_TWO_FROM: Final = 8
_MOST: Final = 3
_ROOT: Final = 5
_ENDING: Final = 4


def slips(term: str) -> int:
    """The number of slips allowed in a term of this length."""
    return 0 if len(term) < _FEWEST or any(letter.isdigit() for letter in term) else 1 + (len(term) >= _TWO_FROM)


def stand_ins(term: str, vocabulary: Sequence[str]) -> list[str]:
    """The words of ``vocabulary`` that ``term`` may stand for: the closest by slips, else those from ``kin``."""
    return closest(term, vocabulary) or kin(term, vocabulary)


def kin(term: str, vocabulary: Iterable[str]) -> list[str]:
    """The words that begin with ``term``, or that ``term`` begins with; the nearest in length first, at most three.

    Stemmers give "refusal" and "refuse", or a compound and its first part, different stems.
    """
    near = [
        (abs(len(word) - len(term)), word)
        for word in vocabulary
        if min(len(word), len(term)) >= _ROOT
        and abs(len(word) - len(term)) <= _ENDING
        and (word.startswith(term) or term.startswith(word))
    ]
    return [word for _, word in sorted(near)[:_MOST]]


def closest(term: str, vocabulary: Iterable[str]) -> list[str]:
    """The words of ``vocabulary`` nearest to ``term``, all at one distance, at most three; none if all are too far."""
    best = slips(term)
    found: list[str] = []
    if not best:
        return []
    letters = set(term)
    for word in vocabulary:
        # Each slip changes at most two of the letters that only one of the words has.
        if abs(len(word) - len(term)) > best or len(letters ^ set(word)) > 2 * best:
            continue
        apart = distance(term, word, best)
        if apart < best:
            best, found = apart, []
        if apart <= best:
            found.append(word)
    return sorted(found, key=lambda word: (word[-1:] != term[-1:], word))[:_MOST]


def distance(one: str, other: str, limit: int) -> int:
    """The fewest letters to insert, drop, change or swap with the next to turn one word into the other.

    Restricted Damerau-Levenshtein (Damerau, A technique for computer detection and correction of spelling errors,
    1964). Returns ``limit`` + 1 as soon as the distance must exceed ``limit``.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    earlier: list[int] = []
    for number, letter in enumerate(one, 1):
        earlier, before, row = before, row, [number]
        for column, another in enumerate(other, 1):
            value = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != another))
            if number > 1 and column > 1 and letter == other[column - 2] and one[number - 2] == another:
                value = min(value, earlier[column - 2] + 1)
            row.append(value)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
