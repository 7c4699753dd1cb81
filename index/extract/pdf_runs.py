"""From the characters of a frame to pieces of lines: what is drawn twice once, marks with their letters, spaces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import regex

from index.analysis.scripts import HAN_AND_KANA
from index.extract.bidi import RIGHT_TO_LEFT
from index.extract.pdf_characters import Character, is_mark

# A jump inside a line that ends a piece of it, forwards and backwards, in type sizes.
JUMP_EMS: Final = 1.3
BACK_EMS: Final = 0.6
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_SPACE: Final = 0.15
# Letters that are set apart from each other have no more than this much of the usual room between them.
_TRACKED: Final = 2.2
_LEAST_TRACKED: Final = 0.06
# A supposed space needs this much room, in type sizes; between East Asian characters and others there is as much
# without one.
LEAST_SPACE: Final = 0.1
AUTOSPACE: Final = 0.3
# The same character this near is drawn twice, to look bold, in type sizes.
_TWICE: Final = 0.12
# How far back the letter of a mark is looked for.
_MARK_REACH: Final = 300
# Words of one line are no further apart, in type sizes.
_WORD_ROOM: Final = 0.6
# A figure at a line's edge stands apart from the line with this much room, in type sizes.
_NUMBER_ROOM: Final = 0.7
_HANGUL: Final = regex.compile(r"\p{Hangul}")
_EAST_ASIAN: Final = regex.compile(rf"[{HAN_AND_KANA}\p{{Hangul}}\u3000-\u30ff\uff00-\uffef]")


class Run:
    """Characters that follow each other on one line, and the box around them; ``em`` is the size of the type.

    ``order`` is its place in the library's order, ``spaced`` whether a written space follows. The characters
    themselves are kept where they may have to be put in another order.
    """

    __slots__ = ("bottom", "characters", "em", "left", "order", "right", "spaced", "text")

    def __init__(self, first: Character, *, order: int, keep: bool) -> None:
        self.text = first.text
        self.left = first.start
        self.right = first.end
        self.bottom = first.base
        self.em = first.size
        self.order = order
        self.spaced = False
        self.characters = [first] if keep else None

    def goes_on(self, each: Character) -> bool:
        """Whether this character continues the run on its right or, where characters are kept, anywhere beside it."""
        size = max(self.em, each.size)
        if abs(each.base - self.bottom) >= 0.5 * size:
            return False
        if self.characters is not None:
            # Numbers and words of other scripts are drawn over the room that was left for them.
            return self.left - JUMP_EMS * size <= each.end and each.start <= self.right + JUMP_EMS * size
        return -BACK_EMS * size <= each.start - self.right <= JUMP_EMS * size

    def add(self, text: str, each: Character) -> None:
        """Takes the next character; the line it stands on is where the first one stood."""
        self.text += text
        self.left = min(self.left, each.start)
        self.right = max(self.right, each.end)
        if self.characters is not None:
            self.characters.append(each)

    def take(self, other: Run) -> None:
        """Takes another run of the same line."""
        if len(other.text) > len(self.text):
            self.em, self.bottom = other.em, other.bottom
        apart = self.characters is None and (self.spaced or other.left - self.right >= LEAST_SPACE * self.em)
        self.text += f" {other.text}" if apart else other.text
        self.spaced = other.spaced
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.order = min(self.order, other.order)
        if self.characters is not None and other.characters is not None:
            self.characters += other.characters


def runs_of(characters: Sequence[Character]) -> list[Run]:
    """Pieces of lines in the library's order. Where there are right-to-left letters they keep their characters."""
    characters = _with_marks(_once(characters))
    keep = any(not each.text.isascii() and RIGHT_TO_LEFT.match(each.text) for each in characters)
    spaces = any(each.text == " " for each in characters)
    runs: list[Run] = []
    last: Character | None = None
    gap = False
    for at, each in enumerate(characters):
        if each.text == " " and not keep:
            gap = True
            continue
        run = runs[-1] if runs else None
        if run is None or last is None or not _follows(run, last, each) or _after_number(run, each):
            if run is not None:
                run.spaced = gap
            runs.append(Run(each, order=len(runs), keep=keep))
            if run is not None and not keep:
                _level(run, runs[-1])
        else:
            space = not keep and (
                gap
                or (each.spaced and has_room(last, run.right, each, spaces=spaces) and not _is_tracked(characters, at))
            )
            text = each.text.translate(_SUPERSCRIPTS) if not keep and _is_raised(run, each) else each.text
            run.add(" " + text if space else text, each)
        gap = False
        last = each
    if runs:
        runs[-1].spaced = gap
    return _together(runs)


def _together(runs: Sequence[Run]) -> list[Run]:
    """Pieces of one line made one, where words of other scripts and marks were drawn apart."""
    result: list[Run] = []
    line: list[Run] = []
    for run in [*sorted(runs, key=lambda each: -each.bottom), None]:
        if line and (run is None or abs(run.bottom - line[0].bottom) >= 0.5 * max(run.em, line[0].em)):
            result += _merged(sorted(line, key=lambda each: each.left))
            line = []
        if run is not None:
            line.append(run)
    return sorted(result, key=lambda each: each.order)


def _merged(line: Sequence[Run]) -> list[Run]:
    result = [line[0]]
    for run in line[1:]:
        room = (run.left - result[-1].right) / max(run.em, result[-1].em)
        # What lies over each other is put in order by its characters, or not at all.
        if room > _WORD_ROOM or (run.characters is None and room < -BACK_EMS):
            result.append(run)
        else:
            result[-1].take(run)
    return result


def _level(before: Run, run: Run) -> None:
    """Puts what is set a little higher or lower, and goes on a line, on the line's own height."""
    reach = 0.5 * max(before.em, run.em)
    if abs(run.bottom - before.bottom) >= reach or run.left < before.left:
        return
    if run.bottom - before.bottom > 0.15 * before.em and run.em < 0.85 * before.em and run.text.isdecimal():
        run.text = run.text.translate(_SUPERSCRIPTS)
    run.bottom, run.em = before.bottom, before.em


def _after_raised(last: Character, each: Character) -> bool:
    """Whether there is a space behind what is set higher or lower, and smaller: the library supposes none there."""
    return last.size < 0.9 * each.size and each.start - last.end > _RAISED_SPACE * each.size


def _is_tracked(characters: Sequence[Character], at: int) -> bool:
    """Whether the room before this character is that between the letters of its word, which are set apart."""
    near = [pair for pair in pairwise(characters[max(0, at - 8) : at + 9]) if not pair[1].spaced]
    rooms = [after.start - before.end for before, after in near if " " not in (before.text, after.text)]
    usual = median(rooms) if rooms else 0.0
    room = characters[at].start - characters[at - 1].end
    return usual > _LEAST_TRACKED * characters[at].size and room < _TRACKED * usual


def _is_raised(run: Run, each: Character) -> bool:
    """Whether this is a digit that is set higher: it would change the number before it."""
    up = each.base - run.bottom
    return each.text.isascii() and each.text.isdecimal() and each.size < 0.85 * run.em and up > 0.15 * run.em


def _level(before: Run, run: Run) -> None:
    """Puts what is set a little higher or lower, and goes on a line, on the line's own height."""
    reach = 0.5 * max(before.em, run.em)
    if abs(run.bottom - before.bottom) >= reach or run.left < before.left:
        return
    if run.bottom - before.bottom > 0.15 * before.em and run.em < 0.85 * before.em and run.text.isdecimal():
        run.text = run.text.translate(_SUPERSCRIPTS)
    run.bottom, run.em = before.bottom, before.em


def _is_tracked(characters: Sequence[Character], at: int) -> bool:
    """Whether the room before this character is that between the letters of its word, which are set apart."""
    near = [pair for pair in pairwise(characters[max(0, at - 8) : at + 9]) if not pair[1].spaced]
    rooms = [after.start - before.end for before, after in near if " " not in (before.text, after.text)]
    usual = median(rooms) if rooms else 0.0
    room = characters[at].start - characters[at - 1].end
    return usual > _LEAST_TRACKED * characters[at].size and room < _TRACKED * usual


def _is_raised(run: Run, each: Character) -> bool:
    """Whether this is a digit that is set higher: it would change the number before it."""
    up = each.base - run.bottom
    return each.text.isascii() and each.text.isdecimal() and each.size < 0.85 * run.em and up > 0.15 * run.em


def _raised(each: Character) -> str:
    """A digit that is set higher would change the number before it."""
    return each.text.translate(_SUPERSCRIPTS)


def _follows(run: Run, last: Character, each: Character) -> bool:
    if run.goes_on(each) or (is_mark(each.text) and over(last, each)):
        return True
    # Figures side by side in a line that runs downwards.
    return last.text.isdecimal() and each.text.isdecimal() and _beside(last, each)


def _beside(first: Character, second: Character) -> bool:
    near = 0.1 * first.size
    return abs(first.start - second.start) < near < abs(first.base - second.base) < first.size


def _after_number(run: Run, each: Character) -> bool:
    return each.start - run.right > _NUMBER_ROOM * each.size and len(run.text) <= 4 and run.text.isdecimal()


def has_room(before: Character, end: float, after: Character, *, spaces: bool) -> bool:
    """Whether there is a space where the library supposes one. ``end`` is where the ink before it ends.

    ``spaces``: the page has others that are written.
    """
    size = max(before.size, after.size)
    # The ink may begin further right than the character does.
    room = (after.pen if before.pen < after.pen < after.start else after.start) - end
    if -BACK_EMS * size < room < LEAST_SPACE * size:
        return False
    if before.text.isdecimal() and after.text.isdecimal() and _beside(before, after):
        return False
    first, second = before.text[-1], after.text[0]
    if room > AUTOSPACE * size or bool(_EAST_ASIAN.match(first)) == bool(_EAST_ASIAN.match(second)):
        return True
    # Korean has spaces between words, which look the same where none are written.
    return not spaces and (_HANGUL.match(first) or _HANGUL.match(second)) is not None


def _once(characters: Sequence[Character]) -> Sequence[Character]:
    """Without characters that are drawn a second time at nearly the same place."""
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


def _with_marks(characters: Sequence[Character]) -> Sequence[Character]:
    """Marks that are drawn apart from their letters put back behind them."""
    if not any(is_mark(each.text) for each in characters):
        return characters
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
