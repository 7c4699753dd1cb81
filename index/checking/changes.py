"""How a sentence differs from the article's sentence that it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from index.checking.reading import Reading
from index.dedup.compare.align import blocks
from index.dedup.compare.differences import Difference, kind_of
from index.dedup.words import lexicon
from index.dedup.words.word import Word

LIKE: Final = 0.6
"""The least share of words that stay, in order, if one sentence was made from the other."""

# The weight of an article, a preposition or an auxiliary; a word that states something weighs 1.
_LIGHT: Final = 0.3
# The least words that state something and stay.
_LEAST: Final = 2
_SHOWN: Final = 12
_UNORDERED: Final = "order"


class Likeness(NamedTuple):
    """How much stays, as shares of the claim and of the article's sentence; ``kept`` counts words that state facts."""

    of_claim: float
    of_source: float
    kept: int

    @property
    def both(self) -> float:
        """The harmonic mean of both shares."""
        total = self.of_claim + self.of_source
        return 2 * self.of_claim * self.of_source / total if total else 0.0

    @property
    def made_from(self) -> bool:
        """Whether one was made from the other by changing a few words."""
        return self.both >= LIKE and self.kept >= _LEAST


def overlap(claim: Reading, source: Reading, language: str) -> float:
    """The share of both that is the same words in any order, 0 to 1; never less than ``likeness(...).both``."""
    ours, theirs = Counter(word.key for word in claim.words), Counter(word.key for word in source.words)
    shared = sum((ours & theirs).values()) if ours and theirs else 0
    light = lexicon.light(language)
    weight = sum(count * (_LIGHT if key in light else 1.0) for key, count in (ours & theirs).items()) if shared else 0.0
    total = _weight(claim.words, light) + _weight(source.words, light)
    return 2 * weight / total if total else 0.0


def likeness(claim: Reading, source: Reading, language: str) -> Likeness:
    """How much of both stays, in order."""
    light = lexicon.light(language)
    gone = blocks([word.key for word in source.words], [word.key for word in claim.words])
    changed = {number for _, right in gone for number in range(right.start, right.end)}
    stays = [word for number, word in enumerate(claim.words) if number not in changed]
    weight = _weight(stays, light)
    ours, theirs = _weight(claim.words, light), _weight(source.words, light)
    return Likeness(
        weight / ours if ours else 0.0,
        weight / theirs if theirs else 0.0,
        sum(word.key not in light for word in stays),
    )


def differences(claim: Reading, source: Reading) -> tuple[Difference, ...]:
    """What the article says and what the text says instead, in the text's order; a move is one difference."""
    old, new = source.words, claim.words
    found = blocks([word.key for word in old], [word.key for word in new])
    gone = [(old[left.start : left.end], new[right.start : right.end]) for left, right in found]
    moved = _moved(gone)
    if moved is not None:
        was, now = moved
        rest = [each for each in gone if each is not was and each is not now]
        order = Difference(kind=_UNORDERED, old=_in_order(source, was[0]), new=_in_order(claim, now[1]))
        return (order, *(_difference(*each) for each in rest))
    return tuple(_difference(*each) for each in gone)


def only_shorter(claim: Reading, source: Reading) -> bool:
    """Whether a sentence begins like the article's and only omits words that do not change its meaning.

    It must not omit an attribution, a denial, a doubt or a condition, nor when or how much.
    """
    old, new = source.words, claim.words
    if not old or not new or old[0].key != new[0].key or claim.signs != source.signs:
        return False
    found = blocks([word.key for word in old], [word.key for word in new])
    left = [word for gone, _ in found for word in old[gone.start : gone.end]]
    return all(come.start == come.end for _, come in found) and not any(map(_charged, left))


def _charged(word: Word) -> bool:
    key = word.key
    return key in lexicon.NEGATIONS or key in lexicon.DIRECTIONS or key in lexicon.REPORTING or key in lexicon.TELLING


def signs_differ(claim: Reading, source: Reading) -> Difference | None:
    """Between sentences of the same words: the signs, such as ≥, that only one of them has."""
    if claim.signs == source.signs:
        return None
    return Difference(kind="direction", old=" ".join(source.signs), new=" ".join(claim.signs))


def _moved(
    gone: Sequence[tuple[Sequence[Word], Sequence[Word]]],
) -> tuple[tuple[Sequence[Word], Sequence[Word]], tuple[Sequence[Word], Sequence[Word]]] | None:
    """The words that moved: the place they left, and the place they went to."""
    for was in gone:
        if was[0] and not was[1]:
            for now in gone:
                if now[1] and not now[0] and [word.key for word in now[1]] == [word.key for word in was[0]]:
                    return was, now
    return None


def _in_order(reading: Reading, words: Sequence[Word]) -> str:
    """Moved words with their neighbours."""
    first = next(number for number, word in enumerate(reading.words) if word is words[0])
    around = reading.words[max(0, first - 2) : first + len(words) + 2]
    return _shown(around)


def _difference(old: Sequence[Word], new: Sequence[Word]) -> Difference:
    return Difference(kind=_kind([*old, *new], omitted=not new), old=_shown(old), new=_shown(new))


def _kind(words: Sequence[Word], *, omitted: bool) -> str:
    if any(word.key in lexicon.NEGATIONS for word in words):
        return "negation"
    return kind_of(words) or ("left out" if omitted else "wording")


def _shown(words: Sequence[Word]) -> str:
    if not words:
        return ""
    shown = words[: _SHOWN + 1]
    # Scripts without spaces keep none.
    text = "".join((" " if word.span.start != before else "") + word.shown for before, word in _pairs(shown[:_SHOWN]))
    return text.strip() + (" …" if len(words) > _SHOWN else "")


def _pairs(words: Sequence[Word]) -> list[tuple[int, Word]]:
    return list(zip([0, *(word.span.end for word in words[:-1])], words, strict=True))


def _weight(words: Sequence[Word], light: frozenset[str]) -> float:
    return sum(_LIGHT if word.key in light else 1.0 for word in words)
