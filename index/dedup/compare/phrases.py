"""How a difference is shown to people: the words of both texts, with neighbouring changes joined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from index.dedup.compare.pair import Pair
from index.dedup.words.word import Word
from index.models import Span

# The most words of a difference that are shown.
SHOWN = 12
# The most equal words between two places that are shown as one: "2-1" for "1-2".
BETWEEN = 2
# The most characters between two words of one phrase.
APART = 4

_BEFORE_FIGURES = frozenset(("<", ">", "=", "~", "≤", "≥", "≠", "≈", "±", "-", "§"))
_STOP = regex.compile(r"(?<=\p{L}{3})[.!?]\s|[。！？]")
# A letter with the full stop of its abbreviation, "U.S.", "p.m.".
_ABBREVIATED = regex.compile(r"(?<=\.\s?\p{L})\.")

Place = tuple[Span, Span]


def phrase(pair: Pair, places: Sequence[Place], number: int) -> tuple[str, str]:
    """The old and the new words to show for place ``number``, as they are written."""
    left, right = _signed(pair, *_whole(pair, places, number))
    return _shown(pair.before, pair.old[left.start : left.end]), _shown(pair.text, pair.new[right.start : right.end])


def _whole(pair: Pair, places: Sequence[Place], number: int) -> Place:
    """The place with its neighbours, while few words stand between them or its words moved there."""
    first = last = number
    for step in (-1, 1):
        while 0 <= (other := (first if step < 0 else last) + step) < len(places):
            one, two = (other, last) if step < 0 else (first, other)
            if not _together(pair, places, one, two, (places[other], places[other - step])):
                break
            first, last = one, two
    return _joined(places, first, last)


def _signed(pair: Pair, left: Span, right: Span) -> Place:
    """The places with the word that a sign or an "'s" belongs to: "AA+" for "AA-", "the owner's" for "the owner"."""
    if left.end > left.start:
        first, text = pair.old[left.start], pair.before
    else:
        first, text = pair.new[right.start], pair.text
    if first.key in _BEFORE_FIGURES and not text[max(0, first.span.start - 1) : first.span.start].isalnum():
        if pair.old[left.end : left.end + 1] and pair.new[right.end : right.end + 1]:
            return Span(left.start, left.end + 1), Span(right.start, right.end + 1)
    elif (first.key == "s" or not first.shown[:1].isalnum()) and left.start and right.start:
        return Span(left.start - 1, left.end), Span(right.start - 1, right.end)
    return left, right


def _joined(places: Sequence[Place], first: int, last: int) -> Place:
    (left, right), (left_end, right_end) = places[first], places[last]
    return Span(left.start, left_end.end), Span(right.start, right_end.end)


def _together(pair: Pair, places: Sequence[Place], first: int, last: int, near: tuple[Place, Place]) -> bool:
    left, right = _joined(places, first, last)
    if max(left.end - left.start, right.end - right.start) > SHOWN:
        return False
    if not (
        _runs_on(pair.before, pair.old[left.start : left.end])
        and _runs_on(pair.text, pair.new[right.start : right.end])
    ):
        return False
    one, other = sorted(near)
    if other[0].start - one[0].end <= BETWEEN and not _stops(pair, one, other):
        return True
    return _moved(pair, one, other) or _moved(pair, other, one)


def _stops(pair: Pair, one: Place, other: Place) -> bool:
    """Whether a sentence ends between two places of the old text."""
    words = pair.old[max(0, one[0].end - 1) : other[0].start + 1]
    return any(_STOP.search(pair.before, a.span.end, b.span.start) for a, b in pairwise(words))


def _moved(pair: Pair, one: Place, other: Place) -> bool:
    """Whether the words that one place lost stand in the other."""
    gone = {word.key for word in pair.old[one[0].start : one[0].end]}
    return any(word.key in gone for word in pair.new[other[1].start : other[1].end])


def _runs_on(text: str, words: Sequence[Word]) -> bool:
    """Whether the text holds nothing unread between these words."""
    ordered = sorted(word.span for word in words)
    return all(
        other.start - one.end <= APART and not any(map(str.isalnum, text[one.end : other.start]))
        for one, other in pairwise(ordered)
    )


def _shown(text: str, words: Sequence[Word]) -> str:
    """The words as they are written, with the text between neighbours."""
    some = words[:SHOWN]
    if not some:
        return ""
    if _runs_on(text, some):
        end = max(word.span.end for word in some)
        stop = _ABBREVIATED.match(text, end)
        shown = text[min(word.span.start for word in some) : stop.end() if stop else end]
    else:
        shown = " ".join(word.shown for word in some)
    return shown + " …" if len(words) > SHOWN else shown
