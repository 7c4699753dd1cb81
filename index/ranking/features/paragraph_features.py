"""Views of a paragraph: each says one thing about every candidate. Together they decide the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from index.analysis.answer_types import NAME, NUMBER, TIME
from index.ranking.features.candidates import Floats
from index.ranking.features.companions import ArticleLikeness
from index.ranking.features.evidence import Evidence
from index.ranking.features.proximity import local_rarity
from index.ranking.features.related_words import RelatedWords
from index.ranking.features.sentence_features import Coverage, Grams, Likeness, Offers, SentenceBm25, View

# Okapi's constants, for character grams, and the length that Dirichlet smoothing adds, for the language model.
_K1: Final = 1.5
_B: Final = 0.75
_SMOOTHING: Final = 40.0


class FirstStage:
    """The first stage's score, as a share of the best candidate's."""

    name = "first stage"

    def score(self, seen: Evidence) -> Floats:
        scores = seen.candidates.first_stage
        return np.asarray(scores / max(float(scores.max()), 1e-9))


@dataclass(frozen=True, slots=True)
class Best:
    """A sentence view's highest value in the paragraph."""

    view: View

    @property
    def name(self) -> str:
        return f"best {self.view.name}"

    def score(self, seen: Evidence) -> Floats:
        return seen.candidates.best_sentence(self.view.score(seen))


class BestSpelled:
    """The best sentence's share of the question in exactly the question's spelling."""

    name = "best spelling"

    def score(self, seen: Evidence) -> Floats:
        return seen.candidates.best_sentence(seen.share(seen.spelled))


class BestTwo:
    """The best pair of neighbouring sentences' share of the question, words spelled alike included."""

    name = "best two sentences"

    def score(self, seen: Evidence) -> Floats:
        return seen.candidates.best_sentence(seen.share(seen.with_next(seen.similar)))


class BestRare:
    """The best sentence's share of the question, rare words counting twice over."""

    name = "best rare words"

    def score(self, seen: Evidence) -> Floats:
        squared = seen.importance**2
        return seen.candidates.best_sentence(seen.present @ squared / max(float(squared.sum()), 1e-9))


class Pairs:
    """The question's pairs of adjacent words, by rarity among the candidates."""

    name = "pairs"

    def score(self, seen: Evidence) -> Floats:
        return seen.pairs


class Proximity:
    """How close together the question's words stand, over all sentences."""

    name = "proximity"

    def score(self, seen: Evidence) -> Floats:
        return seen.candidates.per_paragraph(seen.near)


class GramBm25:
    """BM25 over character grams (Robertson and others, Okapi at TREC-3, 1994), rarity among the candidates."""

    name = "grams"

    def score(self, seen: Evidence) -> Floats:
        counts = seen.candidates.per_paragraph(seen.candidates.grams_in)
        lengths = seen.candidates.per_paragraph(seen.candidates.gram_lengths.astype(np.float64))
        norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1.0))
        return np.asarray((counts * (_K1 + 1) / (counts + norm[:, None])) @ local_rarity(counts > 0))


@dataclass(frozen=True, slots=True)
class BestOffers:
    """Whether the sentence that holds most of the question holds the kind of answer that it asks for."""

    name: str
    kind: int

    def score(self, seen: Evidence) -> Floats:
        offered = Offers(self.name, self.kind).score(seen)
        rank = np.lexsort((-seen.share(seen.present) - 1e-3 * seen.bm25, seen.candidates.owner))
        return np.asarray(offered[rank[seen.candidates.first]])


class Length:
    """ln(1 + words)."""

    name = "length"

    def score(self, seen: Evidence) -> Floats:
        return np.log1p(seen.candidates.per_paragraph(seen.candidates.lengths.astype(np.float64)))


class Counts:
    """Σ importance · ln(1 + tf): more of the same word counts on, as it hardly does in BM25."""

    name = "counts"

    def score(self, seen: Evidence) -> Floats:
        return np.asarray(np.log1p(seen.frequency) @ seen.importance)


class LanguageModel:
    """Query likelihood with Dirichlet smoothing (Zhai and Lafferty, 2001), of the words that are there.

    Rarity stands for the collection model, cut at 9, where a word is as rare as can be told.
    """

    name = "language model"

    def score(self, seen: Evidence) -> Floats:
        ratio = np.exp(np.minimum(seen.question.rarity, 9.0)) / _SMOOTHING
        return np.asarray(np.log1p(seen.frequency * ratio) @ seen.question.weights)


class Missing:
    """The importance of the weightiest word that is not there."""

    name = "missing"

    def score(self, seen: Evidence) -> Floats:
        return np.asarray(((seen.frequency == 0) * seen.importance).max(axis=1, initial=0.0))


class Words:
    """How many of the question's words are there, stop words counting less."""

    name = "words"

    def score(self, seen: Evidence) -> Floats:
        return np.asarray((seen.frequency > 0) @ seen.question.weights)


class Capitals:
    """The share of the question's capitalised words, names for the most part, by importance."""

    name = "capitals"

    def score(self, seen: Evidence) -> Floats:
        capital = seen.importance * [word.capital for word in seen.question.words]
        return np.asarray((seen.frequency > 0) @ capital / max(float(capital.sum()), 1e-9))


PARAGRAPH_VIEWS: Final[tuple[View, ...]] = (
    FirstStage(),
    Best(SentenceBm25()),
    Best(Coverage()),
    Best(Likeness()),
    Best(Grams()),
    BestSpelled(),
    BestTwo(),
    BestRare(),
    Pairs(),
    Proximity(),
    GramBm25(),
    BestOffers("number", NUMBER),
    BestOffers("time", TIME),
    BestOffers("name", NAME),
    Length(),
    Counts(),
    LanguageModel(),
    Missing(),
    Words(),
    Capitals(),
    ArticleLikeness(),
    RelatedWords(),
)
