"""From the characters of a frame to pieces of lines, with the spaces between their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.extract.pdf.bidi import RIGHT_TO_LEFT
from index.extract.pdf.characters import Character, is_mark
from index.extract.pdf.glyphs import MARKS, once, over, with_marks
from index.extract.pdf.spacing import BACK_EMS, LEAST_SPACE, are_abreast, is_spaced

# The least gap that ends a piece of a line, in type sizes.
JUMP_EMS: Final = 1.3
# The largest space between words, in type sizes.
_WORD_ROOM: Final = 0.6
# The least room between a figure at a line's edge and the line, in type sizes.
_NUMBER_ROOM: Final = 0.7
# The most characters of a piece.
_LONGEST: Final = 2000
# A figure at most this large, in the line's type sizes, may be raised.
_SMALL: Final = 0.85
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Run:
    """Consecutive characters of one line, with their box; ``em`` is the type size.

    ``order`` is its place in pdfium's order, ``spaced`` whether the file has a space behind it. The characters
    themselves are kept if they may have to be reordered.
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
        """Whether this character continues the run on its right, or, if characters are kept, on any side."""
        size = max(self.em, each.size)
        if abs(each.base - self.bottom) >= 0.5 * size or len(self.text) > _LONGEST:
            return False
        if self.characters is not None:
            # Numbers and words of other scripts are drawn over the room that was left for them.
            return self.left - JUMP_EMS * size <= each.end and each.start <= self.right + JUMP_EMS * size
        return -BACK_EMS * size <= each.start - self.right <= JUMP_EMS * size

    def add(self, text: str, each: Character) -> None:
        """Adds the next character; the first one determines the line."""
        self.text += text
        self.left = min(self.left, each.start)
        self.right = max(self.right, each.end)
        if self.characters is not None:
            self.characters.append(each)

    def take(self, other: Run) -> None:
        """Adds another run of the same line."""
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
    """Pieces of lines in pdfium's order. Those with right-to-left letters keep their characters."""
    text = "".join([each.text for each in characters])
    characters = once(characters)
    if MARKS.search(text):
        characters = with_marks(characters)
    keep = not text.isascii() and RIGHT_TO_LEFT.search(text) is not None
    spaces = " " in text
    runs: list[Run] = []
    last: Character | None = None
    gap = False
    for at, each in enumerate(characters):
        if each.text == " " and not keep:
            gap = True
            continue
        run = runs[-1] if runs else None
        if run is None or last is None or not _follows(run, last, each):
            if run is not None:
                run.spaced = gap
            runs.append(Run(each, order=len(runs), keep=keep))
            if run is not None and not keep:
                _level(run, runs[-1])
        else:
            space = not keep and (
                gap or ((each.spaced or each.size != last.size) and is_spaced(characters, at, run.right, spaces=spaces))
            )
            raised = not keep and each.size < _SMALL * run.em and _is_raised(run, each)
            letters = each.text.translate(_SUPERSCRIPTS) if raised else each.text
            run.add(" " + letters if space else letters, each)
        gap = False
        last = each
    if runs:
        runs[-1].spaced = gap
    return _together(runs)


def _together(runs: Sequence[Run]) -> list[Run]:
    """The runs, with pieces of one line joined if words of other scripts, or marks, were drawn separately."""
    result: list[Run] = []
    line: list[Run] = []
    ordered: list[Run | None] = [*sorted(runs, key=lambda each: -each.bottom), None]
    for run in ordered:
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
        plain = run.characters is None
        if room > _WORD_ROOM or (plain and (room < -BACK_EMS or len(result[-1].text) > _LONGEST)):
            result.append(run)
        else:
            result[-1].take(run)
    return result


def _level(before: Run, run: Run) -> None:
    """Moves a slightly higher or lower run that continues a line to the line's height."""
    reach = 0.5 * max(before.em, run.em)
    if abs(run.bottom - before.bottom) >= reach or run.left < before.left:
        return
    if run.bottom - before.bottom > 0.15 * before.em and run.em < _SMALL * before.em and run.text.isdecimal():
        run.text = run.text.translate(_SUPERSCRIPTS)
    run.bottom, run.em = before.bottom, before.em


def _is_raised(run: Run, each: Character) -> bool:
    """Whether this is a raised digit, which would change the number before it."""
    up = each.base - run.bottom
    return each.text.isascii() and each.text.isdecimal() and each.size < _SMALL * run.em and up > 0.15 * run.em


def _follows(run: Run, last: Character, each: Character) -> bool:
    if run.goes_on(each):
        return len(run.text) > 4 or not _after_number(run, each)
    return (is_mark(each.text) and over(last, each)) or are_abreast(last, each)


def _after_number(run: Run, each: Character) -> bool:
    return each.start - run.right > _NUMBER_ROOM * each.size and run.text.isdecimal()
