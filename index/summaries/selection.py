"""One sentence after another, the best first: what is said already, cannot stand alone or says nothing waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from index.summaries.anaphora import asks, breaks_off, refers_back
from index.summaries.boilerplate import is_boilerplate, is_heading
from index.summaries.context import answers, captions
from index.summaries.salience import WORD, Bags, Floats, Vocabulary, bags
from index.summaries.scoring import REDUNDANCY, scores, similarities

# All but the first are far more than any difference in worth: such a sentence comes when no better one is left.
_ASKED, _CUT, _DANGLING, _SAME, _HEADING, _NEVER = 5.0, 60.0, 100.0, 150.0, 200.0, 1_000.0
SAME: Final = 0.7
"""Two sentences as similar as this say the same."""
FOCUS: Final = 4.0
"""What it is worth that a sentence has all the words that were asked for."""
# More than any difference in worth, less than what keeps a sentence from being chosen.
_OTHER_FORM: Final = 40.0
# How many chosen sentences are compared with those that follow.
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

    ``alone`` says of each sentence whether it is its paragraph's only one, ``paragraphs`` in which it stands; without
    them nothing is known of captions in several sentences and of interviews. With ``focus`` only sentences
    that speak of it come. Boilerplate comes only where there is nothing else.
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
    """The greedy choice. Guards look only at sentences that are about to be chosen: they cost the most."""

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
                # Guards keep what they took off; what is out of the question stays so.
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
    """The numbers of the sentences that are not empty, of equal ones the first, whatever their case and spaces."""
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        key = " ".join(text.casefold().split())
        if key:
            first.setdefault(key, number)
    return list(first.values())


def _headings(texts: Sequence[str], alone: Sequence[bool]) -> list[bool]:
    """Which are headings: lines of their own without a full stop, where most sentences have one."""
    headed = [single and is_heading(text) for text, single in zip(texts, alone, strict=True)]
    return headed if sum(headed) <= 0.35 * len(headed) else [False] * len(headed)


def _title(title: str | None, texts: Sequence[str], headed: Sequence[bool]) -> str | None:
    """The title to go by: none if it is only the first sentence again, else a heading above the text."""
    if title is None:
        return texts[0] if headed[0] else None
    stem = title.rstrip("… ").casefold()
    return None if not headed[0] and texts[0].casefold().startswith(stem) else title


def _places(texts: Sequence[str], headed: Sequence[bool]) -> Floats:
    """Where each sentence stands, from 0, not counting headings and bylines above the text."""
    start = 0
    while start < min(_FRONT, len(texts) - 1) and (headed[start] or is_boilerplate(texts[start])):
        start += 1
    return np.maximum(np.arange(len(texts), dtype=np.float64) - start, 0)


def _on_subject(texts: Sequence[str], found: Bags, vocabulary: Vocabulary, focus: str) -> Floats:
    """What a sentence gains by having the content words of ``focus``; minus infinity if it has none of them.

    Sentences with such a word as it is written come before those with another form of it: "fire" before "fired".
    Stop words count only where ``focus`` has no others.
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
        # A part of a longer word, as in languages that write words together.
        parts = [part.casefold() for part in content if len(part) > 2 or not part.isascii()]
        share = np.array([sum(part in text.casefold() for part in parts) for text in texts], dtype=np.float64)
    gained: Floats = np.where(share > 0, FOCUS * share / max(float(share.max(initial=0.0)), 1e-9), -np.inf)
    written = vocabulary.folded(" ".join(content))
    exact = np.array([not written.isdisjoint(vocabulary.folded(text)) for text in texts], dtype=np.bool_)
    return gained - _OTHER_FORM * (exact.any() & ~exact)
