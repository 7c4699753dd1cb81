"""Features of a sentence as the answer, from words and meaning together.

Each feature gives every sentence of every candidate one number. A paragraph is as good as its best sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from index.analysis.questions.answer_types import MONEY, NAME, NUMBER, PLACE, REASON, TIME
from index.ranking.features.candidates import Floats
from index.ranking.features.match_matrix import MatchMatrix

# The smallest spread used: where all paragraphs in scope are about equally near, their spread says nothing.
_LEAST_SPREAD: Final = 0.008
_LOWEST: Final = -3.0
_HIGHEST: Final = 6.0
# The most sentences of a headline: a title and a line below it.
_HEADLINE: Final = 2
# An article is on the subject when this many of its paragraphs are.
_SOME: Final = 3
# Sentences with fewer words seldom answer by themselves.
_FEWEST_WORDS: Final = 6


class Similarity(NamedTuple):
    """Cosines with the question: the candidates' ``(paragraphs,) float64``, their sentences' ``(sentences,) float64``.

    They are NaN where there is no vector. ``mean`` and ``spread`` (standard deviation) are those of all paragraphs in
    scope.
    """

    paragraphs: Floats
    sentences: Floats
    mean: float
    spread: float

    def standardised(self, cosines: Floats) -> Floats:
        """``cosines`` in spreads from the mean, clipped; items without a vector get the median of the others."""
        known = np.isfinite(cosines)
        if not known.any():
            return np.zeros_like(cosines)
        found = (cosines - self.mean) / max(self.spread, _LEAST_SPREAD)
        return np.clip(np.where(known, found, np.median(found[known])), _LOWEST, _HIGHEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything known about the candidates when the answer is chosen.

    ``paragraphs`` ``(paragraphs,) float64`` and ``sentences`` ``(sentences,) float64`` are the scores by words.
    ``near`` has the nearness of both in meaning, in spreads from the mean, computed from ``similarity``; both are None
    without vectors. ``lacking`` is the share of the question missing from the sentence that holds most of it, 0 to 1.
    """

    matrix: MatchMatrix
    paragraphs: Floats
    sentences: Floats
    near: tuple[Floats, Floats] | None
    similarity: Similarity | None
    lacking: float

    def of_owner(self, of_paragraphs: Floats) -> Floats:
        """``(sentences,)``: for each sentence the value of its paragraph."""
        return np.asarray(of_paragraphs[self.matrix.candidates.owner])


def gathered(matrix: MatchMatrix, paragraphs: Floats, sentences: Floats, similarity: Similarity | None) -> Evidence:
    """The evidence about candidates already scored by words."""
    near = None
    if similarity is not None:
        near = similarity.standardised(similarity.paragraphs), similarity.standardised(similarity.sentences)
    return Evidence(
        matrix=matrix,
        paragraphs=paragraphs,
        sentences=sentences,
        near=near,
        similarity=similarity,
        lacking=1 - float(matrix.share(matrix.similar).max(initial=0.0)),
    )


Values = Callable[[Evidence], Floats]


class AnswerFeature(NamedTuple):
    """``name`` is its key among the weights; ``values`` gives ``(sentences,) float64``.

    With ``doubled`` it counts again as "name × lacking": the less the words say, the more the meaning must.
    """

    name: str
    values: Values
    doubled: bool = False


def paragraph_words(evidence: Evidence) -> Floats:
    """The paragraph's score by words."""
    return evidence.of_owner(evidence.paragraphs)


def sentence_words(evidence: Evidence) -> Floats:
    """The sentence's score by words."""
    return evidence.sentences


def sentence_lead(evidence: Evidence) -> Floats:
    """The sentence's score by words less that of its paragraph's best sentence; 0 for the best."""
    return evidence.sentences - evidence.of_owner(evidence.matrix.candidates.best_sentence(evidence.sentences))


def paragraph_meaning(evidence: Evidence) -> Floats:
    """How near the paragraph is in meaning; 0 without vectors."""
    return evidence.of_owner(_near(evidence, 0))


def sentence_meaning(evidence: Evidence) -> Floats:
    """How near the sentence is in meaning; 0 without vectors."""
    return _near(evidence, 1)


def article_meaning(evidence: Evidence) -> Floats:
    """The mean nearness of the article's three nearest paragraphs."""
    near, article = _near(evidence, 0), evidence.matrix.candidates.article
    order = np.lexsort((-near, article))
    starts = np.searchsorted(article[order], np.arange(int(article.max()) + 1))
    place = np.arange(len(order)) - starts[article[order]]
    some = order[place < _SOME]
    return evidence.of_owner((np.bincount(article[some], near[some]) / np.bincount(article[some]))[article])


def best_meaning(evidence: Evidence) -> Floats:
    """The nearness in meaning of the paragraph's nearest sentence."""
    return evidence.of_owner(evidence.matrix.candidates.best_sentence(_near(evidence, 1)))


def best_of_many(evidence: Evidence) -> Floats:
    """``best_meaning`` times ln(1 + sentences): in a long paragraph one sentence says more than the whole's vector."""
    return best_meaning(evidence) * paragraph_length(evidence)


def _near(evidence: Evidence, which: int) -> Floats:
    if evidence.near is None:
        return np.zeros(evidence.matrix.candidates.sentences if which else evidence.matrix.candidates.count)
    return evidence.near[which]


def paragraph_length(evidence: Evidence) -> Floats:
    """ln(1 + sentences of the paragraph)."""
    return evidence.of_owner(np.log1p(_counts(evidence)))


def sentence_length(evidence: Evidence) -> Floats:
    """ln(1 + words of the sentence)."""
    return np.log1p(evidence.matrix.candidates.lengths.astype(np.float64))


def few_words(evidence: Evidence) -> Floats:
    """ln(6 / words) for a sentence of fewer words, else 0."""
    return np.asarray(np.maximum(0.0, np.log(_FEWEST_WORDS) - sentence_length(evidence)))


def recent(evidence: Evidence) -> Floats:
    """1 in an article talked about now."""
    return evidence.of_owner(evidence.matrix.candidates.recent.astype(np.float64))


def same_language(evidence: Evidence) -> Floats:
    """1 where the paragraph is in the question's language and other candidates are not."""
    same = evidence.matrix.candidates.same_language
    return evidence.of_owner(same.astype(np.float64) * (not same.all()))


def headline(evidence: Evidence) -> Floats:
    """1 in a short first paragraph of an article: it names the subject, and the answer follows."""
    opening = evidence.matrix.candidates.opening & (_counts(evidence) <= _HEADLINE)
    return evidence.of_owner(opening.astype(np.float64))


def first_sentence(evidence: Evidence) -> Floats:
    """1 for the first sentence of a paragraph."""
    found = np.zeros(evidence.matrix.candidates.sentences)
    found[evidence.matrix.candidates.first] = 1.0
    return found


def _counts(evidence: Evidence) -> Floats:
    candidates = evidence.matrix.candidates
    return np.bincount(candidates.owner, minlength=candidates.count).astype(np.float64)


def holds(kind: int) -> Values:
    """1 where the question asks for a ``kind`` of answer and the sentence holds one."""

    def values(evidence: Evidence) -> Floats:
        asked = evidence.matrix.question.answer_types & kind
        return np.asarray((evidence.matrix.candidates.answer_types & asked) > 0, dtype=np.float64)

    return values


def lacks(kind: int) -> Values:
    """1 where the question asks for a ``kind`` of answer and the sentence holds none."""

    def values(evidence: Evidence) -> Floats:
        asked = bool(evidence.matrix.question.answer_types & kind)
        return np.asarray(asked & ((evidence.matrix.candidates.answer_types & kind) == 0), dtype=np.float64)

    return values


def missing_numbers(evidence: Evidence) -> Floats:
    """The share of the question's numbers, years included, that are in none of the article's candidates."""
    numbers = np.array([any(each.isdigit() for each in word.text) for word in evidence.matrix.question.words], bool)
    return _missing(evidence, numbers)


def missing_names(evidence: Evidence) -> Floats:
    """The share, by importance, of the question's names that the collection holds and the article's candidates lack."""
    question = evidence.matrix.question
    names = np.array([word.capital for word in question.words], dtype=bool)
    return _missing(evidence, names & question.known)


def _missing(evidence: Evidence, wanted: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    matrix = evidence.matrix
    if not wanted.any():
        return np.zeros(matrix.candidates.sentences)
    article = matrix.candidates.article
    held = np.zeros((int(article.max()) + 1, matrix.question.size))
    np.maximum.at(held, article, matrix.candidates.best_sentence(matrix.similar))
    importance = np.where(wanted, np.maximum(matrix.importance, 1e-3), 0.0)
    return evidence.of_owner(((1 - held) @ importance / importance.sum())[article])


ANSWER_FEATURES: Final = (
    AnswerFeature("paragraph words", paragraph_words, doubled=True),
    AnswerFeature("sentence words", sentence_words, doubled=True),
    AnswerFeature("sentence lead", sentence_lead, doubled=True),
    AnswerFeature("paragraph meaning", paragraph_meaning, doubled=True),
    AnswerFeature("sentence meaning", sentence_meaning, doubled=True),
    AnswerFeature("best meaning", best_meaning, doubled=True),
    AnswerFeature("best of many", best_of_many),
    AnswerFeature("article meaning", article_meaning, doubled=True),
    AnswerFeature("paragraph length", paragraph_length),
    AnswerFeature("sentence length", sentence_length, doubled=True),
    AnswerFeature("few words", few_words),
    AnswerFeature("recent", recent, doubled=True),
    AnswerFeature("same language", same_language),
    AnswerFeature("headline", headline),
    AnswerFeature("first sentence", first_sentence),
    AnswerFeature("number", holds(NUMBER)),
    AnswerFeature("no number", lacks(NUMBER)),
    AnswerFeature("time", holds(TIME)),
    AnswerFeature("no time", lacks(TIME)),
    AnswerFeature("name", holds(NAME)),
    AnswerFeature("reason", holds(REASON)),
    AnswerFeature("money", holds(MONEY)),
    AnswerFeature("place", holds(PLACE)),
    AnswerFeature("missing numbers", missing_numbers),
    AnswerFeature("missing names", missing_names),
)

ANSWER_NAMES: Final = tuple(
    name
    for feature in ANSWER_FEATURES
    for name in ((feature.name, f"{feature.name} × lacking") if feature.doubled else (feature.name,))
)
"""The weights' keys, in the order of ``answer_table``'s columns."""


def answer_table(evidence: Evidence) -> Floats:
    """``(sentences, features) float64``: the features' values, one column each, in the order of ``ANSWER_NAMES``."""
    columns = []
    for feature in ANSWER_FEATURES:
        values = feature.values(evidence)
        columns += [values, values * evidence.lacking] if feature.doubled else [values]
    return np.stack(columns, axis=1)
