"""What the views share: how much of the question each sentence of each candidate holds, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from index.views.candidates import Candidates, Floats
from index.views.proximity import closeness, ordered_pairs
from index.views.question import Question
from index.views.spelling import alike

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


class _Sentence(list[int]):
    """The question's words that a sentence holds; as long as the sentence, which is all that BM25 asks of the rest."""

    def __init__(self, words: list[int], length: int) -> None:
        super().__init__(words)
        self._length = max(length, 1)

    def __len__(self) -> int:
        return self._length


def sentence_bm25(question: Question, candidates: Candidates) -> Floats:
    """BM25+ of each candidate sentence among all of them, by ``rank_bm25``, zero for words that it does not hold."""
    from rank_bm25 import BM25Plus

    held: list[list[int]] = [[] for _ in range(candidates.sentences)]
    for sentence, word in zip(candidates.sentence_at.tolist(), candidates.word.tolist(), strict=True):
        held[sentence].append(word)
    lengths = candidates.lengths.tolist()
    ranked = BM25Plus([_Sentence(words, length) for words, length in zip(held, lengths, strict=True)])
    scores = np.zeros(candidates.sentences)
    for word in range(question.size):
        if word in ranked.idf:
            scored = ranked.get_scores([word]) - ranked.delta * ranked.idf[word] * (candidates.words_in[:, word] == 0)
            scores += question.weights[word] * scored
    return scores
