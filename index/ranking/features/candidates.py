"""A question's candidates with their arrays concatenated, so that a feature scores all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.codec import unpack
from index.models import Span
from index.ranking.query.query import Question

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# The gap between two candidates' positions, so that words of one are never near words of another.
_APART = 1000


class Place(NamedTuple):
    """A candidate's place: the id of its ``article``, and flags as in ``Candidates``."""

    article: int
    opening: bool = False
    recent: bool = False
    same_language: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """``count`` paragraphs with ``sentences`` sentences in all, in first-stage order.

    One entry a sentence, ``(sentences,)``: ``owner`` int64, the number of its paragraph; ``spans`` uint32
    ``(sentences, 2)``, its range in the paragraph's text; ``answer_types`` uint8, flags of ``analysis.answer_types``;
    ``lengths`` and ``gram_lengths`` int64, in terms and in character grams. ``word_counts`` float64
    ``(sentences, words)`` and ``gram_counts`` float64 ``(sentences, grams)`` count the question's words and grams.
    ``related`` float64 ``(sentences, words)`` is the strength of the term most related to each word, 0 to 1.

    One entry a paragraph, ``(paragraphs,)``: ``first`` int64, the number of its first sentence; ``first_stage``
    float64, its first-stage score; ``article`` int64, the number of its article, from 0. Flags, bool: ``opening``, it
    begins its article; ``recent``, its article is talked about now; ``same_language``, its language is the question's.

    One entry an occurrence, in reading order: of the question's words ``match_at`` int64, the position, ``match_word``
    int64, the word's number, and ``match_sentence`` int64; of its grams ``gram_at`` int64, ``gram_hash`` uint16 and
    ``gram_sentence`` int64.
    """

    count: int
    sentences: int
    owner: Ints
    first: Ints
    spans: NDArray[np.uint32]
    answer_types: NDArray[np.uint8]
    lengths: Ints
    word_counts: Floats
    gram_counts: Floats
    related: Floats
    gram_lengths: Ints
    gram_at: Ints
    gram_hash: NDArray[np.uint16]
    gram_sentence: Ints
    match_at: Ints
    match_word: Ints
    match_sentence: Ints
    first_stage: Floats
    article: Ints
    opening: NDArray[np.bool_]
    recent: NDArray[np.bool_]
    same_language: NDArray[np.bool_]

    def span(self, sentence: int) -> Span:
        """A sentence's range in its paragraph's text."""
        start, end = self.spans[sentence].tolist()
        return Span(start, end)

    def per_paragraph(self, of_sentences: Floats) -> Floats:
        """``(paragraphs,)``: each paragraph's sum over its sentences."""
        return np.asarray(np.add.reduceat(of_sentences, self.first, axis=0))

    def best_sentence(self, of_sentences: Floats) -> Floats:
        """Each paragraph's maximum over its sentences."""
        return np.asarray(np.maximum.reduceat(of_sentences, self.first, axis=0))


def decode_candidates(
    question: Question,
    blobs: Sequence[bytes],
    first_stage: Floats,
    places: Sequence[Place] | None = None,
) -> Candidates:
    """Unpacks the arrays of ``analysis.encoding``, in first-stage order with first-stage scores; at least one.

    ``places`` gives each candidate's place; without it, each candidate has an article of its own.
    """
    packed = [unpack(blob).arrays for blob in blobs]
    stand = [Place(number) for number in range(len(blobs))] if places is None else places
    columns = [_joined([arrays[number] for arrays in packed], dtype) for number, dtype in enumerate(_DTYPES)]
    tokens, spans, grammed = columns[0][0], columns[2][0].reshape(-1, 2), columns[3][0]
    sentence_counts = columns[1][1]
    owner = np.repeat(np.arange(len(blobs)), sentence_counts)
    first = np.cumsum(sentence_counts) - sentence_counts
    token_starts, lengths = _starts(columns[1][0], columns[0][1], owner)
    gram_starts, gram_lengths = _starts(columns[4][0], columns[3][1], owner)
    match_at, match_word = question.find_words(tokens)
    match_sentence = np.searchsorted(token_starts, match_at, side="right") - 1
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
        answer_types=columns[5][0],
        lengths=lengths,
        word_counts=_counted(match_sentence, match_word, total, question.size),
        gram_counts=_counted(gram_sentence, gram, total, len(question.grams)),
        related=related,
        gram_lengths=gram_lengths,
        gram_at=gram_at,
        gram_hash=grammed[gram_at],
        gram_sentence=gram_sentence,
        match_at=match_at + _APART * owner[match_sentence],
        match_word=match_word,
        match_sentence=match_sentence,
        first_stage=first_stage,
        article=np.unique([each.article for each in stand], return_inverse=True)[1],
        opening=np.array([each.opening for each in stand], dtype=bool),
        recent=np.array([each.recent for each in stand], dtype=bool),
        same_language=np.array([each.same_language for each in stand], dtype=bool),
    )


# In the packing order of ``analysis.encoding``.
_DTYPES = ("<i8", "<u4", "<u4", "<u2", "<u4", "<u1")


def _joined(parts: Sequence[bytes], dtype: str) -> tuple[NDArray[Any], Ints]:
    """The arrays of one dtype concatenated, and the length of each."""
    size = np.dtype(dtype).itemsize
    return np.frombuffer(b"".join(parts), dtype=dtype), np.array([len(part) // size for part in parts])


def _starts(within: NDArray[Any], counts: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Each sentence's start in a concatenated array, and its length there."""
    begin = np.cumsum(counts) - counts
    starts = within.astype(np.int64) + begin[owner]
    return starts, np.diff(starts, append=counts.sum())


def _counted(row: Ints, column: Ints, rows: int, columns: int) -> Floats:
    flat = np.bincount(row * columns + column, minlength=rows * columns)
    return flat[: rows * columns].reshape(rows, columns).astype(np.float64)
