"""The characters of a page as a reader sees them: without double drawing, with marks behind their letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from index.extract.pdf.characters import Character, is_mark

# The largest distance between two drawings of one character that make it bold, in type sizes.
_TWICE: Final = 0.12
MARKS: Final = regex.compile(r"\p{Mn}")
# How many characters back the letter of a mark is searched.
_MARK_REACH: Final = 100


def once(characters: Sequence[Character]) -> Sequence[Character]:
    """The characters without those that are drawn a second time at nearly the same place."""
    cells = {(each.text, int(each.pen), int(each.base)) for each in characters}
    if len(cells) == len(characters):
        return characters
    seen: set[tuple[str, int, int]] = set()
    result = []
    for each in characters:
        cell = _TWICE * each.size
        column, row = int(each.pen / cell), int(each.base / cell)
        # What lies in the next cell may be as near as what lies in the same one.
        near = ((each.text, column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if each.text != " " and any(key in seen for key in near):
            continue
        seen.add((each.text, column, row))
        result.append(each)
    return result


def with_marks(characters: Sequence[Character]) -> list[Character]:
    """The characters with separately drawn marks put behind their letters."""
    result: list[Character] = []
    for each in characters:
        if not is_mark(each.text) or not result or over(result[-1], each):
            result.append(each)
            continue
        near = [back for back in result[-_MARK_REACH:] if over(back, each) and not is_mark(back.text)]
        if near:
            letter = min(near, key=lambda back: abs(back.start + back.end - each.start - each.end))
            letter.text += each.text
        else:
            result.append(each)
    return result


def over(letter: Character, mark: Character) -> bool:
    """Whether the second character stands over or under the first one."""
    middle = (mark.start + mark.end) / 2
    near = abs(mark.base - letter.base) < letter.size
    return near and letter.start - 0.1 * letter.size <= middle <= letter.end + 0.1 * letter.size
