"""What the views share: how much of the question each sentence of each candidate holds, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from index.ranking.features.candidates import Candidates, Floats, Ints
from index.ranking.features.proximity import closeness, ordered_pairs
from index.ranking.features.spelling import alike
from index.ranking.query.query import Question

# A part of a word shared in one piece says something from this share on; and never as much as the word itself.
_ALIKE_FROM: Final = 0.4
_ALIKE_WORTH: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The question, its candidates, and by word of the question (columns):

    ``importance`` is a word's rarity times its weight, ``total`` the sum; ``frequency`` counts it in each paragraph;
    ``present`` says whether it is in each sentence; ``similar`` is 1 there, else the likeness, 0 to 1, of the closest
    spelling; ``spelled`` is 1 where it stands exactly as in the question. By sentence: ``bm25`` and ``near``; by
    paragraph: ``pairs``.
    """

    question: Question
    candidates: Candidates
    importance: Floats
    total: float
    frequency: Floats
    present: Floats
    similar: Floats
    spelled: Floats
    bm25: Floats
    near: Floats
    pairs: Floats

    def share(self, matched: Floats) -> Floats:
        """The share of the question's importance that each row of ``matched`` holds, 0 to 1."""
        return np.asarray(matched @ self.importance / self.total)

    def with_next(self, of_sentences: Floats) -> Floats:
        """The higher of each sentence's values and those of the next sentence in the same paragraph."""
        joined = of_sentences.copy()
        inside = self.candidates.owner[:-1] == self.candidates.owner[1:]
        joined[:-1][inside] = np.maximum(joined[:-1], of_sentences[1:])[inside]
        return joined


def gather_evidence(question: Question, candidates: Candidates) -> Evidence:
    """Everything that more than one view needs."""
    importance = question.rarity * question.weights
    present = (candidates.words_in > 0).astype(np.float64)
    likeness = alike(question, candidates)
    return Evidence(
        question=question,
        candidates=candidates,
        importance=importance,
        total=max(float(importance.sum()), 1e-9),
        frequency=candidates.per_paragraph(candidates.words_in),
        present=present,
        similar=np.maximum(present, np.where(likeness >= _ALIKE_FROM, likeness, 0.0) * _ALIKE_WORTH),
        spelled=(likeness > 1 - 1e-9).astype(np.float64),
        bm25=sentence_bm25(question, candidates),
        near=closeness(importance, candidates),
        pairs=ordered_pairs(question, candidates),
    )


def sentence_bm25(question: Question, candidates: Candidates) -> Floats:
    """BM25+ of each candidate sentence among all of them, by ``rank_bm25``, zero for words that it does not hold."""
    counts = candidates.words_in
    ranked = _counted()((candidates.lengths, counts))
    scores = np.zeros(candidates.sentences)
    for word in ranked.idf:
        at = counts[:, word].nonzero()[0]
        scores[at] += question.weights[word] * np.array(ranked.get_batch_scores([word], at))
    return scores


@cache
def _counted() -> Any:
    """``rank_bm25``'s BM25+ over what is counted already: to count sentences' words took longer than to score them."""
    from rank_bm25 import BM25Plus

    class Counted(BM25Plus):  # type: ignore[misc]
        def _initialize(self, corpus: tuple[Ints, Floats]) -> dict[int, int]:
            """Takes the sentences' lengths, and how often each has each word (sentences × words)."""
            lengths, counts = corpus
            self.corpus_size = len(lengths)
            self.doc_len = np.maximum(lengths, 1)
            self.avgdl = int(self.doc_len.sum()) / self.corpus_size
            # Most sentences have none of the words.
            self.doc_freqs: list[dict[int, int]] = [{}] * self.corpus_size
            rows, words = counts.nonzero()
            for row, word, often in zip(rows.tolist(), words.tolist(), counts[rows, words].tolist(), strict=True):
                self.doc_freqs[row] = {**self.doc_freqs[row], word: int(often)}
            held = np.bincount(words, minlength=counts.shape[1])
            return {word: number for word, number in enumerate(held.tolist()) if number}

    return Counted
