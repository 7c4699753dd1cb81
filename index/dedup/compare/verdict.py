"""The verdict: does one paragraph add anything to another one?

Similarity cannot tell "rose 3.2%" from "fell 1.2%". So both texts are aligned word by word, and each word that
stands only in the incoming one needs an explanation: another spelling, a word that states nothing, an attribution of
the same quotation. What has no explanation is what the paragraph adds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import regex

from index.dedup.compare.align import blocks
from index.dedup.compare.asides import brackets
from index.dedup.compare.attribution import attributions, quotations
from index.dedup.compare.credits import body
from index.dedup.compare.differences import Difference, first_difference
from index.dedup.compare.pair import Pair
from index.dedup.normal_form import normal_form
from index.dedup.words.normalize import cut, folded, language_of, places, shouted, wording
from index.dedup.words.word import Word
from index.models import Span

_SENTENCE = regex.compile(r"[.!?…](?=[\"')\]]*(?:\s|$))|[。！？]")
# How many words on either side of a difference are read with it: "15 July", "$7 million", "per cent".
CONTEXT = 3
# A version shares at least half of its own words, or two thirds of the stored paragraph's (and then this many).
LEAST_KEPT = 8


class VerdictKind(IntEnum):
    """What an incoming paragraph is to a stored one; the numbers are stored."""

    NEW = 0
    DUPLICATE = 1
    CHANGED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``difference`` is given for CHANGED only."""

    kind: VerdictKind
    difference: Difference | None = None


class _Text:
    """A text's tokens for the first comparison, and the place of each.

    ``loud``: this text or the other one is all capitals, so that case says nothing.
    """

    def __init__(self, text: str, *, loud: bool) -> None:
        self.text = text
        self.loud = loud
        self.tokens = [folded(token, loud=loud) for token in cut(text)]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Computed only where texts differ: most pairs are equal, or told apart, without it."""
        return places(self.text)


def compare(incoming: str, stored: str) -> Verdict:
    """Whether ``incoming`` adds anything to ``stored``, and what, if they say nearly the same."""
    return compare_normal_forms(normal_form(incoming), normal_form(stored))


def compare_normal_forms(incoming: str, stored: str) -> Verdict:
    """The same for texts that are in normal form."""
    if incoming == stored:
        return Verdict(kind=VerdictKind.DUPLICATE)
    (ours, broken), (theirs, _) = body(incoming), body(stored)
    loud = shouted(ours) or shouted(theirs)
    new, old = _Text(ours, loud=loud), _Text(theirs, loud=loud)
    if not _alike((Counter(old.tokens) & Counter(new.tokens)).total(), len(old.tokens), len(new.tokens)):
        return Verdict(kind=VerdictKind.NEW)
    found = blocks(old.tokens, new.tokens)
    kept = len(new.tokens) - sum(right.end - right.start for _, right in found)
    if not _alike(kept, len(old.tokens), len(new.tokens)):
        return Verdict(kind=VerdictKind.NEW)
    if not found:
        return Verdict(kind=VerdictKind.DUPLICATE)
    difference = _difference(old, new, found, broken=broken)
    return Verdict(kind=VerdictKind.DUPLICATE if difference is None else VerdictKind.CHANGED, difference=difference)


def _alike(kept: int, old: int, new: int) -> bool:
    """Whether enough words stay for the two paragraphs to be versions of one."""
    return kept > 0 and (kept * 2 >= new or (kept * 3 >= old * 2 and kept >= LEAST_KEPT))


def _difference(old: _Text, new: _Text, found: list[tuple[Span, Span]], *, broken: bool) -> Difference | None:
    """Reads the differing places closely, with some words around each, and decides what they add."""
    language = language_of(old.tokens)
    before: list[Word] = []
    after: list[Word] = []
    places: list[tuple[Span, Span]] = []
    for left, right in _windows(found, len(old.tokens), len(new.tokens)):
        was, now = _read(old, left, language), _read(new, right, language)
        shift = Span(len(before), len(after))
        for gone, come in blocks([word.key for word in was], [word.key for word in now]):
            places.append((gone.shifted(shift.start), come.shifted(shift.end)))
        before += was
        after += now
    quotes, quotes_before = tuple(quotations(new.text)), tuple(quotations(old.text))
    pair = Pair(
        old=before,
        new=after,
        language=language,
        length=min(len(old.tokens), len(new.tokens)),
        single=all(len(_SENTENCE.findall(text.text)) <= 1 for text in (old, new)),
        known=frozenset(token.casefold() for token in old.tokens),
        broken=broken and found[-1][1].end == len(new.tokens),
        attributed=attributions(new.text, _parts(new, [right for _, right in found])) if places else (),
        attributed_before=attributions(old.text, _parts(old, [left for left, _ in found])) if places else (),
        text=new.text,
        before=old.text,
        bracketed=brackets(new.text) if places else (),
        quoted=min(
            _quoted(new, quotes, [right for _, right in found]),
            _quoted(old, quotes_before, [left for left, _ in found]),
        ),
        quotes=quotes,
        quotes_before=quotes_before,
    )
    return first_difference(pair, places)


def _quoted(text: _Text, quotes: Sequence[Span], found: Sequence[Span]) -> int:
    """How many of the text's tokens stand in ``quotes`` and not in the differing places."""
    starts = [start for start, _ in text.spans]
    differs = bytearray(len(starts))
    for each in found:
        differs[each.start : each.end] = b"\1" * (each.end - each.start)
    count = 0
    for quote in quotes:
        first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
        count += last - first - sum(differs[first:last])
    return count


def _parts(text: _Text, found: Sequence[Span]) -> list[Span]:
    """The places of ``found``, from tokens to spans of the text."""
    return [Span(text.spans[each.start][0], text.spans[each.end - 1][1]) for each in found if each.end > each.start]


def _windows(found: list[tuple[Span, Span]], old: int, new: int) -> Iterator[tuple[Span, Span]]:
    """The differing places widened by their context; those that then touch become one."""
    pending: tuple[Span, Span] | None = None
    for left, right in found:
        back = min(CONTEXT, left.start, right.start)
        on = min(CONTEXT, old - left.end, new - right.end)
        wide = Span(left.start - back, left.end + on), Span(right.start - back, right.end + on)
        if pending is not None and (wide[0].start <= pending[0].end or wide[1].start <= pending[1].end):
            wide = Span(pending[0].start, wide[0].end), Span(pending[1].start, wide[1].end)
        elif pending is not None:
            yield pending
        pending = wide
    if pending is not None:
        yield pending


def _read(text: _Text, window: Span, language: str) -> list[Word]:
    if window.start == window.end:
        return []
    start, end = text.spans[window.start][0], text.spans[window.end - 1][1]
    return wording(text.text, language, Span(start, end), loud=text.loud)
