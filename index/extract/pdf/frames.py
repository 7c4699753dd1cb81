"""The characters of a PDF's page by the direction of their lines: horizontal, turned, or vertical."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import regex

from index.analysis.scripts import HAN_AND_KANA
from index.extract.pdf.characters import Character, Direction, PageText, dot, named

# Characters that may stand upright in a vertical line.
_UPRIGHT: Final = regex.compile(rf"[{HAN_AND_KANA}\u3000-\u30ff\uff00-\uffef]")
# The least steps from character to character in a page of vertical lines.
_LEAST_STEPS: Final = 4
# How far an upright character's box extends below and above its base line, in type sizes.
_BELOW: Final = 0.12
_ABOVE: Final = 0.88


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Characters whose lines run in one direction, in the library's order, from the frame's lower left corner."""

    characters: list[Character]
    width: float
    height: float


def frames(page: Any, raw: Any) -> list[Frame]:
    """The page's characters by the direction of their lines, the direction with the most characters first."""
    text = PageText(page, raw)
    drawn = text.characters()
    text.close()
    found: dict[Direction, list[Character]] = defaultdict(list)
    for direction, character in _turned(drawn):
        found[direction].append(character)
    left, bottom, right, top = page.get_bbox()
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    result = []
    for direction, characters in found.items():
        along = [dot(direction.along, *each) for each in corners]
        across = [dot(direction.across, *each) for each in corners]
        _move(characters, -min(along), -min(across))
        result.append(Frame(characters=characters, width=max(along) - min(along), height=max(across) - min(across)))
    return sorted(result, key=lambda each: -len(each.characters))


def _move(characters: Sequence[Character], along: float, across: float) -> None:
    if along or across:
        for each in characters:
            each.start += along
            each.end += along
            each.pen += along
            each.base += across


def _turned(drawn: list[tuple[Direction, Character]]) -> list[tuple[Direction, Character]]:
    """The same, with upright characters of vertical lines moved to the direction of those lines."""
    if not any(each.text > "\u2e7f" for _, each in drawn):
        return drawn
    result = drawn
    for direction in {direction for direction, _ in drawn}:
        downwards = _in_columns([each if found == direction else None for found, each in drawn])
        if any(downwards):
            (x, y), along = direction.across, direction.along
            below = named(Direction((0.0 - x, 0.0 - y), along))
            result = [
                (below, _upright(each)) if goes else (found, each)
                for (found, each), goes in zip(result, downwards, strict=True)
            ]
    return result


def _upright(each: Character) -> Character:
    """The character as one of a vertical line."""
    each.start, each.end, each.base = -(each.base + _ABOVE * each.size), -(each.base - _BELOW * each.size), each.pen
    each.pen = each.start
    return each


def _in_columns(level: Sequence[Character | None]) -> list[bool]:
    """Which characters stand in vertical lines; None in ``level`` is a character of another direction."""
    down = [False] * len(level)
    steps = rows = 0
    for at, (first, second) in enumerate(pairwise(level)):
        if first is None or second is None or not _UPRIGHT.match(first.text):
            continue
        size = max(first.size, second.size)
        right, below = abs(second.pen - first.pen) / size, (first.base - second.base) / size
        if _UPRIGHT.match(second.text) and below < 0.3 and 0.3 < right < 2.6:
            rows += 1
        elif right < 0.6 and 0.3 < below < 2.6:
            steps += 1
            down[at] = down[at + 1] = True
    if steps < _LEAST_STEPS or steps <= rows:
        return [False] * len(level)
    for at in range(1, len(level) - 1):
        # Two figures side by side, and what stands between two columns' lines.
        each, before = level[at], level[at - 1]
        if each is not None and before is not None and down[at - 1] and not down[at]:
            down[at] = abs(each.base - before.base) < 2.6 * each.size and abs(each.pen - before.pen) < each.size
    return down
