"""What a check returns: frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from index.dedup.compare.differences import Difference
from index.models import Span


class Mark(StrEnum):
    """What a sentence is to the articles."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    SUPPORTED = "supported"
    ABSENT = "absent"


class CheckedSource(NamedTuple):
    """The sentences of an article that say it, as a span of its untouched text."""

    article_id: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSentence:
    """A sentence, or a quotation inside one, at ``span`` of the checked text.

    ``source`` is None only for ABSENT. ``differences``, for ALTERED, are what the article says (``old``) and what the
    text says instead (``new``), in the text's order. ``quotations`` are those inside a sentence that is not itself in
    an article word for word.
    """

    span: Span
    verdict: Mark
    source: CheckedSource | None = None
    text: str = ""
    differences: tuple[Difference, ...] = ()
    quotations: tuple[CheckedSentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The checked sentences of a text, in order; ``unchecked`` counts those beyond the limit."""

    sentences: tuple[CheckedSentence, ...] = ()
    unchecked: int = 0

    @property
    def counts(self) -> Mapping[Mark, int]:
        """How many sentences have each verdict."""
        return Counter(each.verdict for each in self.sentences)

    def __bool__(self) -> bool:
        return bool(self.sentences)
