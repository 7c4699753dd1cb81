"""Whether there is a space between two neighbouring characters of a PDF's page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import regex

from index.analysis.scripts import HAN_AND_KANA
from index.extract.pdf.characters import Character

# The largest overlap of two characters of one line, in type sizes.
BACK_EMS: Final = 0.6
# The least room of a space that pdfium assumes, in type sizes; between East Asian characters and others there is as
# much room without a space.
LEAST_SPACE: Final = 0.1
_AUTOSPACE: Final = 0.3
# The least room of a space behind a small raised figure.
_RAISED_SPACE: Final = 0.15
# The largest room between the letters of a spaced-out word, relative to the usual room.
_TRACKED: Final = 2.2
_LEAST_TRACKED: Final = 0.06
# How many characters before and behind determine the usual room.
_NEAR: Final = 8
_HANGUL: Final = regex.compile(r"\p{Hangul}")
_EAST_ASIAN: Final = regex.compile(rf"[{HAN_AND_KANA}\p{{Hangul}}\u3000-\u30ff\uff00-\uffef]")


def is_spaced(characters: Sequence[Character], at: int, end: float, *, spaces: bool) -> bool:
    """Whether there is a space before the character ``at`` although the file has none.

    ``end`` is where the ink before it ends; ``spaces``: the page has others that are written.
    """
    before, after = characters[at - 1], characters[at]
    if after.spaced:
        return has_room(before, end, after, spaces=spaces) and not _is_tracked(characters, at)
    # pdfium assumes none behind a smaller character that is set higher or lower.
    return before.size < 0.9 * after.size and after.start - before.end > _RAISED_SPACE * after.size


def has_room(before: Character, end: float, after: Character, *, spaces: bool) -> bool:
    """Whether there is a space where pdfium assumes one. ``end`` is where the ink before it ends.

    ``spaces``: the page has others that are written.
    """
    size = max(before.size, after.size)
    # The ink may begin further right than the character does.
    room = (after.pen if before.pen < after.pen < after.start else after.start) - end
    if -BACK_EMS * size < room < LEAST_SPACE * size:
        return False
    if are_abreast(before, after):
        return False
    first, second = before.text[-1], after.text[0]
    if room > _AUTOSPACE * size or bool(_EAST_ASIAN.match(first)) == bool(_EAST_ASIAN.match(second)):
        return True
    # Korean has spaces between words, which look the same where none are written.
    return not spaces and (_HANGUL.match(first) or _HANGUL.match(second)) is not None


def _is_tracked(characters: Sequence[Character], at: int) -> bool:
    """Whether the room before this character is that between the letters of a spaced-out word."""
    near = [pair for pair in pairwise(characters[max(0, at - _NEAR) : at + _NEAR + 1]) if not pair[1].spaced]
    rooms = [after.start - before.end for before, after in near if " " not in (before.text, after.text)]
    usual = median(rooms) if rooms else 0.0
    room = characters[at].start - characters[at - 1].end
    return usual > _LEAST_TRACKED * characters[at].size and room < _TRACKED * usual


def are_abreast(first: Character, second: Character) -> bool:
    """Whether these are figures side by side in a vertical line."""
    if not (first.text.isdecimal() and second.text.isdecimal()):
        return False
    near = 0.1 * first.size
    return abs(first.start - second.start) < near < abs(first.base - second.base) < first.size
