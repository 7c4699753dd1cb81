"""Views of a sentence: each says one thing about every candidate sentence. They choose what is highlighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from index.analysis.answer_types import NAME, NUMBER, TIME
from index.ranking.features.candidates import Floats
from index.ranking.features.evidence import Evidence
from index.ranking.features.proximity import local_rarity
from index.ranking.features.related_words import Related


class View(Protocol):
    """One value for each sentence or for each paragraph; ``name`` is its key among the fitted weights."""

    @property
    def name(self) -> str:
        """What the view is called, in a few words."""
        ...

    def score(self, seen: Evidence) -> Floats:
        """The values, in the candidates' order."""
        ...


class SentenceBm25:
    """The sentence's own BM25+, as ``rank_bm25`` computes it."""

    name = "bm25"

    def score(self, seen: Evidence) -> Floats:
        return seen.bm25


class Coverage:
    """The share of the question's importance whose words are there."""

    name = "coverage"

    def score(self, seen: Evidence) -> Floats:
        return seen.share(seen.present)


class Likeness:
    """The same, with words that are only spelled alike."""

    name = "likeness"

    def score(self, seen: Evidence) -> Floats:
        return seen.share(seen.similar)


class Grams:
    """The share of the question's character grams that are there, by their rarity among the candidates."""

    name = "grams"

    def score(self, seen: Evidence) -> Floats:
        rarity = local_rarity(seen.candidates.per_paragraph(seen.candidates.grams_in) > 0)
        return np.asarray((seen.candidates.grams_in > 0) @ rarity / max(float(rarity.sum()), 1e-9))


class GramDensity:
    """How much of the sentence's own characters the question has."""

    name = "gram density"

    def score(self, seen: Evidence) -> Floats:
        matched = (seen.candidates.grams_in > 0).sum(axis=1)
        return np.asarray(matched / np.maximum(seen.candidates.gram_lengths, 10))


@dataclass(frozen=True, slots=True)
class Offers:
    """Whether the sentence holds the kind of answer that the question asks for."""

    name: str
    kind: int

    def score(self, seen: Evidence) -> Floats:
        if not seen.question.kinds & self.kind:
            return np.zeros(seen.candidates.sentences)
        return np.asarray((seen.candidates.offers & self.kind) > 0, dtype=np.float64)


class Length:
    """ln(1 + words): a longer sentence holds more of everything, the answer too."""

    name = "length"

    def score(self, seen: Evidence) -> Floats:
        return np.log1p(seen.candidates.lengths)


class Novelty:
    """ln(1 + words that are not the question's)."""

    name = "novelty"

    def score(self, seen: Evidence) -> Floats:
        return np.asarray(np.log1p(np.maximum(seen.candidates.lengths - seen.present.sum(axis=1), 0)))


class Near:
    """How close together the question's words stand."""

    name = "near"

    def score(self, seen: Evidence) -> Floats:
        return seen.near


class Before:
    """What the sentence before in the paragraph holds of the question: the answer may follow."""

    name = "before"

    def score(self, seen: Evidence) -> Floats:
        covered = seen.share(seen.present)
        before = np.zeros_like(covered)
        inside = seen.candidates.owner[1:] == seen.candidates.owner[:-1]
        before[1:][inside] = covered[:-1][inside]
        return before


SENTENCE_VIEWS: Final[tuple[View, ...]] = (
    SentenceBm25(),
    Coverage(),
    Likeness(),
    Grams(),
    GramDensity(),
    Offers("number", NUMBER),
    Offers("time", TIME),
    Offers("name", NAME),
    Length(),
    Novelty(),
    Near(),
    Before(),
    Related(),
)
