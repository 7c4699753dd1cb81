"""The paragraphs that a text is compared with, each read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.checking.reading import Joined, Reading, Stretch, tokens
from index.models import Scope, Span
from index.search.passages import contents_within
from index.search.retrieval import first_stage
from index.store.articles import articles
from index.store.contents import contents
from index.store.contents.contents import StoredParagraph

CANDIDATES: Final = 8
"""How many paragraphs a sentence is compared with: the best by their words, and as many by their meaning."""


class Paragraph:
    """A stored paragraph, its sentences as words, and a searchable string of them all; computed at first use."""

    def __init__(self, stored: StoredParagraph) -> None:
        self.stored = stored
        self.spans = [Span(*each) for each in stored.sentences]
        self.tokens = [tokens(span.of(stored.text)) for span in self.spans]
        self.all_tokens = frozenset[str]().union(*self.tokens)

    @cached_property
    def readings(self) -> Sequence[Reading]:
        """Its sentences as words."""
        return [Reading(span.of(self.stored.text), self.stored.language) for span in self.spans]

    @cached_property
    def stretch(self) -> Stretch:
        """All sentences as one searchable string."""
        return Stretch(self.readings)

    def joined(self, at: Span) -> Reading:
        """Neighbouring sentences as one."""
        if at.end - at.start == 1:
            return self.readings[at.start]
        return Joined(self.readings[at.start : at.end])

    def span(self, at: Span) -> Span:
        """The span in ``stored.text`` of the sentences with these numbers."""
        return Span(self.spans[at.start].start, self.spans[at.end - 1].end)


@dataclass(slots=True)
class Articles:
    """What a check reads from a collection, each paragraph once."""

    connection: Connection
    collection_id: int
    allowed: frozenset[int] | None
    within: NDArray[np.int64] | None
    besides: int | None
    held: dict[int, list[Paragraph]]

    @classmethod
    def of(cls, connection: Connection, collection_id: int, scope: Scope, besides: int | None) -> Articles:
        """The articles in scope, without the article ``besides``."""
        within = contents_within(connection, collection_id, scope)
        allowed = None if within is None else frozenset(connection.scalars(articles.ids_within(collection_id, scope)))
        return cls(connection, collection_id, allowed, within, besides, {})

    def by_words(self, text: str) -> list[Paragraph]:
        """The paragraphs with most of the text's words, best first."""
        first = first_stage(self.connection, self.collection_id, text, content_ids=self.within, count=CANDIDATES)
        return self.paragraphs(first.contents.tolist())

    def paragraphs(self, content_ids: Sequence[int]) -> list[Paragraph]:
        """These contents as paragraphs of articles in scope, each from the first article that holds it."""
        lacking = [each for each in content_ids if each not in self.held]
        if lacking:
            for each in lacking:
                self.held[each] = []
            for stored in contents.occurrences(self.connection, self.collection_id, lacking):
                if not self.held[stored.content_id] and self._in_scope(stored.article_id):
                    self.held[stored.content_id].append(Paragraph(stored))
        return [paragraph for each in content_ids for paragraph in self.held[each]]

    def _in_scope(self, article_id: int) -> bool:
        return article_id != self.besides and (self.allowed is None or article_id in self.allowed)
