"""The probabilities that the first candidate answers, and that anything does, both from the same signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations_with_replacement
from typing import Final, NamedTuple

import numpy as np

from index.analysis.negations import NEGATIONS
from index.analysis.questions.answer_types import MONEY, NAME, NUMBER, PLACE, REASON, TIME, YES_NO
from index.ranking.features import answer_features, paragraph_features, sentence_features
from index.ranking.features.answer_features import Evidence
from index.ranking.features.candidates import Floats
from index.ranking.features.match_matrix import MatchMatrix

# Signals whose pairwise products count, too: a high value of one makes up for a low value of another.
PRODUCTS: Final = (
    "sentence held",
    "article held",
    "lead",
    "sentence meaning",
    "cosine",
    "score",
    "lacking",
    "unheld",
    "words not in sentence",
    "candidates",
    "names not in sentence",
    "telling",
    "asked",
)
# Signals are clipped at this many spreads from the mean: beyond, they say nothing more, and products would explode.
FARTHEST: Final = 2.5
_ASKABLE: Final = {
    "number": NUMBER,
    "money": MONEY,
    "time": TIME,
    "name": NAME,
    "place": PLACE,
    "reason": REASON,
    "yes or no": YES_NO,
}
_LONGEST_LEAD: Final = 8.0


class Scale(NamedTuple):
    """What a fit found: the ``mean`` and ``spread`` of each signal, and the ``weights`` of signals and products.

    A product is named "a × b"; "constant" is the intercept.
    """

    signals: Mapping[str, tuple[float, float]]
    weights: Mapping[str, float]


def signals(evidence: Evidence, scores: Floats, order: Sequence[int], chosen: Sequence[int]) -> dict[str, float]:
    """The signals of the confidence, by name.

    ``scores`` ``(sentences,) float64`` rate the sentences as answers. ``order`` lists the candidates, best first, and
    ``chosen`` each candidate's best sentence. Rarity and nearness are relative to the collection, so that signals are
    comparable between collections.
    """
    matrix, first = evidence.matrix, order[0]
    sentence = chosen[first]
    behind = [float(scores[sentence] - scores[chosen[each]]) for each in order[1:3]]
    raised = np.exp(scores - scores.max())
    found = {
        "score": float(scores[sentence]),
        "lead": min(min(behind, default=_LONGEST_LEAD), _LONGEST_LEAD),
        "share": float(raised[sentence] / raised.sum()),
        "lacking": evidence.lacking,
        "paragraph words": float(evidence.paragraphs[first]),
        "sentence words": float(evidence.sentences[sentence]),
        "candidates": float(np.log1p(len(order))),
        "few words": float(answer_features.few_words(evidence)[sentence]),
        "headline": float(answer_features.headline(evidence)[sentence]),
        "recent": float(answer_features.recent(evidence)[sentence]),
        "same language": float(answer_features.same_language(evidence)[sentence]),
        "missing numbers": float(answer_features.missing_numbers(evidence)[sentence]),
        "missing names": float(answer_features.missing_names(evidence)[sentence]),
        "length": float(np.log1p(matrix.candidates.lengths[sentence])),
    }
    return (
        found | _by_words(matrix, first, sentence) | _asked(matrix, sentence) | _by_meaning(evidence, first, sentence)
    )


def _by_words(matrix: MatchMatrix, first: int, sentence: int) -> dict[str, float]:
    """Signals from the question's words found in the first candidate's sentence, paragraph and article."""
    question, candidates = matrix.question, matrix.candidates
    importance, total = matrix.importance, matrix.total
    similar = matrix.similar[sentence]
    of_article = candidates.article[candidates.owner] == candidates.article[first]
    article = matrix.similar[of_article].max(axis=0)
    telling = np.array([not word.stop and not word.asks for word in question.words], dtype=bool)
    names = np.array([word.capital for word in question.words], dtype=bool)
    there, near = matrix.present[sentence] > 0, matrix.frequency[first] > 0
    count = max(int(telling.sum()), 1)
    return {
        "sentence held": float(similar @ importance / total),
        "paragraph held": float(candidates.best_sentence(matrix.share(matrix.similar))[first]),
        "article held": float(article @ importance / total),
        "unheld": float(((1 - article) * importance).max(initial=0.0)) / total,
        "unheld in sentence": float(((1 - similar) * importance).max(initial=0.0)) / total,
        "known": float(importance @ question.known) / total,
        "unknown words": float((telling & ~question.known).sum()),
        "words not in sentence": float((telling & ~there).sum()) / count,
        "words not in paragraph": float((telling & ~near).sum()) / count,
        "known words not in sentence": float((telling & question.known & ~there).sum()),
        "rarest known not in sentence": float((importance * (telling & question.known & ~there)).max(initial=0.0)),
        "rarest known not in paragraph": float((importance * (telling & question.known & ~near)).max(initial=0.0)),
        "names": float(names.sum()),
        "names not in sentence": float((names & ~there).sum()),
        "names not in paragraph": float((names & ~near).sum()),
        "unknown names": float((names & ~question.known).sum()),
        "all in sentence": float(not (telling & ~there).any()),
        "all in paragraph": float(not (telling & ~near).any()),
        "asked": float(np.log1p(question.size)),
        "telling": float(count),
        "bm25": float(candidates.first_stage[first]) / total,
        "pairs": float(matrix.pairs[first]) / total,
        "grams": float(candidates.best_sentence(sentence_features.grams(matrix))[first]),
        "rare": float(paragraph_features.best_rare_words(matrix)[first]),
        "spelling": float(paragraph_features.best_spelling(matrix)[first]),
        "evidence": float(similar @ importance) / 10,
        "collection": float(question.rarity.max(initial=0.0)),
        "density": float(there.sum() / max(int(candidates.lengths[sentence]), 1)),
    }


def _asked(matrix: MatchMatrix, sentence: int) -> dict[str, float]:
    """Signals from the kind of answer asked for, whether the sentence holds one, and negation in the question."""
    asked, held = matrix.question.answer_types, int(matrix.candidates.answer_types[sentence])
    found = {f"asks {name}": float(bool(asked & kind)) for name, kind in _ASKABLE.items()}
    sought = [kind for kind in _ASKABLE.values() if asked & kind & ~YES_NO]
    return found | {
        "asks nothing": float(not asked),
        "holds all": float(bool(sought) and all(held & kind for kind in sought)),
        "holds none": float(bool(sought) and not any(held & kind for kind in sought)),
        "holds number": float(bool(held & NUMBER)),
        "holds name": float(bool(held & NAME)),
        "denies": float(any(word.text in _negations() for word in matrix.question.words)),
    }


@cache
def _negations() -> frozenset[str]:
    return frozenset(NEGATIONS.casefold().split())


def _by_meaning(evidence: Evidence, first: int, sentence: int) -> dict[str, float]:
    """Signals from the first candidate's nearness in meaning; none without vectors."""
    if evidence.near is None or evidence.similarity is None:
        return {}
    paragraphs, sentences = evidence.near
    ordered = np.sort(paragraphs)[::-1]
    similarity = evidence.similarity
    cosine = float(np.nan_to_num(similarity.sentences[sentence], nan=similarity.mean))
    return {
        "paragraph meaning": float(paragraphs[first]),
        "sentence meaning": float(sentences[sentence]),
        "article meaning": float(answer_features.article_meaning(evidence)[sentence]),
        "nearest paragraph": float(ordered[0]),
        "nearest sentence": float(sentences.max()),
        "nearest paragraph's lead": float(ordered[0] - ordered[min(3, len(ordered) - 1)]),
        "cosine": cosine,
        "cosine above the mean": cosine - similarity.mean,
        "mean cosine": similarity.mean,
        "spread of cosines": similarity.spread,
    }


def log_odds(found: Mapping[str, float], scale: Scale) -> float:
    """The log odds by logistic regression over the signals that have a scale, and over their products."""
    values = scaled(found, scale.signals)
    constant = scale.weights.get("constant", 0.0)
    return constant + sum(weight * values[name] for name, weight in scale.weights.items() if name in values)


def probability(odds: float) -> float:
    """The probability, 0 to 1, of log odds."""
    return float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def scaled(found: Mapping[str, float], scale: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The signals in spreads from their means, clipped at ``FARTHEST``, and the products "a × b" of ``PRODUCTS``."""
    values = {
        name: min(max((found[name] - mean) / spread, -FARTHEST), FARTHEST)
        for name, (mean, spread) in scale.items()
        if name in found
    }
    pairs = combinations_with_replacement([name for name in PRODUCTS if name in values], 2)
    return values | {f"{a} × {b}": values[a] * values[b] for a, b in pairs}
