"""The candidates of a question side by side: every array of theirs joined, so that a view scores all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.codec import unpack
from index.models import Span
from index.ranking.query.query import Question

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Between two candidates' words, so that nothing in one is near anything in another.
_APART = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """``count`` paragraphs of ``sentences`` sentences in all, in first-stage order.

    ``words_in`` and ``grams_in`` count each word and gram of the question in each sentence (sentences × items);
    ``at``, ``word`` and ``sentence_at`` are the positions of the question's words in reading order, which word it is,
    and in which sentence. ``owner`` is each sentence's paragraph, ``first`` each paragraph's first sentence.
    ``related`` is how much the term of each sentence that is most related to each word is (sentences × words, 0 to 1).
    ``article`` numbers the articles that the paragraphs stand in, from 0.
    """

    count: int
    sentences: int
    owner: Ints
    first: Ints
    spans: NDArray[np.uint32]
    offers: NDArray[np.uint8]
    lengths: Ints
    words_in: Floats
    grams_in: Floats
    related: Floats
    gram_lengths: Ints
    gram_at: Ints
    gram_hash: NDArray[np.uint16]
    gram_sentence: Ints
    at: Ints
    word: Ints
    sentence_at: Ints
    first_stage: Floats
    article: Ints

    def span(self, sentence: int) -> Span:
        """Where a sentence stands in its paragraph's text."""
        start, end = self.spans[sentence].tolist()
        return Span(start, end)

    def per_paragraph(self, of_sentences: Floats) -> Floats:
        """Each paragraph's sum over its sentences."""
        return np.asarray(np.add.reduceat(of_sentences, self.first, axis=0))

    def best_sentence(self, of_sentences: Floats) -> Floats:
        """Each paragraph's highest value over its sentences."""
        return np.asarray(np.maximum.reduceat(of_sentences, self.first, axis=0))


def gather(
    question: Question, blobs: Sequence[bytes], first_stage: Floats, articles: Sequence[int] | None = None
) -> Candidates:
    """Reads the candidates' views, given in first-stage order with their first-stage scores; at least one.

    ``articles`` are the articles that they stand in; without, each counts as one of its own.
    """
    packed = [unpack(blob).arrays for blob in blobs]
    columns = [_joined([arrays[number] for arrays in packed], kind) for number, kind in enumerate(_KINDS)]
    tokens, spans, grammed, offers = columns[0][0], columns[2][0].reshape(-1, 2), columns[3][0], columns[5][0]
    sentence_counts = columns[1][1]
    owner = np.repeat(np.arange(len(blobs)), sentence_counts)
    first = np.cumsum(sentence_counts) - sentence_counts
    token_starts, lengths = _starts(columns[1][0], columns[0][1], owner)
    gram_starts, gram_lengths = _starts(columns[4][0], columns[3][1], owner)
    at, word = question.find_words(tokens)
    sentence_at = np.searchsorted(token_starts, at, side="right") - 1
    related_at, term = question.find_related(tokens)
    gram_at, gram = question.find_grams(grammed)
    gram_sentence = np.searchsorted(gram_starts, gram_at, side="right") - 1
    total = len(owner)
    related = np.zeros((total, question.size))
    related_in = np.searchsorted(token_starts, related_at, side="right") - 1
    np.maximum.at(related, (related_in, question.related.words[term]), question.related.strengths[term])
    return Candidates(
        count=len(blobs),
        sentences=total,
        owner=owner,
        first=first,
        spans=spans,
        offers=offers,
        lengths=lengths,
        words_in=_counted(sentence_at, word, total, question.size),
        grams_in=_counted(gram_sentence, gram, total, len(question.grams)),
        related=related,
        gram_lengths=gram_lengths,
        gram_at=gram_at,
        gram_hash=grammed[gram_at],
        gram_sentence=gram_sentence,
        at=at + _APART * owner[sentence_at],
        word=word,
        sentence_at=sentence_at,
        first_stage=first_stage,
        article=np.unique(range(len(blobs)) if articles is None else articles, return_inverse=True)[1],
    )


_KINDS = ("<i8", "<u4", "<u4", "<u2", "<u4", "<u1")


def _joined(parts: Sequence[bytes], kind: str) -> tuple[NDArray[Any], Ints]:
    """The arrays of one kind joined, and how many items each has."""
    size = np.dtype(kind).itemsize
    return np.frombuffer(b"".join(parts), dtype=kind), np.array([len(part) // size for part in parts])


def _starts(within: NDArray[Any], counts: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Where each sentence begins in a joined array, and its length there."""
    begin = np.cumsum(counts) - counts
    starts = within.astype(np.int64) + begin[owner]
    return starts, np.diff(starts, append=counts.sum())


def _counted(row: Ints, column: Ints, rows: int, columns: int) -> Floats:
    flat = np.bincount(row * columns + column, minlength=rows * columns)
    return flat[: rows * columns].reshape(rows, columns).astype(np.float64)
