"""The question as both stages read it: its words in each language, their rarity, its character grams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.char_ngrams import SIZE, grams
from index.analysis.codec import term_hash
from index.analysis.encoding import joined, pieces
from index.analysis.questions.answer_types import asking_words
from index.analysis.tokenizer import analyse, indexed, is_pair, spelt, stop_words, without_accents
from index.ranking.query.thesaurus import LANGUAGE, NO_TERMS, RelatedTerms, related
from index.ranking.query.word_forms import other_forms, without_proclitic

STOP_WEIGHT: Final = 0.3
"""A stop word's weight, where other words have 1: enough to prefer a paragraph worded like the question."""


class Word(NamedTuple):
    """A word of the question, with every term that it may be indexed under.

    ``stop`` is set for a stop word of any of the languages, unless the question has only stop words.
    ``capital`` is set for a capitalised word that does not begin the question. ``asks`` has the flags of the answer
    types that the word asks for in its place.
    """

    text: str
    terms: tuple[str, ...]
    stop: bool
    capital: bool
    asks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``words`` are distinct, in order; their number is ``size``.

    ``keys`` ``(terms,) int64``: the hashes of their terms, ascending; ``key_words`` ``(terms,) int64``: the number of
    each key's word. ``rarity`` ``(words,) float64``: each word's IDF in the collection; ``weights``
    ``(words,) float64``: each word's weight (stop words less); ``known`` ``(words,) bool``: whether the collection
    holds it. ``grams`` ``(grams,) uint16``: the question's distinct grams; ``spellings``: the grams of each word,
    ``(grams,) uint16``. ``related``: terms related to its words; ``answer_types``: flags of the types asked for.
    """

    words: tuple[Word, ...]
    keys: NDArray[np.int64]
    key_words: NDArray[np.int64]
    rarity: NDArray[np.float64]
    weights: NDArray[np.float64]
    known: NDArray[np.bool_]
    grams: NDArray[np.uint16]
    spellings: tuple[NDArray[np.uint16], ...]
    answer_types: int
    related: RelatedTerms

    @property
    def size(self) -> int:
        """The number of distinct words."""
        return len(self.words)

    def find_words(self, tokens: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The positions of the question's words in ``tokens``, and the number of the word at each."""
        at, key = _among(self.keys, tokens)
        return at, self.key_words[key]

    def find_related(self, tokens: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The positions of related terms in ``tokens``, and the index in ``related`` of the term at each."""
        return _among(self.related.keys, tokens)

    def find_grams(self, grammed: NDArray[np.uint16]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The positions of the question's grams in ``grammed``, and the gram at each."""
        table = np.full(SIZE, -1, dtype=np.int64)
        table[self.grams] = np.arange(len(self.grams))
        found = table[grammed]
        at = np.flatnonzero(found >= 0)
        return at, found[at]


def _among(keys: NDArray[np.int64], tokens: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions of the ascending ``keys`` in ``tokens``, and the index of the key at each."""
    if not len(keys):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    slot = np.minimum(np.searchsorted(keys, tokens), len(keys) - 1)
    at = np.flatnonzero(keys[slot] == tokens)
    return at, slot[at]


def read_words(question: str, languages: Sequence[str]) -> tuple[tuple[Word, ...], str]:
    """The distinct words of ``question`` in order, analysed under each of ``languages``; and the folded text."""
    among = tuple(languages) or ("und",)
    spoken, order = [], []
    found: dict[str, Word] = {}
    for written, span in spelt(question):
        word = _word(written, among)
        if word is None:
            continue
        spoken.append((word.text, span))
        order.append(word.terms[0])
        if word.terms[0] not in found:
            capital = span[0] > 0 and written[0].isupper()
            found[word.terms[0]] = word._replace(capital=True) if capital else word
    for at, asked in asking_words([text for text, _ in spoken], among).items():
        word = found[order[at]]
        found[order[at]] = word._replace(asks=word.asks | asked)
    read = tuple(found.values())
    if all(word.stop for word in read):
        # The question has only stop words, so they count in full.
        read = tuple(word._replace(stop=False) for word in read)
    return read, joined(pieces(spoken))


@lru_cache(maxsize=1 << 12)
def _word(written: str, languages: tuple[str, ...]) -> Word | None:
    """A word analysed in each language, as if it began the question; None if the first finds only a bare mark."""
    text, word, stop = indexed(written, languages[0])
    if not word:
        return None
    terms = [text]
    for language in languages:
        other, _, stops = indexed(written, language)
        stop = stop or stops
        if other not in terms and other:
            terms.append(other)
    for language in languages:
        bare = None if stop else without_proclitic(word, language)
        for form in (other_forms(language).get(word), bare):
            if form is not None:
                terms += [term.text for term in analyse(form, language) if term.text not in terms]
    return Word(word, tuple(terms), stop, False, 0)


def build_question(
    words: tuple[Word, ...],
    folded: str,
    rarity: Mapping[str, float],
    highest: float,
    corrected: Mapping[str, Sequence[str]],
    languages: Sequence[str] = (),
) -> Question:
    """Joins the words with what the first stage learnt: each term's IDF; ``highest`` is that of an unseen term.

    ``corrected`` has the collection's terms that replace a word it does not hold; ``languages`` are those that the
    question may be in.
    """
    keys: dict[int, int] = {}
    idf = np.full(len(words), highest)
    known = np.zeros(len(words), dtype=bool)
    for number, word in enumerate(words):
        seen = [rarity[term] for term in word.terms if term in rarity]
        stand_in = corrected.get(word.text, ())
        if seen:
            idf[number], known[number] = min(seen), True
        for term in (*word.terms, *stand_in):
            keys.setdefault(term_hash(term), number)
    ordered = sorted(keys)
    return Question(
        words=words,
        keys=np.array(ordered, dtype=np.int64),
        key_words=np.array([keys[key] for key in ordered], dtype=np.int64),
        rarity=idf,
        weights=_weights(words, idf.tolist(), languages),
        known=known,
        grams=np.unique(grams(folded)[0]),
        spellings=tuple(_spellings([without_accents(word.text) for word in words])),
        answer_types=reduce(or_, (word.asks for word in words), 0),
        related=_related(words, keys) if LANGUAGE in languages else NO_TERMS,
    )


def _weights(words: Sequence[Word], rarity: Sequence[float], languages: Sequence[str]) -> NDArray[np.float64]:
    """Each word's weight: lower for a stop word, and for a pair of characters torn from two words."""
    weights = np.array([STOP_WEIGHT if word.stop else 1.0 for word in words])
    pairs = [number for number, word in enumerate(words) if is_pair(word.text)]
    for number in _torn(words, pairs, rarity, [stop_words(language) for language in languages]) if pairs else ():
        weights[number] = STOP_WEIGHT
    return weights


def _torn(
    words: Sequence[Word], pairs: Sequence[int], rarity: Sequence[float], stops: Sequence[frozenset[str]]
) -> Iterator[int]:
    """The pairs with a character that is a stop word by itself, unless they are commoner than the pairs they overlap.

    "的人" is two words, which need not be adjacent in a paragraph; "日本" is one word, though 本 alone is a stop word.
    """
    for number in pairs:
        first, last = words[number].text[0], words[number].text[1]
        overlapped = [
            rarity[other]
            for other, shared in ((number - 1, first), (number + 1, last))
            if 0 <= other < len(words) and shared == words[other].text[-1 if other < number else 0]
        ]
        holds = any(first in each or last in each for each in stops)
        if holds and overlapped and min(overlapped) <= rarity[number]:
            yield number


def _related(words: Sequence[Word], keys: Mapping[int, int]) -> RelatedTerms:
    """The terms related to the words, stop words excepted."""
    return related({key: number for key, number in keys.items() if not words[number].stop})


def _spellings(words: Sequence[str]) -> list[NDArray[np.uint16]]:
    """Each word's own grams. Grams never cross a space, so one pass over all words suffices."""
    hashes, starts = grams(" " + " ".join(words) + " ")
    ends = np.cumsum([len(word) + 1 for word in words])
    return np.split(hashes, np.searchsorted(starts, ends[:-1])) if words else []
