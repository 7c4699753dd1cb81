"""What is stored of a paragraph for searching, made once when it is added: its terms, and arrays for ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.char_ngrams import grams
from index.analysis.codec import pack, term_hash
from index.analysis.questions.answer_types import answer_types
from index.analysis.tokenizer import Term, analyse, without_accents
from index.models import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What indexing a paragraph needs: its distinct terms, ``length`` in terms, and ``encoded`` arrays.

    ``words`` is the terms' texts, each followed by a NUL; ``hashes`` is ``(terms,) <i8``, ``counts`` ``(terms,) <u4``.
    A long article has millions of terms: Python objects would take ten times the memory.
    """

    words: str
    hashes: bytes
    counts: bytes
    length: int
    language: str
    encoded: bytes

    @property
    def pairs(self) -> int:
        """How many distinct terms there are."""
        return len(self.hashes) // 8

    def texts(self) -> list[str]:
        """The terms' texts, in the order of ``hashes``."""
        return self.words.split("\0")[:-1]


def prepare(text: str, language: str, sentences: Sequence[Span]) -> Prepared:
    """Analyses a paragraph once, when it is added; ``sentences`` are spans within ``text``, in order. Pure."""
    found = analyse(text, language)
    encoded, hashes = encode(text, language, sentences, found)
    counts = Counter(term.text for term in found)
    return Prepared(
        words="".join(f"{term}\0" for term in counts),
        hashes=np.array([hashes[term] for term in counts], dtype="<i8").tobytes(),
        counts=np.array(list(counts.values()), dtype="<u4").tobytes(),
        length=len(found),
        language=language,
        encoded=encoded,
    )


def encode(text: str, language: str, sentences: Sequence[Span], found: Sequence[Term]) -> tuple[bytes, dict[str, int]]:
    """The packed arrays of a paragraph, in the order that ``ranking.features.candidates`` reads, and its terms' hashes.

    ``(terms,) <i8``: hashes in reading order; ``(sentences,) <u4``: where each begins among them; ``(2 * sentences,)
    <u4``: their spans; ``(grams,) <u2``: hashes in reading order; ``(sentences,) <u4``: where each begins among those;
    ``(sentences,) <u1``: the answer types in each.
    """
    hashes = {term: term_hash(term) for term in {each.text for each in found}}
    spans = sentences or [Span(0, len(text))]
    starts = np.array([term.span.start for term in found], dtype=np.int64)
    first = np.searchsorted(starts, [span.start for span in spans])
    first[0] = 0
    parts = pieces([(term.word, term.span) for term in found])
    words = joined(parts)
    offsets = np.cumsum([0, *map(len, parts)])
    grammed, gram_starts = grams(words)
    gram_first = np.searchsorted(gram_starts, offsets[first])
    gram_first[0] = 0
    arrays: list[NDArray[Any]] = [
        np.array([hashes[term.text] for term in found], dtype="<i8"),
        first.astype("<u4"),
        np.array(spans, dtype="<u4").reshape(-1),
        grammed,
        gram_first.astype("<u4"),
        np.array(_answers(text, language, spans, [term.word for term in found], first.tolist()), dtype="<u1"),
    ]
    return pack(language, len(found), arrays), hashes


def _answers(text: str, language: str, spans: Sequence[Span], words: Sequence[str], first: Sequence[int]) -> list[int]:
    """The answer types of each sentence, whose words begin at its ``first`` and end before the next sentence's."""
    ends = [*first[1:], len(words)]
    within = zip(spans, first, ends, strict=True)
    return [answer_types(span.of(text), language, words[start:end]) for span, start, end in within]


def pieces(found: Iterable[tuple[str, tuple[int, int]]]) -> list[str]:
    """The folded words, each with a space before it; ``found`` gives them with their places.

    Overlapping pairs of characters become the run that they were cut from.
    """
    parts, before = [], -1
    for word, (start, end) in found:
        if not word.isascii():
            word = without_accents(word)
        parts.append(word[1:] if start < before else " " + word)
        before = end
    return parts


def joined(parts: Sequence[str]) -> str:
    """What ``pieces`` returned as one text, with a space behind it."""
    return "".join(parts) + " "
