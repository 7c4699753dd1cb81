"""The share of the question in each sentence of each candidate, computed once for all features."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from index.ranking.features.candidates import Candidates, Floats, Ints
from index.ranking.features.proximity import closeness, ordered_pairs
from index.ranking.query.query import Question

# The least likeness that counts: a contiguous part shared with the word. It never counts as much as the word itself.
_ALIKE_FROM: Final = 0.4
_ALIKE_WORTH: Final = 0.9
# Words with fewer grams are too short for partial matches to mean anything.
_FEWEST_GRAMS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchMatrix:
    """The question compared with its candidates.

    ``importance`` ``(words,) float64``: each word's rarity times its weight; ``total``: their sum, never 0.
    ``frequency`` ``(paragraphs, words) float64``: how often the paragraph has the word.
    ``present`` ``(sentences, words) float64``: 1 where the sentence has the word, else 0.
    ``similar`` ``(sentences, words) float64``: 1 there too, else the likeness of the closest spelling, 0 to 0.9.
    ``spelled`` ``(sentences, words) float64``: 1 where the word stands exactly as in the question, else 0.
    ``bm25`` and ``near`` ``(sentences,) float64``: see ``sentence_bm25`` and ``proximity.closeness``.
    ``pairs`` ``(paragraphs,) float64``: see ``proximity.ordered_pairs``.
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
        """The share of the question's importance that each row of ``matched`` ``(rows, words)`` holds, 0 to 1."""
        return np.asarray(matched @ self.importance / self.total)

    def with_next(self, of_sentences: Floats) -> Floats:
        """The maximum of each sentence's values and those of the next sentence in the same paragraph."""
        joined = of_sentences.copy()
        inside = self.candidates.owner[:-1] == self.candidates.owner[1:]
        joined[:-1][inside] = np.maximum(joined[:-1], of_sentences[1:])[inside]
        return joined


def match(question: Question, candidates: Candidates) -> MatchMatrix:
    """Computes everything that more than one feature needs."""
    importance = question.rarity * question.weights
    present = (candidates.word_counts > 0).astype(np.float64)
    likeness = spelling_likeness(question, candidates)
    return MatchMatrix(
        question=question,
        candidates=candidates,
        importance=importance,
        total=max(float(importance.sum()), 1e-9),
        frequency=candidates.per_paragraph(candidates.word_counts),
        present=present,
        similar=np.maximum(present, np.where(likeness >= _ALIKE_FROM, likeness, 0.0) * _ALIKE_WORTH),
        spelled=(likeness > 1 - 1e-9).astype(np.float64),
        bm25=sentence_bm25(question, candidates),
        near=closeness(importance, candidates),
        pairs=ordered_pairs(question, candidates),
    )


def spelling_likeness(question: Question, candidates: Candidates) -> Floats:
    """The longest run of each word's grams in each sentence, as a share of the word's grams.

    ``(sentences, words) float64``, 0 to 1. It finds inflections, compounds and typos without a stemmer.
    """
    shares = np.zeros((candidates.sentences, question.size))
    for number, spelling in enumerate(question.spellings):
        if len(spelling) < _FEWEST_GRAMS:
            continue
        order = np.argsort(spelling, kind="stable")
        slot = np.minimum(np.searchsorted(spelling, candidates.gram_hash, sorter=order), len(spelling) - 1)
        found = np.flatnonzero(spelling[order[slot]] == candidates.gram_hash)
        if not len(found):
            continue
        place, at, sentence = order[slot[found]], candidates.gram_at[found], candidates.gram_sentence[found]
        broken = (np.diff(at) != 1) | (np.diff(place) != 1) | (np.diff(sentence) != 0)
        starts = np.concatenate([[0], np.flatnonzero(broken) + 1])
        lengths = np.diff(np.append(starts, len(found)))
        np.maximum.at(shares[:, number], sentence[starts], lengths / len(spelling))
    return shares


def sentence_bm25(question: Question, candidates: Candidates) -> Floats:
    """``(sentences,) float64``: BM25+ by ``rank_bm25`` over all candidates' sentences; absent words add zero."""
    counts = candidates.word_counts
    ranked = _counted()((candidates.lengths, counts))
    scores = np.zeros(candidates.sentences)
    for word in ranked.idf:
        at = counts[:, word].nonzero()[0]
        scores[at] += question.weights[word] * np.array(ranked.get_batch_scores([word], at))
    return scores


@cache
def _counted() -> Any:
    """``rank_bm25``'s BM25+ over precomputed counts: counting the words took longer than scoring."""
    from rank_bm25 import BM25Plus

    class Counted(BM25Plus):  # type: ignore[misc]
        def _initialize(self, corpus: tuple[Ints, Floats]) -> dict[int, int]:
            """Takes the sentences' lengths ``(sentences,)`` and their word counts ``(sentences, words)``."""
            lengths, counts = corpus
            self.corpus_size = len(lengths)
            self.doc_len = np.maximum(lengths, 1)
            self.avgdl = int(self.doc_len.sum()) / self.corpus_size
            # One shared empty dict: most sentences have none of the words.
            self.doc_freqs: list[dict[int, int]] = [{}] * self.corpus_size
            rows, words = counts.nonzero()
            for row, word, often in zip(rows.tolist(), words.tolist(), counts[rows, words].tolist(), strict=True):
                self.doc_freqs[row] = {**self.doc_freqs[row], word: int(often)}
            held = np.bincount(words, minlength=counts.shape[1])
            return {word: number for word, number in enumerate(held.tolist()) if number}

    return Counted
