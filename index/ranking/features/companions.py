"""The company that a paragraph keeps: what else of its article was found."""

from __future__ import annotations

import numpy as np

from index.ranking.features.candidates import Floats
from index.ranking.features.evidence import Evidence


class ArticleLikeness:
    """The share of the question that the candidates of the paragraph's article hold together, words alike included.

    In a chat with many articles the words that name an event stand in its title and lead, and often not in the
    paragraph that answers.
    """

    name = "article likeness"

    def score(self, seen: Evidence) -> Floats:
        article = seen.candidates.article
        together = np.zeros((int(article.max()) + 1, seen.question.size))
        np.maximum.at(together, article, np.maximum.reduceat(seen.similar, seen.candidates.first, axis=0))
        return seen.share(together)[article]
