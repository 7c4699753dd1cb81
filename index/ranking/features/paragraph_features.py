"""Features of a paragraph: each gives every candidate one number. Together they decide the order."""

from __future__ import annotations

from typing import Final

import numpy as np

from index.analysis.questions.answer_types import NAME, NUMBER, TIME
from index.ranking.features import sentence_features
from index.ranking.features.candidates import Floats
from index.ranking.features.match_matrix import MatchMatrix
from index.ranking.features.proximity import local_rarity
from index.ranking.features.sentence_features import Feature, Values

# Okapi's constants for character grams, and the length that Dirichlet smoothing adds in the language model.
_K1: Final = 1.5
_B: Final = 0.75
_SMOOTHING: Final = 40.0


def first_stage(matrix: MatchMatrix) -> Floats:
    """The first stage's score as a share of the best candidate's."""
    scores = matrix.candidates.first_stage
    return np.asarray(scores / max(float(scores.max()), 1e-9))


def best(of_sentence: Values) -> Values:
    """A sentence feature's highest value in the paragraph."""
    return lambda matrix: matrix.candidates.best_sentence(of_sentence(matrix))


def best_spelling(matrix: MatchMatrix) -> Floats:
    """The best sentence's share of the question, counting only words spelled as in the question."""
    return matrix.candidates.best_sentence(matrix.share(matrix.spelled))


def best_two_sentences(matrix: MatchMatrix) -> Floats:
    """The share of the question in the best pair of neighbouring sentences, including words spelled alike."""
    return matrix.candidates.best_sentence(matrix.share(matrix.with_next(matrix.similar)))


def best_rare_words(matrix: MatchMatrix) -> Floats:
    """The best sentence's share of the question, with extra weight on rare words."""
    squared = matrix.importance**2
    return matrix.candidates.best_sentence(matrix.present @ squared / max(float(squared.sum()), 1e-9))


def pairs(matrix: MatchMatrix) -> Floats:
    """The question's pairs of adjacent words, by rarity among the candidates."""
    return matrix.pairs


def proximity(matrix: MatchMatrix) -> Floats:
    """How close together the question's words stand, over all sentences."""
    return matrix.candidates.per_paragraph(matrix.near)


def gram_bm25(matrix: MatchMatrix) -> Floats:
    """BM25 over character grams, with rarity among the candidates (Robertson and others, Okapi at TREC-3, 1994)."""
    counts = matrix.candidates.per_paragraph(matrix.candidates.gram_counts)
    lengths = matrix.candidates.per_paragraph(matrix.candidates.gram_lengths.astype(np.float64))
    norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1.0))
    return np.asarray((counts * (_K1 + 1) / (counts + norm[:, None])) @ local_rarity(counts > 0))


def best_answers_with(kind: int) -> Values:
    """Whether the sentence that holds most of the question holds answers of this ``kind``, if it asks for it."""

    def values(matrix: MatchMatrix) -> Floats:
        rank = np.lexsort((-matrix.share(matrix.present) - 1e-3 * matrix.bm25, matrix.candidates.owner))
        return np.asarray(sentence_features.answers_with(kind)(matrix)[rank[matrix.candidates.first]])

    return values


def length(matrix: MatchMatrix) -> Floats:
    """ln(1 + words)."""
    return np.log1p(matrix.candidates.per_paragraph(matrix.candidates.lengths.astype(np.float64)))


def counts(matrix: MatchMatrix) -> Floats:
    """Σ importance · ln(1 + tf): repeats of a word keep counting, as they hardly do in BM25."""
    return np.asarray(np.log1p(matrix.frequency) @ matrix.importance)


def language_model(matrix: MatchMatrix) -> Floats:
    """Query likelihood with Dirichlet smoothing (Zhai and Lafferty, 2001), over the words present.

    Rarity replaces the collection model. It is capped at 9: beyond, differences in rarity cannot be measured.
    """
    ratio = np.exp(np.minimum(matrix.question.rarity, 9.0)) / _SMOOTHING
    return np.asarray(np.log1p(matrix.frequency * ratio) @ matrix.question.weights)


def missing(matrix: MatchMatrix) -> Floats:
    """The importance of the most important absent word."""
    return np.asarray(((matrix.frequency == 0) * matrix.importance).max(axis=1, initial=0.0))


def words(matrix: MatchMatrix) -> Floats:
    """The number of the question's words present; stop words count less."""
    return np.asarray((matrix.frequency > 0) @ matrix.question.weights)


def capitals(matrix: MatchMatrix) -> Floats:
    """The share, by importance, of the question's capitalised words (mostly names) present."""
    capital = matrix.importance * [word.capital for word in matrix.question.words]
    return np.asarray((matrix.frequency > 0) @ capital / max(float(capital.sum()), 1e-9))


def article_likeness(matrix: MatchMatrix) -> Floats:
    """The share of the question in all candidates of the paragraph's article together, including words spelled alike.

    In a chat with many articles the words that name an event are in its title and lead, and often not in the paragraph
    that answers.
    """
    article = matrix.candidates.article
    together = np.zeros((int(article.max()) + 1, matrix.question.size))
    np.maximum.at(together, article, matrix.candidates.best_sentence(matrix.similar))
    return matrix.share(together)[article]


def related_words(matrix: MatchMatrix) -> Floats:
    """The share of the question absent from the paragraph but covered by related words in any of its sentences."""
    lacking = 1 - matrix.candidates.best_sentence(matrix.similar)
    return matrix.share(lacking * matrix.candidates.best_sentence(matrix.candidates.related))


PARAGRAPH_FEATURES: Final = (
    Feature("first stage", first_stage),
    Feature("best bm25", best(sentence_features.bm25)),
    Feature("best coverage", best(sentence_features.coverage)),
    Feature("best likeness", best(sentence_features.likeness)),
    Feature("best grams", best(sentence_features.grams)),
    Feature("best spelling", best_spelling),
    Feature("best two sentences", best_two_sentences),
    Feature("best rare words", best_rare_words),
    Feature("pairs", pairs),
    Feature("proximity", proximity),
    Feature("grams", gram_bm25),
    Feature("number", best_answers_with(NUMBER)),
    Feature("time", best_answers_with(TIME)),
    Feature("name", best_answers_with(NAME)),
    Feature("length", length),
    Feature("counts", counts),
    Feature("language model", language_model),
    Feature("missing", missing),
    Feature("words", words),
    Feature("capitals", capitals),
    Feature("article likeness", article_likeness),
    Feature("related words", related_words),
)
