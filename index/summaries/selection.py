"""Greedy choice of sentences, best first; repeats, dangling sentences and boilerplate come last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from index.summaries.anaphora import asks, breaks_off, refers_back
from index.summaries.boilerplate import is_boilerplate, is_heading
from index.summaries.context import answers, captions
from index.summaries.salience import WORD, Bags, Floats, Vocabulary, bags
from index.summaries.scoring import REDUNDANCY, scores, similarities

# Penalties. All but the first exceed any difference in score: such a sentence comes only when no better one is left.
_ASKED, _CUT, _DANGLING, _SAME, _HEADING, _NEVER = 5.0, 60.0, 100.0, 150.0, 200.0, 1_000.0
SAME: Final = 0.7
"""The least cosine of two sentences that say the same."""
FOCUS: Final = 4.0
"""Bonus for a sentence with all the words asked for."""
# Penalty above any difference in score, and below those that exclude a sentence.
_OTHER_FORM: Final = 40.0
# The most chosen sentences that later ones are compared with.
_COMPARED: Final = 150
_FRONT: Final = 8


def best_first(
    texts: Sequence[str],
    language: str,
    *,
    title: str | None = None,
    alone: Sequence[bool] = (),
    paragraphs: Sequence[int] = (),
    focus: str | None = None,
) -> Iterator[int]:
    """The numbers of the sentences worth quoting, best first; repeats of a sentence are left out.

    ``alone`` says for each sentence whether it is its paragraph's only one; ``paragraphs`` gives its paragraph's
    number. Without them, captions of several sentences and interviews are not recognised. With ``focus`` only
    sentences on that subject come. Boilerplate comes only if there is nothing else.
    """
    kept = _distinct(texts)
    if not kept:
        return
    own = [texts[number] for number in kept]
    single = [bool(alone) and alone[number] for number in kept]
    vocabulary = Vocabulary(language)
    found = bags(own, vocabulary)
    headed = _headings(own, single)
    name = _title(title, own, headed)
    places = _places(own, headed)
    worth = scores(own, found, places, vocabulary.lookup(name) if name else ())
    first, further = worth.first, worth.further
    if focus is not None and focus.strip():
        wanted = _on_subject(own, found, vocabulary, focus)
        first, further = first + wanted, further + wanted
    yield from _Picker(texts, kept, language, headed, paragraphs).pick(found, first, further)


class _Picker:
    """The greedy choice. The guards are expensive, so they examine only sentences that are about to be chosen."""

    def __init__(
        self,
        texts: Sequence[str],
        kept: Sequence[int],
        language: str,
        headed: Sequence[bool],
        paragraphs: Sequence[int],
    ) -> None:
        self._texts, self._kept, self._language, self._headed = texts, kept, language, headed
        self._captions, self._answers = captions(texts, paragraphs), answers(texts, paragraphs)
        self._chosen: set[int] = set()

    def pick(self, found: Bags, first: Floats, further: Floats) -> Iterator[int]:
        value, likest = first.copy(), np.zeros(found.total)
        looked_at = np.zeros(found.total, dtype=np.bool_)
        dangling: dict[int, int] = {}
        while len(self._chosen) < found.total:
            row = int(np.argmax(value - REDUNDANCY * likest - _SAME * (likest >= SAME)))
            if not np.isfinite(value[row]) or (self._chosen and value[row] < -_NEVER / 2):
                return
            if not looked_at[row]:
                looked_at[row] = True
                value[row] -= self._cost(row)
                if self._dangles(row):
                    value[row] -= _DANGLING
                    dangling[self._kept[row] - 1] = row
                continue
            number = self._kept[row]
            if not self._chosen:
                # Penalties of the guards are kept, and excluded sentences stay excluded.
                value += np.where(np.isfinite(first), further - np.where(np.isfinite(first), first, 0), 0)
            self._chosen.add(number)
            value[row] = -np.inf
            if len(self._chosen) <= _COMPARED:
                likest = np.maximum(likest, similarities(found, row))
            if number in dangling:
                value[dangling[number]] += _DANGLING
            yield number

    def _cost(self, row: int) -> float:
        text = self._texts[self._kept[row]]
        if self._kept[row] in self._captions or is_boilerplate(text):
            return _NEVER
        return _HEADING * self._headed[row] + _CUT * breaks_off(text) + _ASKED * asks(text)

    def _dangles(self, row: int) -> bool:
        number = self._kept[row]
        if number == 0 or number - 1 in self._chosen:
            return False
        return number in self._answers or refers_back(self._texts[number], self._language)


def _distinct(texts: Sequence[str]) -> list[int]:
    """The numbers of the non-empty sentences without repeats; case and spaces do not count."""
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        key = " ".join(text.casefold().split())
        if key:
            first.setdefault(key, number)
    return list(first.values())


def _headings(texts: Sequence[str], alone: Sequence[bool]) -> list[bool]:
    """The headings: lines of their own without a full stop, in a text whose sentences mostly have one."""
    headed = [single and is_heading(text) for text, single in zip(texts, alone, strict=True)]
    return headed if sum(headed) <= 0.35 * len(headed) else [False] * len(headed)


def _title(title: str | None, texts: Sequence[str], headed: Sequence[bool]) -> str | None:
    """The title to use: none if it only repeats the first sentence; without a title, a heading above the text."""
    if title is None:
        return texts[0] if headed[0] else None
    stem = title.rstrip("… ").casefold()
    return None if not headed[0] and texts[0].casefold().startswith(stem) else title


def _places(texts: Sequence[str], headed: Sequence[bool]) -> Floats:
    """The position of each sentence, from 0, without headings and bylines above the text."""
    start = 0
    while start < min(_FRONT, len(texts) - 1) and (headed[start] or is_boilerplate(texts[start])):
        start += 1
    return np.maximum(np.arange(len(texts), dtype=np.float64) - start, 0)


def _on_subject(texts: Sequence[str], found: Bags, vocabulary: Vocabulary, focus: str) -> Floats:
    """``(sentences,) float64``: the bonus for content words of ``focus``; minus infinity for a sentence without any.

    Sentences with the word as it is written come before those with another form: "fire" before "fired". Stop words
    count only if ``focus`` has no other words.
    """
    asked = WORD.findall(focus)
    content = [word for word in asked if not vocabulary.is_stop(word)]
    wanted = np.zeros(found.terms)
    numbers = vocabulary.lookup(" ".join(content))
    wanted[numbers] = 1.0 / np.maximum(np.bincount(found.columns, minlength=len(wanted)), 1)[numbers]
    share = np.bincount(found.rows, wanted[found.columns], found.total)
    if not content:
        whole = {word.casefold() for word in asked}
        share = np.array([len(whole.intersection(WORD.findall(text.casefold()))) for text in texts], dtype=np.float64)
    elif not share.any():
        # Match parts of longer words, too, for languages with compounds.
        parts = [part.casefold() for part in content if len(part) > 2 or not part.isascii()]
        share = np.array([sum(part in text.casefold() for part in parts) for text in texts], dtype=np.float64)
    gained: Floats = np.where(share > 0, FOCUS * share / max(float(share.max(initial=0.0)), 1e-9), -np.inf)
    written = vocabulary.folded(" ".join(content))
    exact = np.array([not written.isdisjoint(vocabulary.folded(text)) for text in texts], dtype=np.bool_)
    return gained - _OTHER_FORM * (exact.any() & ~exact)
