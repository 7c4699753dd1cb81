"""Rich messages, as far as quoting needs them: their texts, and the position of quoted words in these.

A text is a string, a list of texts, or an object with a type and a text, as in Telegram.
"""

from __future__ import annotations

from typing import Any, Final

from bot.playground.text import units

# The only types that Telegram keeps and compares in a quoted part of a rich message.
QUOTED_TYPES: Final = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "subscript", "superscript", "date_time",
        "custom_emoji", "mathematical_expression",
    }
)  # fmt: skip
MOST_TEXTS: Final = 32
# A character with its formatting types, outer before inner.
Styled = list[tuple[str, tuple[str, ...]]]
_FIELDS: Final = ("text", "summary", "expression", "blocks", "items", "caption", "cells", "credit")


def texts(node: Any) -> list[Any]:
    """The quotable texts of a message, a block or several blocks, in order."""
    if isinstance(node, list):
        return [text for each in node for text in texts(each)]
    if not isinstance(node, dict) or node.get("type") in ("anchor", "divider", "buttons"):
        return []
    found: list[Any] = []
    for name in _FIELDS:
        if name not in node:
            continue
        value = node[name]
        media = name == "caption" and isinstance(value, dict) and "type" not in value
        found += texts(value) if name in ("blocks", "items", "cells") or media else [value]
    return found


def plain(text: Any) -> str:
    """The words of a text."""
    return "".join(character for character, _ in styled(text))


def styled(text: Any, outer: tuple[str, ...] = ()) -> Styled:
    """The characters of a text, each with the formatting that a quote keeps."""
    if isinstance(text, str):
        return [(character, outer) for character in text]
    if isinstance(text, list):
        return [one for each in text for one in styled(each, outer)]
    kind = text["type"]
    inner = (*outer, kind) if kind in QUOTED_TYPES else outer
    words = next((text[name] for name in ("text", "expression", "alternative_text") if name in text), "")
    return styled(words, inner)


def position(message: dict[str, Any], quoted: list[Any]) -> int | None:
    """The position of the quoted texts, in UTF-16 units of all texts joined by line feeds; None if they do not
    match."""
    there, wanted = [styled(text) for text in texts(message)], [styled(text) for text in quoted]
    if not 0 < len(wanted) <= MOST_TEXTS:
        return None
    for first in range(len(there) - len(wanted) + 1):
        at = _begins(there[first : first + len(wanted)], wanted)
        if at is not None:
            before = [*there[:first], there[first][:at]]
            return sum(units.length("".join(character for character, _ in text)) for text in before) + first
    return None


def _begins(there: list[Styled], wanted: list[Styled]) -> int | None:
    """The position of the first wanted text in the first existing text."""
    if len(wanted) == 1:
        length = len(wanted[0])
        found = (at for at in range(len(there[0]) - length + 1) if there[0][at : at + length] == wanted[0])
        return next(found, None)
    tail, head = len(there[0]) - len(wanted[0]), len(wanted[-1])
    whole = there[1:-1] == wanted[1:-1]
    fits = whole and tail >= 0 and there[0][tail:] == wanted[0] and there[-1][:head] == wanted[-1]
    return tail if fits else None
