"""What a word that the collection does not hold may have meant: its own terms, a slip of the finger away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

# Shorter terms are a slip away from too many others; one slip from four letters on, two from eight.
_FEWEST: Final = 4
_TWO_FROM: Final = 8
_MOST: Final = 3
_ROOT: Final = 5
_ENDING: Final = 4


def slips(term: str) -> int:
    """How many slips a term of this length may hold."""
    return 0 if len(term) < _FEWEST or any(letter.isdigit() for letter in term) else 1 + (len(term) >= _TWO_FROM)


def stand_ins(term: str, vocabulary: Sequence[str]) -> list[str]:
    """The words of ``vocabulary`` that ``term`` may have meant: a slip away, else the same word longer or shorter."""
    return closest(term, vocabulary) or kin(term, vocabulary)


def kin(term: str, vocabulary: Iterable[str]) -> list[str]:
    """The words that go on where ``term`` ends, or end where it goes on, by the fewest letters; at most three.

    Stemmers leave "refusal" and "refuse", or a compound and its first part, apart.
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
    """The words of ``vocabulary`` nearest to ``term``, all equally near, at most three; none if none is near enough."""
    best = slips(term)
    found: list[str] = []
    if not best:
        return []
    letters = set(term)
    for word in vocabulary:
        # Each slip changes at most two of the letters that one word has and the other has not.
        if abs(len(word) - len(term)) > best or len(letters ^ set(word)) > 2 * best:
            continue
        apart = distance(term, word, best)
        if apart < best:
            best, found = apart, []
        if apart <= best:
            found.append(word)
    return sorted(found, key=lambda word: (word[-1:] != term[-1:], word))[:_MOST]


def distance(one: str, other: str, limit: int) -> int:
    """Letters to insert, drop, change or swap with the next to make one word of the other, or ``limit`` + 1.

    Restricted Damerau-Levenshtein (Damerau, A technique for computer detection and correction of spelling errors,
    1964), given up as soon as it must exceed the limit.
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
