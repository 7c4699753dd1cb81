"""Finds a claim in a paragraph word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from index.checking.claims import Claim
from index.checking.reading import Reading, Stretch
from index.dedup.words import lexicon
from index.models import Span

# The most words between a negation and what it may negate.
_REACH: Final = 6


class Run(NamedTuple):
    """The range of a paragraph's words that a claim repeats, and whether both its ends fit.

    An end fits at the end of a sentence, or where the claim marks a cut. ``hidden`` is a negation that a cut omits
    from its sentence.
    """

    words: Span
    begins: bool
    ends: bool
    hidden: str = ""


def find(claim: Claim, stretch: Stretch, language: str) -> Run | None:
    """The place where a claim's parts stand one behind the other: one where both ends fit, or else the first."""
    best: Run | None = None
    for run in _runs(claim, stretch, language):
        if run.begins and run.ends and not run.hidden:
            return run
        best = best or run
    return best


def _runs(claim: Claim, stretch: Stretch, language: str) -> Iterator[Run]:
    first = claim.part(0, language)
    for start in _places(first, stretch, 0):
        end = start.end
        places = [start]
        for number in range(1, len(claim.parts)):
            following = next(_places(claim.part(number, language), stretch, end), None)
            if following is None:
                return
            places.append(following)
            end = following.end
        words = Span(start.start, end)
        whole = stretch.covering(words)
        begins = claim.cut_before or start.start in stretch.bounds
        ends = claim.cut_behind or end in stretch.bounds
        if not claim.partial and len(claim.parts) == 1 and _signs(claim, stretch, whole, language):
            continue
        yield Run(words, begins, ends, _hidden(stretch, places))


def _places(part: Reading, stretch: Stretch, behind: int) -> Iterator[Span]:
    """The ranges of the stretch's words, from number ``behind`` on, that equal ``part``."""
    sought = Stretch([part])
    if not sought.joined or behind >= len(stretch.starts):
        return
    loud = part.loud or any(reading.loud for reading in stretch.readings)
    words, among = (sought.quiet, stretch.quiet) if loud else (sought.joined, stretch.joined)
    at = among.find(words, stretch.starts[behind])
    while at >= 0:
        first, last = stretch.place.get(at), stretch.place.get(at + len(words))
        if first is not None and last is not None and _same_words(sought, stretch, at, Span(first, last)):
            yield Span(first, last)
        at = among.find(words, at + 1)


def _same_words(sought: Stretch, stretch: Stretch, at: int, words: Span) -> bool:
    """Whether both are cut into the same words, except words that a hyphen joins in one of them."""
    ours = set(sought.starts)
    theirs = {start - at for start in stretch.starts[words.start : words.end]}
    loose = sought.joints | {start - at for start in stretch.joints}
    return (ours ^ theirs) <= loose


def _signs(claim: Claim, stretch: Stretch, whole: Span, language: str) -> bool:
    """Whether their signs, such as ≥, differ."""
    theirs = sorted(sign for reading in stretch.readings[whole.start : whole.end] for sign in reading.signs)
    return claim.part(0, language).signs != theirs


def _hidden(stretch: Stretch, places: list[Span]) -> str:
    """A negation shortly before a part, in the same sentence, that a cut hides."""
    for place in places:
        sentence = max(bound for bound in stretch.bounds if bound <= place.start)
        for word in stretch.words[max(sentence, place.start - _REACH) : place.start]:
            if word.key in lexicon.NEGATIONS:
                return word.shown
    return ""
