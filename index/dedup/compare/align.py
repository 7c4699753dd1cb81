"""Alignment of two word sequences in about linear time: the equal runs, and the blocks that differ.

Words that occur once in both texts anchor the alignment (patience diff, Bram Cohen). Between anchors the longest
common runs are found (Ratcliff and Obershelp, 1988); a gap larger than ``LARGEST_GAP`` counts as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from index.models import Span

# The largest gap, in pairs of words, that is compared word by word.
LARGEST_GAP = 40_000


def blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[Span, Span]]:
    """The places that differ, in order: a range of ``old`` and the range of ``new`` in its place.

    One of the two may be empty, never both.
    """
    found: list[tuple[Span, Span]] = []
    at_old = at_new = 0
    for i, j, size in _matches(old, new):
        if i > at_old or j > at_new:
            found.append((Span(at_old, i), Span(at_new, j)))
        at_old, at_new = i + size, j + size
    return found


def _matches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Equal runs in order; the last one is empty and stands at the end of both."""
    at_old = at_new = 0
    for i, j in _anchors(old, new):
        if i < at_old or j < at_new:
            continue
        start_old, start_new = i, j
        while start_old > at_old and start_new > at_new and old[start_old - 1] == new[start_new - 1]:
            start_old, start_new = start_old - 1, start_new - 1
        yield from _gap(old, new, Span(at_old, start_old), Span(at_new, start_new))
        while i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
        yield start_old, start_new, i - start_old
        at_old, at_new = i, j
    yield from _gap(old, new, Span(at_old, len(old)), Span(at_new, len(new)))
    yield len(old), len(new), 0


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions of the words that are unique in both; the longest sequence that keeps the order."""
    in_old, in_new = Counter(old), Counter(new)
    places = {word: place for place, word in enumerate(new) if in_new[word] == 1}
    pairs = [(i, places[word]) for i, word in enumerate(old) if in_old[word] == 1 and word in places]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(j)
            ends.append(number)
        else:
            tails[length] = j
            ends[length] = number
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _gap(old: Sequence[str], new: Sequence[str], left: Span, right: Span) -> Iterator[tuple[int, int, int]]:
    rows, columns = left.end - left.start, right.end - right.start
    if not rows or not columns or rows * columns > LARGEST_GAP:
        return
    if rows == columns == 1:
        if old[left.start] == new[right.start]:
            yield left.start, right.start, 1
        return
    matcher = SequenceMatcher(None, old[left.start : left.end], new[right.start : right.end], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        if size:
            yield left.start + i, right.start + j, size
