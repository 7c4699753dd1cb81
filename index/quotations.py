"""Where a text only says who speaks: the words between a quotation and the end of its sentence."""

from __future__ import annotations

import regex

from index import lexicon
from index.models import Span

# Longer ones say more than who speaks.
LONGEST = 22
# How near to an edge of the clause its verb must stand, in words.
NEAR = 5
_QUOTED = regex.compile(r'"[^"]{2,3000}"|(?<!\w)\'[^\']{12,2000}\'(?!\w)|(?<!\w)\'\'[^"]{2,3000}?\'\'')
_END = regex.compile(r"[.!?](?=\s)")
_ABBREVIATED = regex.compile(r"\b\p{Lu}\p{L}{0,3}$")
_WORDS = regex.compile(r"\p{L}[\p{L}\p{M}]*")


def attributions(text: str) -> tuple[Span, ...]:
    """The clauses beside quotations that hold a verb of saying; ``text`` in canonical form."""
    quoted = [Span(*found.span()) for found in _QUOTED.finditer(text)]
    found = []
    last = 0
    for quote in [*quoted, Span(len(text), len(text))]:
        gap = Span(last, quote.start)
        if gap.end > gap.start:
            first = _first_end(text, gap)
            final = _last_end(text, gap)
            if last and _says(text, Span(gap.start, first)):
                found.append(Span(gap.start, first))
            if quote.start < len(text) and final > gap.start - 1 and _says(text, Span(final, gap.end)):
                found.append(Span(final, gap.end))
        last = quote.end
    return tuple(found)


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
