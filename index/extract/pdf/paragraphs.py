"""From the lines of pages to paragraphs: running heads, separators of paragraphs, hyphens at line ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from index.analysis.scripts import UNSPACED
from index.extract.pdf.joins import HYPHENATED, joined, words_of
from index.extract.pdf.layout import COLUMN_LINES, Line

# Running heads and page numbers stand in this outer part of a page.
MARGIN = 0.13
# A page's number may stand higher, this far below the last line, in type sizes.
LOWER_MARGIN = 0.25
APART = 1.6
# A line break was forced if the next word would have left at least this much room, in type sizes.
FORCED = 1.5
# The header and footer of a browser's print-out: time and address.
_PRINTED = regex.compile(
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*\d{1,2}:\d\d(?:\s*[AaPp]\.?[Mm]\.?)?|(?:https?|file)://\S+(?:\s+\d+/\d+)?)"
)
# In justified text at least this share of the lines reaches the column's edge.
JUSTIFIED = 0.5
_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.|pág\.|página|стр\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?\W*", re.I
)
_TERMINAL = regex.compile(r"[.!?…:;。！？．：；।॥؟۔።။។][\"'”’»«」』）】)\]\d]*$")
_BULLET = regex.compile(r"(?:[-–—*•‣▪●○◦·►]|\p{N}{1,2}[.)]|\p{L}\))\s")
_UNSPACED = regex.compile(rf"[{UNSPACED}\u3000-\u30ff\uff00-\uffef]")
# A page with fewer steps from line to line takes over the document's habits.
FEWEST_STEPS = 10
# The largest relative difference of a page's pitch from the document's with which it takes over its habits.
SAME_PITCH = 0.15


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a document, joined across lines, columns and pages."""
    heads = _running(pages)
    kept = [_without_margins(page, heads) for page in pages]
    lines = [(number, line) for number, page in enumerate(kept) for line in page]
    if not lines:
        return []
    habits = _page_habits(lines)
    groups = [[lines[0][1]]]
    for before, after in pairwise(lines):
        if _breaks(before, after, habits[after[0]]):
            groups.append([after[1]])
        else:
            groups[-1].append(after[1])
    words = words_of([line for _, line in lines])
    return [joined(group, words) for group in groups]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)


def _in_margin(line: Line) -> bool:
    return not MARGIN * line.height < line.bottom < (1 - MARGIN) * line.height


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """The running heads: equal texts, except numbers, at one height in the margin of several pages."""
    counted = Counter(key for page in pages for key in {_key(line) for line in page if _in_margin(line)})
    least = max(2, min(4, round(len(pages) * 0.2)))
    return {key for key, count in counted.items() if count >= least}


def _without_margins(page: Sequence[Line], heads: set[tuple[str, int]]) -> list[Line]:
    printed = {line.bottom for line in page if _in_margin(line) and _PRINTED.match(line.text)}
    kept = [line for line in page if not _is_margin(line, heads) and line.bottom not in printed]
    if len(kept) > 1:
        lowest = min(kept, key=lambda line: line.bottom)
        above = min(line.bottom for line in kept if line is not lowest)
        # A page's number stands apart from the last line, wherever that is.
        apart = above - lowest.bottom > APART * lowest.em and lowest.bottom < LOWER_MARGIN * lowest.height
        if apart and _NUMBER.fullmatch(lowest.text):
            kept = [line for line in kept if line is not lowest]
    return kept


def _is_margin(line: Line, heads: set[tuple[str, int]]) -> bool:
    return _in_margin(line) and (_key(line) in heads or _NUMBER.fullmatch(line.text) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a document separates its paragraphs. ``pitch`` is the usual distance from line to line, in type sizes.

    ``justified``: lines reach the column's edge, unless a paragraph ends there.
    """

    pitch: float
    spaced: bool
    indented: bool
    justified: bool


def _page_habits(lines: Sequence[tuple[int, Line]]) -> dict[int, Habits]:
    """Each page's habits: the document's, unless its line pitch differs."""
    common = _habits(lines)
    pages: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for number, line in lines:
        pages[number].append((number, line))
    result = {}
    for number, page in pages.items():
        own = _habits(page)
        other = len(page) > FEWEST_STEPS and abs(own.pitch - common.pitch) > SAME_PITCH * common.pitch
        result[number] = own if other else common
    return result


def _habits(lines: Sequence[tuple[int, Line]]) -> Habits:
    beside = [
        (before, after)
        for (page, before), (following, after) in pairwise(lines)
        if page == following and before.column == after.column and before.bottom > after.bottom and not after.row
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
    """Whether the second line is indented like the first of a paragraph, and the one before it is not."""
    inside = second.left - second.edges[0]
    return 0.8 * second.em < inside < 6 * second.em and first.left - first.edges[0] < 0.5 * first.em


def _breaks(before: tuple[int, Line], after: tuple[int, Line], habits: Habits) -> bool:
    """Whether a paragraph ends between these lines."""
    (page, first), (following, second) = before, after
    em = max(first.em, second.em)
    if first.row or second.row:
        return not (first.row and second.row)
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
    if second.text[:1].islower() and (not ended or HYPHENATED.search(first.text)):
        # A sentence goes on, in a list with hanging lines, too.
        return False
    if _indented(first, second) and (ended or second.left - first.left < 4 * em):
        return True
    if _is_forced(first, second):
        return True
    # Where nothing else sets paragraphs apart, a line that ends early with a sentence does.
    return ended and not habits.spaced and not habits.indented and _stops(first, second, habits)


def _is_forced(first: Line, second: Line) -> bool:
    """Whether its author ended the line, as in a list: the next word would have fitted."""
    if abs(first.left - second.left) > 0.5 * first.em or HYPHENATED.search(first.text):
        return False
    # The second line shows how far this column's lines may go.
    return first.right + _first_word(second) + FORCED * first.em < second.right


def _stops(first: Line, second: Line, habits: Habits) -> bool:
    """Whether a line that ends with a sentence is a paragraph's last, judged by its length."""
    return not _at_edge(first) if habits.justified else _had_room(first, second)


def _continues(first: Line, second: Line, habits: Habits) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if _TERMINAL.search(first.text):
        # Lines tell only where they are made to fill the column.
        return habits.justified and not habits.spaced and _at_edge(first)
    start = second.text.lstrip("\"'“‘«„(")[:1]
    return start.islower() or HYPHENATED.search(first.text) is not None or not _had_room(first, second)


def _had_room(first: Line, second: Line) -> bool:
    """Whether the second line's first word would still have fitted on the first line."""
    return first.right + _first_word(second) + 0.3 * first.em < first.edges[1] - 0.5 * first.em


def _first_word(line: Line) -> float:
    """The approximate width of the line's first word."""
    # Where there are no spaces, marks that may not begin a line take characters with them.
    word = line.text[:3] if _UNSPACED.match(line.text) else line.text.split(maxsplit=1)[0]
    return (line.right - line.left) * len(word) / max(1, len(line.text))
