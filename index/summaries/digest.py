"""The best sentences of several articles on one story, without near-repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from index.summaries.anaphora import asks, breaks_off, refers_back
from index.summaries.boilerplate import is_boilerplate, is_label
from index.summaries.figures import replaced
from index.summaries.salience import Bags, Floats, Vocabulary, bags
from index.summaries.scoring import QUOTES, centrality, similarities
from index.summaries.selection import best_first
from index.summaries.summarize import Document

CENTRAL: Final = 2.4
"""Weight of the similarity to the sum of all sentences (`Radev et al. 2004`)."""
LEAD: Final = 2.0
"""Weight of the position: divided by the root of the sentence's number in its article."""
REDUNDANCY: Final = 1.0
"""Penalty for the greatest similarity to a chosen sentence (`Carbonell & Goldstein 1998`)."""
ALIKE: Final = 0.4
"""The least cosine of two sentences that say the same."""
CONTAINED: Final = 0.6
"""The least share of the shorter sentence's terms in the other one if both say the same."""
_LONG, _LENGTHY = 45.0, 0.2
_GUARD, _BACK, _NEVER = 0.4, 0.8, 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A sentence to quote: the number of its article and its own number there, both from 0.

    ``earlier`` are the figures of older articles that a figure in it replaces, as they are written.
    """

    article: int
    sentence: int
    earlier: tuple[str, ...] = ()


def digest(
    articles: Sequence[Document], count: int | None = None, *, words: int | None = None, newest_first: bool = False
) -> list[Pick]:
    """At most ``count`` sentences, or as many as fit into ``words`` words, of articles on one story.

    They come article by article in reading order, except that a sentence that can lead comes first. If the articles
    are ``newest_first``, no figure is quoted that a newer one replaces. There are fewer sentences if nothing new is
    left to say. A greater ``count`` returns the same sentences and others. Without a limit, three sentences.
    """
    if count is None and words is None:
        count = 3
    filled = [(number, article) for number, article in enumerate(articles) if article.sentences]
    if not filled or (count is not None and count < 1):
        return []
    if len(filled) == 1 and words is None:
        number, article = filled[0]
        picks: Iterator[Pick] = (Pick(article=number, sentence=sentence) for sentence in _alone(article))
    else:
        picks = _together(filled, words, newest_first=newest_first)
    limit = count if count is not None else sum(len(article.sentences) for _, article in filled)
    chosen = [pick for pick, _ in zip(picks, range(limit), strict=False)]
    ordered = sorted(chosen, key=lambda pick: (pick.article, pick.sentence))
    lead = next((pick for pick in ordered if _leads(articles[pick.article], pick.sentence)), None)
    return ordered if lead is None else [lead, *(pick for pick in ordered if pick is not lead)]


def _leads(article: Document, sentence: int) -> bool:
    """Whether a digest can begin with this sentence: it stands by itself and is not the label of a part."""
    text = article.sentences[sentence].text
    if is_label(text) or is_boilerplate(text) or asks(text):
        return False
    return sentence == 0 or not refers_back(text, article.language)


def _alone(article: Document) -> Iterator[int]:
    texts = [sentence.text for sentence in article.sentences]
    numbers = [sentence.paragraph for sentence in article.sentences]
    alone = [numbers.count(number) == 1 for number in numbers] if len(numbers) < 500 else ()
    return best_first(texts, article.language, title=article.title, alone=alone)


def _together(articles: Sequence[tuple[int, Document]], words: int | None, *, newest_first: bool) -> Iterator[Pick]:
    """Chooses greedily: each time the best sentence that fits and repeats no chosen one."""
    language = articles[0][1].language
    flat = [
        (Pick(article=number, sentence=place), sentence.text)
        for number, article in articles
        for place, sentence in enumerate(article.sentences)
    ]
    found = bags([text for _, text in flat], Vocabulary(language))
    worth = _worth(flat, found, language)
    sizes = np.array([len(text.split()) for _, text in flat]) if words is not None else np.zeros(len(flat))
    stale, earlier = _replaced(articles) if newest_first else (set(), {})
    left, likest = words or 0, np.zeros(len(flat))
    covered = np.array([(pick.article, pick.sentence) in stale for pick, _ in flat], dtype=np.bool_)
    while True:
        row = int(np.argmax(np.where(covered | (sizes > left), -np.inf, worth - REDUNDANCY * likest)))
        if covered[row] or sizes[row] > left or worth[row] < -_NEVER / 2:
            return
        pick = flat[row][0]
        yield replace(pick, earlier=earlier.get((pick.article, pick.sentence), ()))
        left -= int(sizes[row])
        like = similarities(found, row)
        likest = np.maximum(likest, like)
        covered |= (like >= ALIKE) | (_contained(found, row) >= CONTAINED)
        covered[row] = True


def _replaced(
    articles: Sequence[tuple[int, Document]],
) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[str, ...]]]:
    """``figures.replaced`` for the articles, each with its title in front, with the places that ``Pick`` has."""
    texts = [[article.title or "", *(each.text for each in article.sentences)] for _, article in articles]
    stale, earlier = replaced(texts)
    numbers = [number for number, _ in articles]
    return (
        {(numbers[article], sentence - 1) for article, sentence in stale},
        {(numbers[article], sentence - 1): figures for (article, sentence), figures in earlier.items()},
    )


def _worth(flat: Sequence[tuple[Pick, str]], found: Bags, language: str) -> Floats:
    """``(sentences,) float64``: centroid and lead; lower if long, boilerplate or unable to stand alone."""
    central = CENTRAL * centrality(found, np.ones(found.total))
    lead = LEAD / np.sqrt(1 + np.array([pick.sentence for pick, _ in flat], dtype=np.float64))
    long = _LENGTHY * np.clip((found.lengths - _LONG) / 30, 0, 2)
    guards = [
        _NEVER * (is_boilerplate(text) or is_label(text))
        + _BACK * (pick.sentence > 0 and refers_back(text, language))
        + _GUARD * (breaks_off(text) + (text[0] in QUOTES) + asks(text))
        for pick, text in flat
    ]
    return np.asarray(central + lead - long - np.array(guards))


def _contained(found: Bags, row: int) -> Floats:
    """``(sentences,) float64``: distinct terms shared with sentence ``row``, as a share of the shorter one's terms."""
    mine = np.zeros(found.terms)
    mine[found.columns[found.entries(row)]] = 1.0
    both = np.bincount(found.rows, mine[found.columns], found.total)
    own = np.bincount(found.rows, minlength=found.total)
    return np.asarray(both / np.maximum(np.minimum(own, own[row]), 1))
