"""From pieces of lines on a page to lines in reading order: columns, rows of tables, figures in the margin.

Coordinates are a frame's: in points, along the lines from its left and across them from its lower edge. On a page that
is read from right to left, distances along the lines count from its right edge, so that lines begin at ``left``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.extract.pdf.runs import Run
from index.extract.pdf.tables import rows_of
from index.extract.pdf.text import leftwards, row_text, without_line_numbers, without_readings

# The least lines of a column, and its least width in type sizes.
COLUMN_LINES = 4
COLUMN_EMS = 11
# The most columns side by side; the rest is read line by line.
MOST_COLUMNS = 24
# Space between columns, in type sizes.
GUTTER_EMS = 0.8
# The share of its column that a line of running text fills, and the share of such lines in a column of text.
FULL = 0.7
MOSTLY_FULL = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a column: its place, and the column's edges. ``column`` numbers the columns of a page.

    ``spaced``: the file has a space at its end. ``row``: it is a row of a table.
    """

    text: str
    left: float
    right: float
    bottom: float
    em: float
    column: int
    edges: tuple[float, float]
    height: float
    spaced: bool = False
    row: bool = False


def page_lines(runs: Sequence[Run], width: float, height: float) -> list[Line]:
    """The lines of a page in reading order, column by column."""
    lines: list[Line] = []
    backwards = leftwards(runs)
    if backwards:
        for run in runs:
            run.left, run.right = width - run.right, width - run.left
    kept = without_readings(without_line_numbers([run for run in runs if run.text.strip()]))
    for number, column in enumerate(_columns(kept)):
        edges = (min(run.left for run in column), max(run.right for run in column))
        for row in rows_of(column):
            pieces = [run for cell in row.cells for run in cell]
            # A letter that is set apart does not say where the line stands.
            longest = max(pieces, key=lambda run: len(run.text))
            lines.append(
                Line(
                    text=row_text(row.cells, backwards=backwards),
                    left=min(run.left for run in pieces),
                    right=max(run.right for run in pieces),
                    bottom=pieces[0].bottom if row.table else longest.bottom,
                    em=longest.em,
                    column=number,
                    edges=edges,
                    height=height,
                    spaced=pieces[-1].spaced,
                    row=row.table,
                )
            )
    return lines


def _columns(runs: Sequence[Run], most: int = MOST_COLUMNS) -> Iterator[Sequence[Run]]:
    """At most ``most`` columns of a region in reading order. A line across a gutter separates those above and below."""
    gutter = _gutter(runs) if most > 1 else None
    if gutter is None:
        if runs:
            yield runs
        return
    # What stands on a line with something that lies across belongs to that line.
    levels = {round(run.bottom) + step for run in runs if run.left < gutter < run.right for step in (-1, 0, 1)}
    across = sorted((run for run in runs if round(run.bottom) in levels), key=lambda run: -run.bottom)
    rest = sorted((run for run in runs if round(run.bottom) not in levels), key=lambda run: -run.bottom)
    bands: list[tuple[list[Run], list[Run]]] = [([], [])]
    taken = 0
    for run in across:
        start = taken
        while taken < len(rest) and rest[taken].bottom > run.bottom:
            taken += 1
        if taken > start:
            bands[-1][1].extend(rest[start:taken])
            bands.append(([], []))
        bands[-1][0].append(run)
    bands[-1][1].extend(rest[taken:])
    for spanning, beside in bands:
        if spanning:
            yield spanning
        sides = ([run for run in beside if run.right <= gutter], [run for run in beside if run.left >= gutter])
        if _is_table(*sides):
            yield beside
            continue
        for side in sides:
            yield from _columns(side, most - 1)


def _is_table(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether the two sides are read row by row.

    The order of drawing decides: columns are drawn one after the other, a table row by row. If lines are drawn from
    above across columns, those of columns fill them.
    """
    em = median(run.em for run in (*left, *right)) if left or right else 1.0
    least, most = sorted(len({round(run.bottom / em) for run in side}) for side in (left, right))
    if not least or most == 1:
        # Pieces of one line are no columns.
        return least == 1
    sides = [at for at, _ in sorted([(0, run.order) for run in left] + [(1, run.order) for run in right], key=_second)]
    switches = sum(before != after for before, after in pairwise(sides))
    return switches >= (3 if least > 1 else 2) and switches >= least / 2 and not (_is_full(left) and _is_full(right))


def _second(pair: tuple[int, int]) -> int:
    return pair[1]


def _is_full(runs: Sequence[Run]) -> bool:
    least = FULL * (max(run.right for run in runs) - min(run.left for run in runs))
    return sum(run.right - run.left >= least for run in runs) >= MOSTLY_FULL * len(runs)


def _gutter(runs: Sequence[Run]) -> float | None:
    """The gutter of a region: the place that the fewest runs cross."""
    if len(runs) < 2 * COLUMN_LINES:
        return None
    em = median(run.em for run in runs)
    rights, lefts = sorted(runs, key=lambda run: run.right), sorted(runs, key=lambda run: run.left)
    before, after = _growing(rights, em), _growing(lefts[::-1], em)[::-1]
    best: tuple[int, float] | None = None
    first = last = 0
    for edge in sorted({round(run.right) for run in runs}):
        at = edge + 0.45 * em
        while last < len(rights) and rights[last].right <= at:
            last += 1
        while first < len(lefts) and lefts[first].left < at:
            first += 1
        beside = last + len(lefts) - first
        if first == len(lefts) or not last or len(runs) - beside > beside or not (before[last - 1] and after[first]):
            continue
        start, end = rights[last - 1].right, lefts[first].left
        if end - start >= GUTTER_EMS * em and (best is None or len(runs) - beside < best[0]):
            best = (len(runs) - beside, (start + end) / 2)
    return None if best is None else best[1]


def _growing(runs: Sequence[Run], em: float) -> list[bool]:
    """For each beginning of ``runs`` whether it is wide and high enough for a column."""
    levels: set[int] = set()
    left, right = float("inf"), float("-inf")
    result = []
    for run in runs:
        levels.add(round(run.bottom / em))
        left, right = min(left, run.left), max(right, run.right)
        result.append(len(levels) >= COLUMN_LINES and right - left >= COLUMN_EMS * em)
    return result
