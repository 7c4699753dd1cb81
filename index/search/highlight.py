"""Chooses the part of a paragraph to highlight: the answering sentence and the neighbours it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.models import Span
from index.summaries.anaphora import breaks_off, refers_back

LONGEST: Final = 1024
"""Maximum length of a highlight in UTF-16 units: what can be quoted in one piece."""


def highlight(text: str, sentences: Sequence[Span], answering: Span, language: str) -> Span:
    """The span of whole sentences of ``text`` that ``answering`` covers, with neighbours needed to follow them.

    The sentence before is added if the first one refers back to it or continues it; the sentence after is added if the
    last one ends in a colon. At most one is added on each side, and never beyond ``LONGEST``. Returns the whole text
    where ``answering`` covers no sentence.
    """
    # Offsets may differ a little in another copy, so a sentence counts when most of it is inside.
    chosen = [
        number
        for number, one in enumerate(sentences)
        if 2 * (min(one.end, answering.end) - max(one.start, answering.start)) > one.end - one.start
    ]
    if not chosen:
        return Span(0, len(text))
    first, last = chosen[0], chosen[-1]
    opening, closing = sentences[first].of(text), sentences[last].of(text)
    span = Span(sentences[first].start, sentences[last].end)
    if first and (refers_back(opening, language) or _unfinished(opening)):
        span = _joined(text, span, Span(sentences[first - 1].start, span.end))
    if last + 1 < len(sentences) and closing.rstrip().endswith((":", "：")):
        span = _joined(text, span, Span(span.start, sentences[last + 1].end))
    return span


def answering_sentence(sentences: Sequence[Span], answering: Span) -> Span | None:
    """The sentence that overlaps most with ``answering``; None where none does."""
    shared = [min(one.end, answering.end) - max(one.start, answering.start) for one in sentences]
    most = max(shared, default=0)
    return Span(*sentences[shared.index(most)]) if most > 0 else None


def _unfinished(sentence: str) -> bool:
    """Whether it continues an earlier sentence: begins in lower case, or closes a quotation that it did not open."""
    if sentence[:1].islower():
        return True
    if not breaks_off(sentence):
        return False
    closing = (sentence.find(right) for left, right in _MARKS if left not in sentence[: sentence.find(right)])
    # In some languages the same mark opens a quotation, after a space.
    return any(at > 0 and not sentence[at - 1].isspace() for at in closing)


_MARKS: Final = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("『", "』"))


def _joined(text: str, alone: Span, together: Span) -> Span:
    units = len(together.of(text).encode("utf-16-le", "surrogatepass")) // 2
    return together if units <= LONGEST else alone
