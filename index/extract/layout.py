"""From pieces of lines on pages to paragraphs: columns, running heads, hyphens at line ends.

Coordinates are a PDF's own, in points from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from index.analysis.scripts import HAN_AND_KANA

# Running heads and page numbers stand in this outer part of a page.
MARGIN = 0.13
# The least lines of a column, and its least width in type sizes.
COLUMN_LINES = 4
COLUMN_EMS = 11
# Space between columns, and a jump inside a line that ends a piece of it, in type sizes.
GUTTER_EMS = 0.8
JUMP_EMS = 1.3
# In justified text at least this share of the lines reaches the column's edge.
JUSTIFIED = 0.5
_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.|pág\.|página|стр\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?\W*", re.I
)
_TERMINAL = regex.compile(r"[.!?…:;。!?।؟][\"'”’»)\]\d]*$")
_BULLET = regex.compile(r"(?:[-–—*•‣▪●○◦·►]|\p{N}{1,2}[.)]|\p{L}\))\s")
_HYPHENATED = regex.compile(r"(\p{L}[\p{L}\p{M}]*)[-‐]$")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[-‐]\p{L}[\p{L}\p{M}]*)*")
# Lines join without a space beside these. Lao, Khmer and Burmese, which no measured document is in, are left out.
_UNSPACED = regex.compile(rf"[{HAN_AND_KANA}\p{{Thai}}、。,]")


class Run:
    """Characters that follow each other on one line, and the box around them; ``em`` is the size of the type."""

    __slots__ = ("bottom", "em", "left", "right", "text")

    def __init__(self, text: str, left: float, right: float, bottom: float, em: float) -> None:
        self.text = text
        self.left = left
        self.right = right
        self.bottom = bottom
        self.em = em

    def goes_on(self, left: float, bottom: float, em: float) -> bool:
        """Whether a character there continues this run."""
        size = max(self.em, em)
        return abs(bottom - self.bottom) < 0.5 * size and -0.6 * size <= left - self.right <= JUMP_EMS * size

    def add(self, text: str, right: float) -> None:
        """Takes the next character; the line it stands on is where the first one stood."""
        self.text += text
        self.right = max(self.right, right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a column: where it stands, and the column's own edges. ``column`` numbers the columns of a page."""

    text: str
    left: float
    right: float
    bottom: float
    em: float
    column: int
    edges: tuple[float, float]
    height: float


def page_lines(runs: Sequence[Run], width: float, height: float) -> list[Line]:
    """The lines of a page in reading order, column by column."""
    lines: list[Line] = []
    for number, column in enumerate(_columns([run for run in runs if run.text.strip()])):
        edges = (min(run.left for run in column), max(run.right for run in column))
        for group in _rows(column):
            lines.append(
                Line(
                    text=" ".join(run.text for run in group),
                    left=group[0].left,
                    right=max(run.right for run in group),
                    bottom=group[0].bottom,
                    em=max(group, key=lambda run: len(run.text)).em,
                    column=number,
                    edges=edges,
                    height=height,
                )
            )
    return lines


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a document, put together again over lines, columns and pages."""
    heads = _running(pages)
    kept = [[line for line in page if not _is_margin(line, heads)] for page in pages]
    lines = [(number, line) for number, page in enumerate(kept) for line in page]
    if not lines:
        return []
    habits = _habits(lines)
    groups = [[lines[0]]]
    for before, after in pairwise(lines):
        if _breaks(before, after, habits):
            groups.append([after])
        else:
            groups[-1].append(after)
    words = {word.casefold() for _, line in lines for word in _WORD.findall(line.text[:-1])}
    return [_joined([line.text for _, line in group], words) for group in groups]


def _columns(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    """The columns of a region in reading order. What lies across a gutter divides above from below."""
    gutter = _gutter(runs)
    if gutter is None:
        if runs:
            yield runs
        return
    across = sorted((run for run in runs if run.left < gutter < run.right), key=lambda run: -run.bottom)
    rest = [run for run in runs if not run.left < gutter < run.right]
    bands: list[tuple[list[Run], list[Run]]] = [([], [])]
    for run in across:
        above = [each for each in rest if each.bottom > run.bottom]
        rest = [each for each in rest if each.bottom <= run.bottom]
        if above or not bands:
            bands[-1][1].extend(above)
            bands.append(([], []))
        bands[-1][0].append(run)
    bands[-1][1].extend(rest)
    for spanning, beside in bands:
        if spanning:
            yield spanning
        for side in ([run for run in beside if run.right <= gutter], [run for run in beside if run.left >= gutter]):
            yield from _columns(side)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where a region falls into columns: the place that the fewest runs reach across."""
    if len(runs) < 2 * COLUMN_LINES:
        return None
    em = median(run.em for run in runs)
    best: tuple[int, float] | None = None
    for edge in sorted({round(run.right) for run in runs}):
        at = edge + 0.45 * em
        left = [run for run in runs if run.right <= at]
        right = [run for run in runs if run.left >= at]
        crossing = len(runs) - len(left) - len(right)
        if crossing > len(left) + len(right) or not (_is_column(left, em) and _is_column(right, em)):
            continue
        if min(run.left for run in right) - max(run.right for run in left) < GUTTER_EMS * em:
            continue
        if best is None or crossing < best[0]:
            best = (crossing, (min(run.left for run in right) + max(run.right for run in left)) / 2)
    return None if best is None else best[1]


def _is_column(runs: Sequence[Run], em: float) -> bool:
    if len({round(run.bottom / em) for run in runs}) < COLUMN_LINES:
        return False
    return max(run.right for run in runs) - min(run.left for run in runs) >= COLUMN_EMS * em


def _rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs of one column as lines, from above."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda each: -each.bottom):
        if row and abs(run.bottom - row[0].bottom) >= 0.5 * max(run.em, row[0].em):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)


def _in_margin(line: Line) -> bool:
    return not MARGIN * line.height < line.bottom < (1 - MARGIN) * line.height


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands at the same height of the margin of several pages, numbers aside."""
    counted = Counter(key for page in pages for key in {_key(line) for line in page if _in_margin(line)})
    least = max(2, min(4, round(len(pages) * 0.2)))
    return {key for key, count in counted.items() if count >= least}


def _is_margin(line: Line, heads: set[tuple[str, int]]) -> bool:
    return _in_margin(line) and (_key(line) in heads or _NUMBER.fullmatch(line.text) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a document sets its paragraphs apart. ``pitch`` is the usual distance from line to line, in type sizes.

    ``justified``: lines reach the column's edge, unless a paragraph ends there.
    """

    pitch: float
    spaced: bool
    indented: bool
    justified: bool


def _habits(lines: Sequence[tuple[int, Line]]) -> Habits:
    beside = [
        (before, after)
        for (page, before), (following, after) in pairwise(lines)
        if page == following and before.column == after.column and before.bottom > after.bottom
    ]
    steps = [_step(before, after) for before, after in beside]
    pitch = median(steps) if steps else 1.2
    wide = sum(step > 1.3 * pitch for step in steps)
    indented = sum(_indented(before, after) for before, after in beside)
    least = max(3, len(beside) // 20)
    full = sum(_at_edge(line) for _, line in lines)
    return Habits(
        pitch=pitch,
        spaced=wide >= least,
        indented=indented >= least > wide,
        justified=len(lines) >= COLUMN_LINES and full >= JUSTIFIED * len(lines),
    )


def _at_edge(line: Line) -> bool:
    return line.right > line.edges[1] - 0.15 * line.em


def _step(first: Line, second: Line) -> float:
    return (first.bottom - second.bottom) / max(first.em, second.em)


def _indented(first: Line, second: Line) -> bool:
    """Whether the second line is indented, as the first of a paragraph is, and the one before it is not."""
    inside = second.left - second.edges[0]
    return 0.8 * second.em < inside < 6 * second.em and first.left - first.edges[0] < 0.5 * first.em


def _breaks(before: tuple[int, Line], after: tuple[int, Line], habits: Habits) -> bool:
    """Whether a paragraph ends between these lines."""
    (page, first), (following, second) = before, after
    em = max(first.em, second.em)
    if abs(first.em - second.em) > 0.12 * em or _BULLET.match(second.text):
        return True
    ended = _TERMINAL.search(first.text) is not None
    if page != following or first.column != second.column:
        if habits.indented and ended:
            return second.left - second.edges[0] > 0.8 * em or _had_room(first, second)
        return not _continues(first, second, habits)
    # Wider than usual; where every line is a paragraph the usual is wide itself.
    if _step(first, second) > min(1.3 * habits.pitch, 2.6):
        return True
    if _indented(first, second) and (ended or second.left - first.left < 4 * em):
        return True
    # Where nothing else sets paragraphs apart, a line that ends early with a sentence does.
    return ended and not habits.spaced and not habits.indented and _stops(first, second, habits)


def _stops(first: Line, second: Line, habits: Habits) -> bool:
    """Whether a line that ends with a sentence is a paragraph's last, as far as its length tells."""
    return not _at_edge(first) if habits.justified else _had_room(first, second)


def _continues(first: Line, second: Line, habits: Habits) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if _TERMINAL.search(first.text):
        # Lines tell only where they are made to fill the column.
        return habits.justified and not habits.spaced and _at_edge(first)
    start = second.text.lstrip("\"'“‘«„(")[:1]
    return start.islower() or _HYPHENATED.search(first.text) is not None or not _had_room(first, second)


def _had_room(first: Line, second: Line) -> bool:
    """Whether the second line's first word would still have fitted on the first line."""
    word = second.text.split(maxsplit=1)[0]
    width = (second.right - second.left) * len(word) / max(1, len(second.text))
    return first.right + width + 0.3 * first.em < first.edges[1] - 0.5 * first.em


def _joined(lines: Sequence[str], words: set[str]) -> str:
    text = lines[0]
    for following in lines[1:]:
        broken = _HYPHENATED.search(text)
        if broken and following[:1].isalpha():
            rest = _WORD.match(following)
            tail = rest[0].split("-")[0].casefold() if rest else ""
            kept = f"{broken[1]}-{tail}".casefold() in words and (broken[1] + tail).casefold() not in words
            text = text + following if kept or following[0].isupper() else text[:-1] + following
        elif _UNSPACED.search(text[-1:]) and _UNSPACED.match(following):
            text += following
        else:
            text += " " + following
    return text
