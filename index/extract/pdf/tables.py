"""From the pieces of a column to its rows: lines of text, and the rows of tables with their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.extract.pdf.runs import JUMP_EMS, Run

# The widest written space between two words, in type sizes.
_WIDEST_SPACE: Final = 4.0
# The largest difference between edges or middles of aligned cells, in type sizes.
_ALIGNED: Final = 0.6
# The most cells of a row that are compared: the edges of more lie everywhere.
_MOST_CELLS: Final = 60
# The largest difference between the spaces of a justified line, in type sizes.
_EVEN: Final = 0.1
# The largest distance between lines of one cell, in type sizes, and the most such lines.
_PITCH: Final = 1.7
_MOST_LINES: Final = 40
# The largest distance of a cell's first line from the row above.
_ROW_PITCH: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line, or a row of a table; each cell has its pieces, line by line. A line is one cell."""

    cells: list[list[Run]]
    table: bool = False


def rows_of(column: Sequence[Run]) -> Iterator[Row]:
    """The rows of a column from above."""
    lines = list(_lines(column))
    cells = [_cells(line) for line in lines]
    at = 0
    while at < len(lines):
        end = _table_end(cells, at)
        if end > at + 1:
            yield from _table_rows(lines[at:end], cells[at:end])
        else:
            end = at + 1
            yield Row(cells=[lines[at]])
        at = end


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs of one column as lines, from above, each from its beginning."""
    line: list[Run] = []
    for run in sorted(runs, key=lambda each: -each.bottom):
        if line and abs(run.bottom - line[0].bottom) >= 0.5 * max(run.em, line[0].em):
            yield sorted(line, key=lambda each: each.left)
            line = []
        line.append(run)
    if line:
        yield sorted(line, key=lambda each: each.left)


def _cells(line: Sequence[Run]) -> list[list[Run]]:
    """The separate pieces of a line."""
    cells = [[line[0]]]
    right = line[0].right
    for run in line[1:]:
        room = (run.left - right) / run.em
        # A written space does not separate cells, however wide justification made it.
        if room > (_WIDEST_SPACE if cells[-1][-1].spaced else JUMP_EMS):
            cells.append([])
        cells[-1].append(run)
        right = max(right, run.right)
    return [list(line)] if len(cells) > 1 and _is_justified(line) else cells


def _is_justified(line: Sequence[Run]) -> bool:
    """Whether these are the words of a justified line."""
    rooms = [after.left - before.right for before, after in pairwise(line)]
    words = all(" " not in run.text for run in line)
    return len(rooms) > 1 and words and max(rooms) - min(rooms) < _EVEN * line[0].em


def _table_end(cells: Sequence[list[list[Run]]], start: int) -> int:
    """The line behind the last one of a table that begins at ``start``; ``start`` if none does."""
    if len(cells[start]) < 2:
        return start
    end = last = start
    for at in range(start + 1, len(cells)):
        if at - last > _MOST_LINES:
            break
        row = cells[at]
        step = cells[at - 1][0][0].bottom - row[0][0].bottom
        if len(row) >= 2 and _aligned(cells[last], row):
            last = at
            end = at + 1
        elif len(row) >= 2 or not _under(cells[last], row[0]) or step > _ROW_PITCH * row[0][0].em:
            break
    # The last row's cells may go on below it.
    while start < end < len(cells) and len(cells[end]) == 1 and _continues(cells, end):
        end += 1
    return end


def _aligned(first: Sequence[list[Run]], second: Sequence[list[Run]]) -> bool:
    """Whether a cell other than the first is aligned with one of the row above."""
    for above in first[1:_MOST_CELLS]:
        for below in second[1:_MOST_CELLS]:
            reach = _ALIGNED * below[0].em
            edges = (above[0].left - below[0].left, above[-1].right - below[-1].right)
            if any(abs(each) <= reach for each in (*edges, sum(edges) / 2)):
                return True
    # A head may stand in the middle of a column whose cells begin at its left.
    if not 2 < len(first) == len(second) <= _MOST_CELLS:
        return False
    middles = [(cell[0].left + cell[-1].right) / 2 for cell in first]
    after_left = all(middle > cell[-1].right for middle, cell in zip(middles[1:], second, strict=False))
    return after_left and all(middle < cell[0].left for middle, cell in zip(middles, second[1:], strict=False))


def _under(row: Sequence[list[Run]], cell: Sequence[Run]) -> bool:
    """Whether this may be a line of one of the row's cells, and not one across several."""
    left, right = cell[0].left, cell[-1].right
    return sum(each[0].left < right and each[-1].right > left for each in row) <= 1


def _continues(cells: Sequence[list[list[Run]]], at: int) -> bool:
    step = cells[at - 1][0][0].bottom - cells[at][0][0].bottom
    run = cells[at][0][0]
    if step > _PITCH * run.em or not _under(cells[at - 1], cells[at][0]):
        return False
    # The first cell's next line may be a new paragraph: where it begins under the table's second cell it is none.
    return any(abs(each[0].left - run.left) <= _ALIGNED * run.em for each in cells[at - 1][1:_MOST_CELLS])


def _table_rows(lines: Sequence[Sequence[Run]], cells: Sequence[list[list[Run]]]) -> Iterator[Row]:
    """The rows of a table by the order of drawing, or else line by line."""
    rows = _drawn_rows(sorted((run for line in lines for run in line), key=lambda run: run.order))
    # Where nothing leads back to the left, the table was drawn column by column.
    if rows is None or (len(rows) == 1 and not _is_wrapped(rows[0])):
        rows = list(cells)
    for row in rows:
        yield Row(cells=sorted(row, key=lambda cell: cell[0].left), table=True)


def _drawn_rows(runs: Sequence[Run]) -> list[list[list[Run]]] | None:
    """Rows of cells, if each row is drawn cell by cell and each cell line by line; otherwise None."""
    rows = [[[runs[0]]]]
    for before, run in pairwise(runs):
        size = max(before.em, run.em)
        down = before.bottom - run.bottom
        if abs(down) < 0.5 * size and run.left > before.right - size:
            if run.left - before.right > JUMP_EMS * size:
                rows[-1].append([run])
            else:
                rows[-1][-1].append(run)
        elif down < 0 and run.left > before.right - size:
            rows[-1].append([run])
        elif 0 < down <= _PITCH * size and run.left > before.left - size and run.left < before.right:
            rows[-1][-1].append(run)
        elif down > 0 and run.left < before.left:
            rows.append([[run]])
        else:
            return None
    return rows


def _is_wrapped(row: Sequence[Sequence[Run]]) -> bool:
    """Whether the cells' lines continue like running text."""
    following = [run.text for cell in row for before, run in pairwise(cell) if before.bottom > run.bottom]
    return 2 * sum(text[:1].islower() for text in following) > len(following)
