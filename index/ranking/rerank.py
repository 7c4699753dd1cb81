"""The second stage: several views of the candidates, weighed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.ranking.calibration import calibrated
from index.ranking.features.candidates import Candidates, Floats
from index.ranking.features.evidence import Evidence, gather_evidence
from index.ranking.features.paragraph_features import PARAGRAPH_VIEWS, Best, BestRare, BestSpelled, BestTwo, Capitals
from index.ranking.features.sentence_features import SENTENCE_VIEWS, Grams, View
from index.ranking.query.query import Question
from index.ranking.weights import CONFIDENCE, PARAGRAPH, SENTENCE, SIGNALS


class Reranked(NamedTuple):
    """Candidates' positions, best first; each candidate's score and chosen sentence; and the confidence.

    ``complete`` says whether the first candidate holds every word of the question that is no stop word.
    """

    order: list[int]
    scores: list[float]
    sentences: list[int]
    confidence: float
    complete: bool


def rerank(question: Question, candidates: Candidates) -> Reranked:
    """Orders the candidates by all views, chooses a sentence in each, and says how likely the first one answers."""
    seen = gather_evidence(question, candidates)
    scores = fuse(table(seen, PARAGRAPH_VIEWS), PARAGRAPH_VIEWS, PARAGRAPH)
    spoken = fuse(table(seen, SENTENCE_VIEWS), SENTENCE_VIEWS, SENTENCE)
    ranked = np.lexsort((-spoken, candidates.owner))
    order = np.argsort(-scores, kind="stable")
    wanted = np.array([not word.stop for word in question.words])
    return Reranked(
        order=order.tolist(),
        scores=scores.tolist(),
        sentences=ranked[candidates.first].tolist(),
        complete=bool(wanted.any() and (seen.frequency[order[0]] > 0)[wanted].all()),
        confidence=calibrated(signals(seen, scores, int(order[0])), CONFIDENCE, SIGNALS),
    )


def table(seen: Evidence, views: Sequence[View]) -> Floats:
    """The views' values side by side, one column a view."""
    return np.stack([view.score(seen) for view in views], axis=1)


def fuse(values: Floats, views: Sequence[View], weights: Mapping[str, float]) -> Floats:
    """The weighted sum of the views; one without a fitted weight counts nothing."""
    return np.asarray(values @ np.array([weights.get(view.name, 0.0) for view in views]))


def signals(seen: Evidence, scores: Floats, first: int) -> dict[str, float]:
    """What the confidence rests on, of the candidate that came first; all in the collection's own rarity."""
    words = seen.frequency[first] > 0
    missing = np.where(words, 0.0, seen.importance)
    two = float(BestTwo().score(seen)[first])
    capitals = np.array([word.capital for word in seen.question.words])
    others = np.delete(scores, first)
    return {
        "covered": float(seen.importance @ words) / seen.total,
        "known": float(seen.importance @ seen.question.known) / seen.total,
        "best sentence": float(seen.candidates.best_sentence(seen.share(seen.present))[first]),
        "best two sentences": two,
        "bm25": float(seen.candidates.first_stage[first]) / seen.total,
        "pairs": float(seen.pairs[first]) / seen.total,
        "grams": float(Best(Grams()).score(seen)[first]),
        "missing": float(missing.max(initial=0.0)) / seen.total,
        "lead": float(scores[first] - others.max()) if len(others) else 0.0,
        "score": float(scores[first]),
        "words": float(np.log1p(words.sum())),
        "asked": float(np.log1p(seen.question.size)),
        "evidence": two * seen.total / 10,
        "rare": float(BestRare().score(seen)[first]),
        "names": float(Capitals().score(seen)[first]) if capitals.any() else two,
        "spelling": float(BestSpelled().score(seen)[first]),
        "collection": float(seen.question.rarity.max(initial=0.0)),
    }
