"""Which sentences of an article to quote as its summary, and how many.

The default method weighs a sentence's position, its centrality and its form. It is a sumy summariser over sumy's
document model, like the classic algorithms, which callers can choose instead.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from index.analysis.sentences.segmentation import paragraphs, sentences

DEFAULT_METHOD: Final = "verbatim"
CLASSIC_METHODS: Final = ("lexrank", "luhn", "textrank", "lsa", "kl", "sumbasic", "reduction", "edmundson")
METHODS: Final = (DEFAULT_METHOD, *CLASSIC_METHODS)
LIMITS: Final = {
    "lexrank": 250,
    "luhn": 2_000,
    "textrank": 250,
    "lsa": 400,
    "kl": 80,
    "sumbasic": 400,
    "reduction": 200,
    "edmundson": 5_000,
}
"""The most sentences that each of sumy's algorithms handles in about two seconds on a slow machine."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceUnit:
    """A sentence as it stands in the article; ``paragraph`` and ``position`` in it count from 0."""

    text: str
    paragraph: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text to summarise: sentences in reading order, without repeats. ``language`` is an ISO 639-1 code."""

    sentences: tuple[SentenceUnit, ...]
    title: str | None = None
    language: str = "und"

    @classmethod
    def of(cls, *texts: str, title: str | None = None, language: str = "en") -> Document:
        """A document from plain texts; each may hold several paragraphs."""
        found = [span.of(text) for text in texts for span in paragraphs(text)]
        return cls.build(
            [[span.of(text) for span in sentences(text, language)] for text in found], title=title, language=language
        )

    @classmethod
    def build(cls, parts: Sequence[Sequence[str]], *, title: str | None = None, language: str = "und") -> Document:
        """A document from paragraphs that are split already: each a sequence of its sentences."""
        return cls(
            sentences=tuple(
                SentenceUnit(text=text, paragraph=number, position=position)
                for number, part in enumerate(parts)
                for position, text in enumerate(part)
            ),
            title=title,
            language=language,
        )


def choose(document: Document, count: int, *, method: str = DEFAULT_METHOD, focus: str | None = None) -> list[int]:
    """The numbers, from 0 and in reading order, of at most ``count`` sentences to quote.

    There are fewer if fewer are worth quoting. With the default method no sentence comes twice, and boilerplate comes
    only if there is nothing else. A greater ``count`` returns the same sentences and others. ``focus`` (words) asks
    for sentences on that subject, always by the default method; none if nothing is about it. ``method`` is one of
    ``METHODS``; raises ValueError for another one. If a classic method would take too long on this many sentences, the
    default is used and the log says so.
    """
    if method not in METHODS:
        raise ValueError(f"unknown summary method {method!r}; there are {', '.join(METHODS)}")
    if count < 1 or not document.sentences:
        return []
    total = len(document.sentences)
    if method != DEFAULT_METHOD and total > LIMITS[method]:
        logger.warning("summary.default: %s is for at most %d sentences, not %d", method, LIMITS[method], total)
        method = DEFAULT_METHOD
    # Importing sumy takes a second, so it waits for the first summary.
    from index.summaries.algorithms import VerbatimSummarizer, model

    texts = [sentence.text for sentence in document.sentences]
    paged = model(texts, [sentence.paragraph for sentence in document.sentences], document.title)
    if method != DEFAULT_METHOD and not focus:
        found = _classic(method, document, paged, min(count, total))
        if found is not None:
            return found
    summarise = VerbatimSummarizer(document.language, focus=focus)
    return [sentence.number for sentence in summarise(paged, count)]


def _classic(method: str, document: Document, paged: Any, count: int) -> list[int] | None:
    """The choice of one of sumy's algorithms; None where it fails, as some do on texts of a few words."""
    from index.summaries.algorithms import classic

    try:
        summarise = classic(method, document.language, document.title, paged)
        return [sentence.number for sentence in summarise(paged, count)]
    except (ArithmeticError, ValueError, IndexError) as error:
        logger.warning("summary.default: %s failed (%s)", method, error)
        return None


def default_length(total: int) -> int:
    """How many sentences suit a summary of ``total`` sentences: 3 for news, half of a shorter text, at most 8."""
    half = (total + 1) // 2
    return min(8, half, max(3, round(1.1 * math.sqrt(total / 2))))


def length_for(kind: str | int | float, total: int) -> int:
    """A requested length as a number of sentences, from 1 to ``total`` (0 if there are none).

    ``kind`` is a number of sentences (int), a share of the article (float, 0 to 1), or "short", "medium"
    or "long". Raises ValueError for anything else.
    """
    if total < 1:
        return 0
    if isinstance(kind, float):
        count = math.ceil(kind * total) if math.isfinite(kind) else total
    elif isinstance(kind, int):
        count = kind
    else:
        usual = default_length(total)
        sizes = {"short": math.ceil(usual / 2), "medium": usual, "long": 2 * usual}
        if kind not in sizes:
            raise ValueError(f"unknown length {kind!r}; there are {', '.join(sizes)}")
        count = sizes[kind]
    return max(1, min(count, total))
