"""What of a paragraph is shown as its answer: the sentence that answers, and a neighbour that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.models import Span
from index.summaries.anaphora import breaks_off, refers_back

LONGEST: Final = 1024
"""UTF-16 units that a highlight may grow to: what can be quoted in one piece."""


def highlight(text: str, sentences: Sequence[Span], answering: Span, language: str) -> Span:
    """Whole sentences of ``text``: those that ``answering`` covers, and what they cannot be understood without.

    The sentence before joins one that opens by referring to it, or goes on with what it began; the sentence after
    joins one that ends in a colon. Never more than one on each side, and never beyond ``LONGEST``. The whole
    text where ``answering`` covers no sentence.
    """
    # Another copy's characters may stand a little elsewhere: a sentence counts when most of it is inside.
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
    """The one sentence that has most of ``answering`` in it; None where it covers none."""
    shared = [min(one.end, answering.end) - max(one.start, answering.start) for one in sentences]
    most = max(shared, default=0)
    return Span(*sentences[shared.index(most)]) if most > 0 else None


def _unfinished(sentence: str) -> bool:
    """Whether it goes on with what an earlier sentence began: in lower case, or within a quotation that ends here."""
    if sentence[:1].islower():
        return True
    if not breaks_off(sentence):
        return False
    closing = (sentence.find(right) for left, right in _MARKS if left not in sentence[: sentence.find(right)])
    # What stands behind a space opens a quotation in some languages.
    return any(at > 0 and not sentence[at - 1].isspace() for at in closing)


_MARKS: Final = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("『", "』"))


def _joined(text: str, alone: Span, together: Span) -> Span:
    units = len(together.of(text).encode("utf-16-le", "surrogatepass")) // 2
    return together if units <= LONGEST else alone
