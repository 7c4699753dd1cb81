"""Where a text only says who speaks: the words between a quotation and the end of its sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

import regex

from index.dedup.words import lexicon
from index.models import Span

# Longer ones say more than who speaks.
LONGEST = 22
LONGEST_AFTER_EXCLAMATION = 14
# How near to an edge of the clause its verb must stand, in words.
NEAR = 8
_QUOTED = regex.compile(r'"[^"]{2,3000}"|(?<!\w)\'[^\']{12,2000}\'(?!\w)|(?<!\w)\'\'[^"]{2,3000}?\'\'')
_END = regex.compile(r"[.!?](?=\s)")
_ABBREVIATED = regex.compile(r"\b\p{Lu}\p{L}{0,3}$")
_WORDS = regex.compile(r"\p{L}[\p{L}\p{M}]*")


def attributions(text: str, inserted: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The clauses beside quotations that hold a verb of saying; ``text`` in canonical form.

    Quotations that lie in ``inserted`` parts are not looked at: whoever adds a quotation adds something.
    """
    quoted = [quote for quote in _quotations(text) if not _fresh(quote, inserted)]
    found = []
    last = 0
    for quote in [*quoted, Span(len(text), len(text))]:
        gap = Span(last, quote.start)
        if gap.end > gap.start:
            left = Span(_speaks_from(text, gap), _first_end(text, gap))
            right = Span(_last_end(text, gap), gap.end)
            if last and _continues(text, left) and _says(text, left):
                found.append(left)
            if quote.start < len(text) and _says(text, right):
                found.append(right)
        last = quote.end
    return tuple(found)


def _quotations(text: str) -> Iterator[Span]:
    for found in _QUOTED.finditer(text):
        if not _titled(found[0]):
            yield Span(*found.span())


def _fresh(quote: Span, inserted: Sequence[Span]) -> bool:
    # The parts are in order: only those that reach into the quotation are looked at.
    first = bisect_right(inserted, quote.start, key=lambda each: each.end)
    later = (inserted[number] for number in range(first, len(inserted)))
    reaching = takewhile(lambda each: each.start < quote.end, later)
    common = sum(min(quote.end, each.end) - max(quote.start, each.start) for each in reaching)
    return common * 2 > quote.end - quote.start


def _continues(text: str, clause: Span) -> bool:
    """Whether the sentence of the quotation before goes on: a full stop inside the marks ends it."""
    ending = text[max(0, clause.start - 3) : clause.start].rstrip("\"' ")[-1:]
    if ending == ".":
        return False
    return ending not in "!?" or len(_WORDS.findall(text, clause.start, clause.end)) <= LONGEST_AFTER_EXCLAMATION


def _speaks_from(text: str, gap: Span) -> int:
    """Where the words after a quotation may begin to say who speaks.

    Where no stop stands inside its marks, the sentence goes on as its writer's own: '"compete" with others, he said'.
    """
    if gap.start < 2 or not text[gap.start - 2].isalnum() or not text[gap.start + 1 : gap.start + 2].islower():
        return gap.start
    comma = text.find(",", gap.start, gap.end)
    return gap.start if comma < 0 else comma


def _titled(quoted: str) -> bool:
    """Whether the marks hold a name and not what somebody said: "Meet the Press."."""
    words = _WORDS.findall(quoted)
    return 1 < len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper()


def _first_end(text: str, gap: Span) -> int:
    for end in _END.finditer(text, gap.start, gap.end):
        if not _ABBREVIATED.search(text, max(gap.start, end.start() - 5), end.start()):
            return end.start()
    return gap.end


def _last_end(text: str, gap: Span) -> int:
    last = gap.start
    for end in _END.finditer(text, gap.start, gap.end):
        if not _ABBREVIATED.search(text, max(gap.start, end.start() - 5), end.start()):
            last = end.end()
    return last


def _says(text: str, clause: Span) -> bool:
    words = [word.casefold() for word in _WORDS.findall(text, clause.start, clause.end)]
    if len(words) > LONGEST:
        return False
    return any(word in lexicon.reporting() for word in (*words[:NEAR], *words[-NEAR:]))
