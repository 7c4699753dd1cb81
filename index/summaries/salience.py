"""Sentences as bags of term numbers, from which language-independent features are computed.

Everything is linear in the number of words: centrality is a product with the sum of all sentences, never a
comparison of all pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from index.analysis.tokenizer import folder, stemmer, stop_words, words
from index.giving_way import give_way

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MOST_STEMS: Final = 300_000
"""The most distinct terms that are told apart: a long book has a fraction of it; random letters would fill memory."""
# Years are dates, not quantities.
_YEAR = regex.compile(r"(?:1[5-9]|20)\d\d")
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """Sentences as bags of terms, a sparse matrix: entry ``i`` says that sentence ``rows[i]`` has term ``columns[i]``.

    ``(entries,)``, ordered by sentence: ``rows`` and ``columns`` int64; ``counts`` float64, raw frequencies;
    ``weights`` float64, tf·idf, each sentence of unit length (`Salton & Buckley 1988`); ``firsts`` bool, the first
    mention of its term. ``(sentences,) float64``: ``lengths`` in words, with stop words; ``capitals`` and
    ``figures``, the numbers of words that begin with a capital or a digit, without years. ``terms`` is the number of
    distinct terms, at least 1.
    """

    rows: Ints
    columns: Ints
    counts: Floats
    weights: Floats
    lengths: Floats
    capitals: Floats
    figures: Floats
    firsts: npt.NDArray[np.bool_]
    terms: int

    @property
    def total(self) -> int:
        """The number of sentences."""
        return len(self.lengths)

    def of_terms(self, values: Floats) -> Floats:
        """``(sentences,)``: each sentence's product with ``values`` ``(terms,)``."""
        return np.bincount(self.rows, self.weights * values[self.columns], self.total).astype(np.float64)

    def of_sentences(self, values: Floats) -> Floats:
        """``(terms,)``: each term's sum over sentences, weighted with ``values`` ``(sentences,)``."""
        return np.bincount(self.columns, self.weights * values[self.rows], self.terms).astype(np.float64)

    def entries(self, sentence: int) -> slice:
        """The entries of one sentence."""
        return slice(*np.searchsorted(self.rows, (sentence, sentence + 1)))


class WordCounts(NamedTuple):
    """A sentence's term numbers, in order, and its counts of words, capitals and figures."""

    terms: list[int]
    words: int
    capitals: int
    figures: int


class Vocabulary:
    """Words to term numbers for one text in one language; stop words have none.

    A word is folded and stemmed once, however often it occurs. Terms beyond the first ``most`` have no number.
    """

    def __init__(self, language: str, most: int = MOST_STEMS) -> None:
        self._most = most
        self.numbers: dict[str, int] = {}
        self._known: dict[str, list[int]] = {}
        self._extra: dict[str, int] = {}
        self._capitals: set[str] = set()
        self._figures: set[str] = set()
        self._fold, self._stem, self._stops = folder(language), stemmer(language), stop_words(language)

    def of(self, text: str) -> WordCounts:
        """The term numbers and word counts of ``text``. In scripts without spaces two characters count as a word."""
        give_way()
        found = WORD.findall(text)
        known = self._known
        numbers = list(chain.from_iterable([known[word] if word in known else self._learn(word) for word in found]))
        extra = sum(self._extra.get(word, 0) for word in found) if self._extra else 0
        capitals = sum(map(self._capitals.__contains__, found[1:]))
        return WordCounts(numbers, len(found) + extra, capitals, sum(map(self._figures.__contains__, found)))

    def lookup(self, text: str) -> list[int]:
        """The numbers of the terms of ``text`` that are in the vocabulary."""
        wanted = (self._stem(self._fold(token.text)) for token in words(text))
        return [self.numbers[stem] for stem in wanted if stem in self.numbers]

    def folded(self, text: str) -> set[str]:
        """The words of ``text``, folded like terms but not stemmed."""
        return set(map(self._fold, WORD.findall(text)))

    def is_stop(self, word: str) -> bool:
        """Whether ``word`` is a stop word, as it is written."""
        return self._fold(word) in self._stops

    def _learn(self, word: str) -> list[int]:
        if word[0].isupper():
            self._capitals.add(word)
        elif word[0].isnumeric() and _YEAR.fullmatch(word) is None:
            self._figures.add(word)
        parts = [word] if word.isascii() else [token.text for token in words(word)]
        if len(parts) > 1:
            self._extra[word] = len(word) // 2
        folded = (self._fold(part) for part in parts)
        stems = [self._stem(part) for part in folded if part and part not in self._stops]
        self._known[word] = [number for stem in stems if stem and (number := self._number(stem)) is not None]
        return self._known[word]

    def _number(self, stem: str) -> int | None:
        if len(self.numbers) < self._most:
            return self.numbers.setdefault(stem, len(self.numbers))
        return self.numbers.get(stem)


def bags(texts: Sequence[str], vocabulary: Vocabulary) -> Bags:
    """Sentences as bags of terms, in their order."""
    found = [vocabulary.of(text) for text in texts]
    size = max(len(vocabulary.numbers), 1)
    tokens = np.fromiter(chain.from_iterable(each.terms for each in found), dtype=np.int64)
    owners = np.repeat(np.arange(len(found)), [len(each.terms) for each in found])
    keys, counts = np.unique(owners * size + tokens, return_counts=True)
    rows, columns = keys // size, keys % size
    frequency = np.bincount(columns, minlength=size)
    weights = (1 + np.log(counts)) * idf(frequency, len(found))[columns]
    norms = np.sqrt(np.bincount(rows, weights**2, len(found)))
    firsts = np.zeros(len(rows), dtype=np.bool_)
    firsts[np.unique(columns, return_index=True)[1]] = True
    return Bags(
        rows=rows,
        columns=columns,
        counts=counts.astype(np.float64),
        weights=weights / np.maximum(norms, 1e-9)[rows],
        lengths=np.array([each.words for each in found], dtype=np.float64),
        capitals=np.array([each.capitals for each in found], dtype=np.float64),
        figures=np.array([each.figures for each in found], dtype=np.float64),
        firsts=firsts,
        terms=size,
    )


def idf(frequency: Ints, total: int) -> Floats:
    """Inverse document frequency, always positive (`Robertson & Spärck Jones 1976`, smoothed)."""
    return np.asarray(np.log(1 + (total - frequency + 0.5) / (frequency + 0.5)))
