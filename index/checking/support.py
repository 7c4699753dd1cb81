"""Whether a sentence of an article says the same in other words: near in meaning, and no fact of its own.

Nearness cannot tell 27 from 41, a name from another, or a denial from what it denies: all that a claim states
has to stand in the article, too. What cannot be told is not called supported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.checking.reading import Reading
from index.dedup.compare.differences import Difference
from index.dedup.compare.pair import dated
from index.dedup.words import lexicon
from index.dedup.words.normalize import Word, stem

NEAR: Final = 0.86
"""From this cosine on a sentence may say the same."""

# Of a word that is inflected so many letters, or this share of them, stay.
_ROOT: Final = 4
_SHARE: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What may support a claim: the ``sentence``, the ``paragraph`` round it, and their ``language``.

    ``cosine`` is how near the sentence is in meaning, and ``lead`` by how much nearer than most others.
    """

    sentence: Reading
    paragraph: Sequence[Reading]
    language: str
    cosine: float
    lead: float = 0.0


def supports(claim: Reading, said: Said, language: str) -> bool:
    """Whether the sentence surely says what the claim says."""
    return said.cosine >= NEAR and not contradictions(claim, said, language)


def contradictions(claim: Reading, said: Said, language: str) -> list[Difference]:
    """Facts of the claim that the article does not state there."""
    around = [word for reading in said.paragraph for word in reading.words]
    same = language == said.language
    found = _figures(claim.words, said.sentence.words, around)
    found += _denials(claim.words, said.sentence.words)
    if same:
        found += _names(claim.words, around)
        found += _turned(claim.words, said.sentence.words, language)
    return found


def _figures(claim: Iterable[Word], sentence: Sequence[Word], around: Sequence[Word]) -> list[Difference]:
    there = {word.key for word in around if _counts(word)}
    added = [word for word in claim if _counts(word) and word.key not in there]
    if not added:
        return []
    ours = {word.key for word in claim}
    was = [word.shown for word in sentence if _counts(word) and word.key not in ours]
    return [Difference(kind="figure", old=" ".join(was), new=" ".join(word.shown for word in added))]


def _counts(word: Word) -> bool:
    return word.figure or word.unit or dated(word.key) or word.key in lexicon.ORDINALS


def _denials(claim: Sequence[Word], sentence: Sequence[Word]) -> list[Difference]:
    was = [word.shown for word in sentence if word.key in lexicon.NEGATIONS]
    now = [word.shown for word in claim if word.key in lexicon.NEGATIONS]
    if bool(was) == bool(now):
        return []
    return [Difference(kind="negation", old=" ".join(was), new=" ".join(now))]


def _names(claim: Sequence[Word], around: Sequence[Word]) -> list[Difference]:
    there = {word.key for word in around}
    added = [word for word in claim if word.name and not _known(word.key, there)]
    return [Difference(kind="name", old="", new=" ".join(word.shown for word in added))] if added else []


def _turned(claim: Sequence[Word], sentence: Sequence[Word], language: str) -> list[Difference]:
    """Words that turn a statement round ("rose", "before") and that the article does not use there."""
    theirs = {stem(word.key, language) for word in sentence}
    light = lexicon.light(language)
    added = [
        word
        for word in claim
        if word.key in lexicon.DIRECTIONS and word.key not in light and stem(word.key, language) not in theirs
    ]
    was = [word.shown for word in sentence if word.key in lexicon.DIRECTIONS and word.key not in light]
    if not added:
        return []
    return [Difference(kind="direction", old=" ".join(was), new=" ".join(word.shown for word in added))]


def _known(key: str, there: Iterable[str]) -> bool:
    """Whether a name stands there, in another case perhaps."""
    return any(key == other or _inflected(key, other) for other in there)


def _inflected(one: str, other: str) -> bool:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _ROOT and shared >= _SHARE * max(len(one), len(other))
