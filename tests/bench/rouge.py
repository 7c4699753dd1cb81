"""ROUGE as the literature computes it (`Lin 2004`), by rouge-score: stemmed for English, Unicode words elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import regex

KINDS = ("rouge1", "rouge2", "rougeLsum")


class UnicodeWords:
    """rouge-score's own tokenizer drops every letter but a to z."""

    def tokenize(self, text: str) -> list[str]:
        return regex.findall(r"[\p{L}\p{M}\p{N}]+", text.lower())


class Rouge:
    """F1 × 100 of sentences against references: of several the best one, by the mean of the three."""

    def __init__(self, language: str) -> None:
        from rouge_score import tokenizers
        from rouge_score.rouge_scorer import RougeScorer

        self._words: Any = tokenizers.DefaultTokenizer(use_stemmer=True) if language == "en" else UnicodeWords()
        self._scorer = RougeScorer(list(KINDS), tokenizer=self._words)

    def best(self, sentences: Sequence[str], references: Sequence[str]) -> dict[str, float]:
        every = [self._scorer.score(reference, "\n".join(sentences)) for reference in references]
        scored = [{kind: 100 * float(score[kind].fmeasure) for kind in KINDS} for score in every]
        return max(scored, key=lambda score: sum(score.values()))

    def oracle(self, sentences: Sequence[str], references: Sequence[str], count: int) -> list[int]:
        """The sentences that a reader of the references would pick, one after the other (`Nallapati et al. 2017`)."""
        words = [self._words.tokenize(sentence) for sentence in sentences]
        wanted = [self._words.tokenize(reference) for reference in references]
        chosen: list[int] = []
        best = 0.0
        while len(chosen) < count:
            rated = [
                (_overlap([word for each in sorted([*chosen, number]) for word in words[each]], wanted), -number)
                for number in range(len(sentences))
                if number not in chosen
            ]
            if not rated or max(rated)[0] <= best:
                break
            best, number = max(rated)
            chosen.append(-number)
        return sorted(chosen)


def mean(scores: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each kind over documents."""
    return {kind: round(sum(score[kind] for score in scores) / max(len(scores), 1), 2) for kind in KINDS}


def _overlap(words: list[str], references: Sequence[list[str]]) -> float:
    return max(_f1(words, each, 1) + _f1(words, each, 2) for each in references)


def _f1(left: list[str], right: list[str], size: int) -> float:
    one = Counter(zip(*(left[start:] for start in range(size)), strict=False))
    other = Counter(zip(*(right[start:] for start in range(size)), strict=False))
    return 2 * sum((one & other).values()) / max(sum(one.values()) + sum(other.values()), 1)
