"""Spoilers: the ranges an author has hidden, found again from an article's places, and kept hidden."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.domain.html import HIDDEN, escape, spoiler
from index import Article, Place, Span
from index.names import shortened

SPOILER = "spoiler"
# In code points: a title is made from no more than so much of a text; the longest one made without the hidden words.
_LOOKED_AT, _LONGEST_TITLE = 300, 80

# Ranges of code points, in order; no two touch.
Hidden = tuple[Span, ...]


def hidden_in(article: Article) -> Hidden:
    """The ranges of the article that any of its messages hides."""
    return hidden_at(article.places)


def hidden_at(places: Iterable[Place]) -> Hidden:
    """The hidden ranges of a text that stands at these places."""
    found: list[Span] = []
    for place in places:
        if f'"{SPOILER}"' not in place.where:
            continue
        where = json.loads(place.where)
        styles = where["rich"]["styles"] if "rich" in where else where["entities"]
        found += _spans(styles, where["wide"], place.span)
    return _merged(found)


def touched(hidden: Sequence[Span], span: Span) -> bool:
    """Whether anything of the range is hidden."""
    return any(each.start < span.end and span.start < each.end for each in hidden)


def covered(hidden: Sequence[Span], spans: Iterable[Span]) -> bool:
    """Whether all of these ranges are hidden."""
    return all(any(each.start <= span.start and span.end <= each.end for each in hidden) for span in spans)


def veiled(text: str, hidden: Sequence[Span], at: int = 0) -> str:
    """``text``, which begins at the code point ``at``, as HTML with the hidden ranges as spoilers."""
    return "".join(spoiler(escape(part)) if hides else escape(part) for part, hides in _parts(text, hidden, at))


def veiling(hidden: Sequence[Span], at: int) -> Callable[[str, int], str]:
    """``veiled`` for parts of a text that begins at ``at``, as ``bot.domain.html.marked`` shows them."""
    return lambda part, start: veiled(part, hidden, at + start)


def without(text: str, hidden: Sequence[Span], at: int = 0) -> str:
    """``text``, which begins at ``at``, as plain text, with ``HIDDEN`` for the hidden ranges."""
    return "".join(HIDDEN if hides else part for part, hides in _parts(text, hidden, at))


def veiled_title(title: str | None, text: str, places: Iterable[Place]) -> str | None:
    """A title for the text that gives nothing hidden away; ``title`` itself (or None) where nothing is hidden."""
    hidden = hidden_at(places)
    if not hidden:
        return title
    line = title if title is not None else (text.lstrip()[:_LOOKED_AT].splitlines() or [""])[0]
    at = text.find(line)
    if at < 0 or not touched(hidden, Span(at, at + len(line))):
        return title
    return shortened(without(line, hidden, at), _LONGEST_TITLE)


def _spans(styles: Iterable[dict[str, Any]], wide: Sequence[int], within: Span) -> list[Span]:
    """The spoilers among a message's styles, in code points of the text; the message is its part ``within``."""
    # Offsets, in UTF-16 units, of the characters that take two units.
    doubled = [position + before for before, position in enumerate(wide)]
    found = []
    for each in styles:
        if each["type"] != SPOILER:
            continue
        first, last = each["offset"], each["offset"] + each["length"]
        start, end = (unit - bisect_left(doubled, unit) for unit in (first, last))
        found.append(Span(min(start, within.end - within.start), end).shifted(within.start))
    return [Span(each.start, min(each.end, within.end)) for each in found if each.start < min(each.end, within.end)]


def _merged(spans: Iterable[Span]) -> Hidden:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _parts(text: str, hidden: Sequence[Span], at: int) -> list[tuple[str, bool]]:
    """The text in pieces, each with a flag: hidden or not."""
    parts, done = [], 0
    for span in hidden:
        start, end = max(span.start - at, done), min(span.end - at, len(text))
        if start < end:
            parts += [(text[done:start], False), (text[start:end], True)]
            done = end
    return [(part, hides) for part, hides in [*parts, (text[done:], False)] if part]
