"""Quoting a rich message as Telegram does: its own texts, with their formatting and nesting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.domain.html import units
from bot.domain.incoming.rich_messages import QUOTED

# Types that are quoted whole or not at all, and the field with their words.
_WHOLE = {"custom_emoji": "alternative_text", "mathematical_expression": "expression"}
# Telegram's limits for a quotation: texts, and levels of formatting.
MOST_QUOTED_TEXTS = 32
DEEPEST_QUOTED = 16


def quoted_texts(places: Mapping[str, Any], text: str, start: int) -> tuple[int, list[Any]] | None:
    """How Telegram quotes the words ``text`` that begin at ``start``, in UTF-16 units, of a flattened message.

    Returns the position within the message's quotable text, and a RichText for each text that holds some of the words.
    None when Telegram would refuse: none of the words are the message's own, there are too many texts, or the words are
    part of something that can only be quoted whole.
    """
    end = start + units(text)
    encoded = text.encode("utf-16-le", "surrogatepass")

    def words(from_: int, to: int) -> str:
        return encoded[2 * (from_ - start) : 2 * (to - start)].decode("utf-16-le", "surrogatepass")

    styles = [each for each in places["styles"] if each["offset"] < end and start < each["offset"] + each["length"]]
    position: int | None = None
    texts: list[Any] = []
    for at, quotable, length in places["pieces"]:
        first, last = max(at, start), min(at + length, end)
        if first >= last:
            continue
        built = _rebuilt(words, first, last, styles)
        if built is None or len(texts) == MOST_QUOTED_TEXTS:
            return None
        position = quotable + first - at if position is None else position
        texts.append(built)
    return None if position is None else (position, texts)


def _rebuilt(words: Callable[[int, int], str], start: int, end: int, styles: Iterable[Mapping[str, Any]]) -> Any:
    """The RichText from ``start`` to ``end``, nested as before; None when it cannot be quoted."""
    whole: list[Any] = []
    open_: list[tuple[int, list[Any]]] = [(end, whole)]
    at = start

    def close(until: int) -> None:
        """Writes the words before ``until``, and closes what ends there."""
        nonlocal at
        while True:
            stop = min(until, open_[-1][0])
            if at < stop:
                open_[-1][1].append(words(at, stop))
                at = stop
            if open_[-1][0] > until or len(open_) == 1:
                return
            open_.pop()

    for style in styles:
        first, last = max(start, style["offset"]), min(end, style["offset"] + style["length"])
        if first >= last:
            continue
        close(first)
        kind = style["type"]
        node: dict[str, Any] = {name: style[name] for name in ("type", *QUOTED[kind])}
        open_[-1][1].append(node)
        if kind in _WHOLE:
            if last - first < style["length"]:
                return None
            node[_WHOLE[kind]], at = words(first, last), last
            continue
        node["text"] = []
        open_.append((last, node["text"]))
        if len(open_) > DEEPEST_QUOTED:
            return None
    close(end)
    return _single(whole)


def _single(texts: list[Any]) -> Any:
    """The texts, those of one element as this element; at most ``DEEPEST_QUOTED`` deep."""
    for each in texts:
        if isinstance(each, dict) and "text" in each:
            each["text"] = _single(each["text"])
    return texts[0] if len(texts) == 1 else texts
