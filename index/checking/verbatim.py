"""What stands in a paragraph word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from index.checking.claims import Claim
from index.checking.reading import Reading, Stretch
from index.dedup.words import lexicon
from index.models import Span

# A negation so many words before another one may be about it.
_REACH: Final = 6


class Run(NamedTuple):
    """The words, from and up to, of a paragraph's stretch that a claim repeats, and whether both ends fit.

    An end fits where a sentence ends, or where the claim says that it is cut. ``hidden`` is a "not" that a cut leaves
    out of its sentence.
    """

    words: Span
    begins: bool
    ends: bool
    hidden: str = ""


def find(claim: Claim, stretch: Stretch, language: str) -> Run | None:
    """Where the parts of a claim stand, one behind the other; where both ends fit, or else the first place."""
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
    """The words of the stretch, from the number ``behind`` on, that are those of ``part``."""
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
    """Whether both are cut into the same words, but for those that a hyphen joins in one of them."""
    ours = set(sought.starts)
    theirs = {start - at for start in stretch.starts[words.start : words.end]}
    loose = sought.joints | {start - at for start in stretch.joints}
    return (ours ^ theirs) <= loose


def _signs(claim: Claim, stretch: Stretch, whole: Span, language: str) -> bool:
    """Whether a sign such as ≥ stands in one of them only."""
    theirs = sorted(sign for reading in stretch.readings[whole.start : whole.end] for sign in reading.signs)
    return claim.part(0, language).signs != theirs


def _hidden(stretch: Stretch, places: list[Span]) -> str:
    """A negation shortly before a part, in the same sentence, which a cut there hides."""
    for place in places:
        sentence = max(bound for bound in stretch.bounds if bound <= place.start)
        for word in stretch.words[max(sentence, place.start - _REACH) : place.start]:
            if word.key in lexicon.NEGATIONS:
                return word.shown
    return ""
