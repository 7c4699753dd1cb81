"""The text of a row of pieces of lines, without line numbers and readings."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import regex

from index.extract.pdf.bidi import RIGHT_TO_LEFT, logical
from index.extract.pdf.characters import Character, is_mark
from index.extract.pdf.runs import Run
from index.extract.pdf.spacing import LEAST_SPACE, has_room

# The least room between words of a line that is ordered by its characters, in type sizes.
_WORD_SPACE: Final = 0.15
# The least room between letters and figures, which never join.
_FIGURE_SPACE: Final = 0.1
# The least room of a space that pdfium assumes between two consecutive characters.
_SUPPOSED_SPACE: Final = 0.05
# The least numbered lines, and the share of them whose numbers must continue the count.
_LEAST_NUMBERED: Final = 5
_COUNTING: Final = 0.8
# The least width of numbered lines, which are running text, relative to the widest.
_WIDE: Final = 0.6
# The largest size of readings, relative to the type size.
_READING: Final = 0.65
_KANA: Final = regex.compile(r"[\p{Hiragana}\p{Katakana}ー ]+")
_NON_JOINER: Final = "\u200c"
_ARABIC: Final = regex.compile(r"\p{Arabic}")
_ALEFS: Final = frozenset("اأإآٱ")
CELL: Final = " | "


def leftwards(runs: Sequence[Run]) -> bool:
    """Whether the page is read from right to left."""
    if not any(run.characters for run in runs):
        return False
    turned = sum(len(RIGHT_TO_LEFT.findall(run.text)) for run in runs)
    return turned > 0.4 * sum(each.isalpha() for run in runs for each in run.text)


def row_text(cells: Sequence[Sequence[Run]], *, backwards: bool) -> str:
    """The text of cells in reading order. ``backwards``: the page is read from right to left."""
    return CELL.join(filter(None, (_cell_text(cell, backwards) for cell in cells)))


def _cell_text(cell: Sequence[Run], backwards: bool) -> str:
    lines: list[list[Run]] = []
    for run in cell:
        if not lines or abs(lines[-1][0].bottom - run.bottom) >= 0.5 * max(run.em, lines[-1][0].em):
            lines.append([])
        lines[-1].append(run)
    return " ".join(_line_text(line, backwards) for line in lines)


def _line_text(runs: Sequence[Run], backwards: bool) -> str:
    if not any(run.characters for run in runs):
        return _beside([(run, run.text) for run in sorted(runs, key=lambda run: run.left)])
    if any(RIGHT_TO_LEFT.search(run.text) for run in runs) or (backwards and _is_turned(runs)):
        units = _seen([each for run in runs for each in run.characters or ()])
        return " ".join(logical(units, rightwards=not backwards and _mostly_rightwards(runs)).split())
    placed = sorted(runs, key=lambda run: run.left, reverse=backwards)
    return _beside([(run, _spelt(run.characters or ())) for run in placed])


def _is_turned(runs: Sequence[Run]) -> bool:
    """Whether a line without right-to-left letters belongs to a text with them: a number, or a line that ends left."""
    first = min((each for run in runs for each in run.characters or () if each.text != " "), key=_middle, default=None)
    words = sum(each.isalpha() for run in runs for each in run.text)
    return not words or (first is not None and first.text[0] in ".,:;!?،؛")


def _mostly_rightwards(runs: Sequence[Run]) -> bool:
    text = "".join(run.text for run in runs)
    return 2 * len(RIGHT_TO_LEFT.findall(text)) < sum(map(str.isalpha, text))


def _beside(pieces: Sequence[tuple[Run, str]]) -> str:
    """The text of a line's pieces, with spaces where there is room."""
    text = pieces[0][1]
    for (before, _), (after, more) in pairwise(pieces):
        room = max(after.left - before.right, before.left - after.right)
        near = -before.em < room < LEAST_SPACE * max(before.em, after.em)
        text += more if near and not before.spaced else f" {more}"
    return text


def _spelt(characters: Sequence[Character]) -> str:
    """The text of characters in pdfium's order, with spaces."""
    text = characters[0].text
    end = characters[0].end
    for before, after in pairwise(characters):
        text += " " + after.text if after.spaced and has_room(before, end, after, spaces=False) else after.text
        end = max(end, after.end) if abs(end - after.end) < after.size else after.end
    return " ".join(text.split())


def _seen(characters: Sequence[Character]) -> list[str]:
    """The characters of a line with their marks in visual order, from left to right, with spaces between them."""
    # Letters overlap; their order is that of the pen's positions.
    letters = sorted((each for each in characters if not is_mark(each.text)), key=_place)
    _turn_ligatures(letters)
    texts = [each.text for each in letters]
    middles = sorted((_middle(each), at) for at, each in enumerate(letters))
    for mark in characters:
        if is_mark(mark.text) and letters:
            texts[_nearest(middles, _middle(mark))] += mark.text
    places = {id(each): at for at, each in enumerate(characters)}
    units: list[str] = []
    last: Character | None = None
    written = False
    for each, text in zip(letters, texts, strict=True):
        if text == " ":
            written = True
            continue
        if last is not None:
            # Where the library comes from the one to the other, it knows better.
            supposed = last.spaced and places[id(last)] == places[id(each)] + 1
            room = (each.pen if last.pen < each.pen < each.start else each.start) - last.end
            size = max(each.size, last.size)
            least = _WORD_SPACE if text[-1].isdecimal() == last.text[-1].isdecimal() else _FIGURE_SPACE
            if room > (_SUPPOSED_SPACE if supposed or written else least) * size:
                units.append(" ")
            elif written and _ARABIC.match(text) and _ARABIC.match(last.text):
                # A space without width keeps letters from joining.
                units.append(_NON_JOINER)
        units.append(text)
        last = each
        written = False
    return units


def _turn_ligatures(letters: list[Character]) -> None:
    """Puts alef to the left of the lam of its ligature, wherever its box is."""
    for at, (left, right) in enumerate(pairwise(letters)):
        if left.text == "ل" and right.text in _ALEFS and abs(left.pen - right.pen) < 0.1 * left.size:
            letters[at], letters[at + 1] = right, left


def _middle(each: Character) -> float:
    return (each.start + each.end) / 2


def _place(each: Character) -> tuple[float, float]:
    return round(each.pen, 1), _middle(each)


def _nearest(places: Sequence[tuple[float, int]], wanted: float) -> int:
    """The number of the letter whose middle is nearest. ``places`` are middles with their letters' numbers, sorted."""
    at = bisect_left(places, (wanted, 0))
    if at == len(places) or (at and wanted - places[at - 1][0] < places[at][0] - wanted):
        at -= 1
    return places[at][1]


def without_readings(runs: Sequence[Run]) -> Sequence[Run]:
    """``runs`` without the small kana that give the reading of characters."""
    small = [run for run in runs if _KANA.fullmatch(run.text)]
    if not small:
        return runs
    usual = max(runs, key=lambda run: len(run.text)).em
    return [run for run in runs if run.em > _READING * usual or not _KANA.fullmatch(run.text)]


def without_line_numbers(runs: Sequence[Run]) -> Sequence[Run]:
    """``runs`` without columns of line numbers, for each line or every fifth."""
    columns: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if len(run.text) <= 4 and run.text.isdecimal():
            # They share their right edge, or, on the other side of the text, their left edge.
            columns[round(run.right / run.em)].append(run)
            columns[~round(run.left / run.em)].append(run)
    counting: set[int] = set()
    for column in columns.values():
        if len(column) >= _LEAST_NUMBERED and _counts(sorted(column, key=lambda run: -run.bottom)):
            counting.update(run.order for run in column)
    if not counting:
        return runs
    beside = [run for run in runs if run.order not in counting]
    return beside if beside and _is_running(beside, [run for run in runs if run.order in counting]) else runs


def _counts(column: Sequence[Run]) -> bool:
    steps = [int(after.text) - int(before.text) for before, after in pairwise(column)]
    return max(steps.count(step) for step in (1, 2, 5, 10)) >= _COUNTING * len(steps)


def _is_running(beside: Sequence[Run], numbers: Sequence[Run]) -> bool:
    """Whether the text beside the figures is running text, and not cells of a table or items of a list."""
    rows: dict[int, list[Run]] = defaultdict(list)
    em = median(run.em for run in numbers)
    for run in beside:
        rows[round(run.bottom / em)].append(run)
    lines = [
        (min(run.left for run in row), max(run.right for run in row), len(row), row[0].text)
        for number in numbers
        for row in [rows.get(round(number.bottom / em))]
        if row
    ]
    if not lines:
        return False
    widest = max(right - left for left, right, _, _ in lines)
    wide = sum(right - left >= _WIDE * widest for left, right, _, _ in lines)
    # Items begin with a capital or a figure, continued lines do not.
    begun = sum(text[:1].isupper() or text[:1].isdecimal() for *_, text in lines)
    return wide >= _WIDE * len(lines) and widest > 15 * em and begun <= 0.7 * len(lines)
