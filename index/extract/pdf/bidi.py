"""From visual to logical order, for lines of right-to-left scripts.

This undoes the reordering of the Unicode Bidirectional Algorithm (UAX #9) for one line without embeddings: words run
from right to left, numbers and words of other scripts from left to right. A line does not show whether
"ABC 12" was written as one piece or as two; it is taken for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from unicodedata import bidirectional

import regex

RIGHT_TO_LEFT: Final = regex.compile(
    r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}--[\p{M}\p{N}\p{P}\p{Z}\p{S}]]", flags=regex.V1
)
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_OPENING: Final = {**{each: each for each in _PAIRS}, **{closing: opening for opening, closing in _PAIRS.items()}}
# Mirrored characters; curved quotation marks are not mirrored.
_MIRRORED: Final = frozenset("()[]{}«»‹›")
_RIGHT: Final = frozenset({"R", "AL"})
_NUMBERS: Final = frozenset({"EN", "AN"})


def logical(units: Sequence[str], *, rightwards: bool = False) -> str:
    """The line in logical order. ``units`` are its characters with their marks, from left to right.

    ``rightwards``: the line belongs to a left-to-right text and holds words of the other direction.
    """
    kinds = [bidirectional(each[0]) for each in units]
    if rightwards:
        return "".join(_turned_words(units, kinds))
    pieces: list[str] = []
    at = 0
    for start, end in _left_to_right(units, kinds):
        pieces += units[at:start]
        pieces.append("".join(units[start:end]))
        at = end
    pieces += units[at:]
    return "".join(_faced(pieces[::-1]))


def _left_to_right(units: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The left-to-right pieces: numbers, and words of other scripts with the characters between them."""
    arabic = "AL" in kinds
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(units):
        if kinds[at] != "L" and kinds[at] not in _NUMBERS:
            at += 1
            continue
        start = at
        end = at + 1
        words = kinds[at] == "L"
        for here in range(at + 1, len(units)):
            kind = kinds[here]
            if kind in _RIGHT:
                break
            between = kinds[end:here]
            if kind == "L":
                if not words and between:
                    break
                words = True
            elif kind not in _NUMBERS or not (words or _one_number(between, arabic)):
                if kind in ("EN", "AN"):
                    break
                continue
            end = here + 1
        if words or not arabic:
            # Signs beside European numbers go with them.
            while end < len(units) and kinds[end] == "ET" and kinds[end - 1] in ("EN", "ET"):
                end += 1
            floor = found[-1][1] if found else 0
            while start > floor and kinds[start - 1] == "ET" and kinds[start] in ("EN", "ET"):
                start -= 1
        found.append((start, end))
        at = end
    return found


def _one_number(between: Sequence[str], arabic: bool) -> bool:
    return not between or (len(between) == 1 and (between[0] == "CS" or (between[0] == "ES" and not arabic)))


def _turned_words(units: Sequence[str], kinds: Sequence[str]) -> list[str]:
    result: list[str] = []
    at = 0
    while at < len(units):
        if kinds[at] not in _RIGHT:
            result.append(units[at])
            at += 1
            continue
        end = at + 1
        for here in range(at + 1, len(units)):
            if kinds[here] == "L":
                break
            if kinds[here] in _RIGHT:
                end = here + 1
        result.append(logical(units[at:end]))
        at = end
    return result


def _faced(units: Sequence[str]) -> list[str]:
    """``units`` in logical order, with brackets turned so that they open before a word and close after it.

    Some programs write the visible sign, others the logical one.
    """
    result = list(units)
    opened: Counter[str] = Counter()
    for at, unit in enumerate(units):
        if unit not in _MIRRORED:
            continue
        before, after = units[at - 1] if at else " ", units[at + 1] if at + 1 < len(units) else " "
        # Marks that end a sentence or a clause stand outside of a bracket.
        opens = (before.isspace(), after[0].isalnum()) > (after.isspace(), before[-1].isalnum())
        closes = (before.isspace(), after[0].isalnum()) < (after.isspace(), before[-1].isalnum())
        opening = _OPENING[unit]
        if opens or (not closes and not opened[opening]):
            result[at] = opening
            opened[opening] += 1
        else:
            result[at] = _PAIRS[opening]
            opened[opening] -= 1
        if before.isspace() and after.isspace() and 0 < at < len(units) - 1:
            # Room around a bracket on both sides is the font's.
            result[at + 1 if result[at] == opening else at - 1] = ""
    return result
