"""Related words: what stands in the place of those that the question has and the text has not."""

from __future__ import annotations

from index.ranking.features.candidates import Floats
from index.ranking.features.evidence import Evidence


class Related:
    """The share of the question that a sentence does not hold, as far as related words are there."""

    name = "related words"

    def score(self, seen: Evidence) -> Floats:
        return seen.share((1 - seen.similar) * seen.candidates.related)


class RelatedWords:
    """The same of a paragraph, a word and its relative in whichever of its sentences."""

    name = "related words"

    def score(self, seen: Evidence) -> Floats:
        lacking = 1 - seen.candidates.best_sentence(seen.similar)
        return seen.share(lacking * seen.candidates.best_sentence(seen.candidates.related))
