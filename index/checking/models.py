"""What a check gives: frozen values."""

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
    """Where an article says it: code points of its untouched text, whole sentences."""

    article_id: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSentence:
    """A sentence, or the words between quotation marks in one: it stands at ``span`` of the text that was checked.

    ``source`` is None for ABSENT only; ``text`` the article's words there. ``differences`` are given for ALTERED: what
    the article says (``old``) and what is said instead (``new``), in the order of the text. ``quotations`` are the
    quotations inside a sentence that does not itself stand in an article word for word.
    """

    span: Span
    verdict: Mark
    source: CheckedSource | None = None
    text: str = ""
    differences: tuple[Difference, ...] = ()
    quotations: tuple[CheckedSentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The sentences of a text, in order; ``unchecked`` counts those beyond the first few hundred."""

    sentences: tuple[CheckedSentence, ...] = ()
    unchecked: int = 0

    @property
    def counts(self) -> Mapping[Mark, int]:
        """How many sentences have each verdict."""
        return Counter(each.verdict for each in self.sentences)

    def __bool__(self) -> bool:
        return bool(self.sentences)
