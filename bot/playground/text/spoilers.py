"""`||hidden||` in people's messages: Telegram's clients turn it into a spoiler on sending."""

from __future__ import annotations

from typing import Final

from bot.playground.text import units
from bot.playground.text.entities import Entity

_MARK: Final = "||"


def hide(source: str) -> tuple[str, list[Entity]]:
    """The text without the marks, and its spoilers with offsets in UTF-16 units.

    Marks around nothing, or with a space inside them (`a || b`), stay as they are.
    """
    parts, found, size = source.split(_MARK), list[Entity](), 0
    kept = [parts[0]]
    size += units.length(parts[0])
    opened = False  # whether the mark before the part at hand begins a spoiler
    for number, part in enumerate(parts[1:], start=1):
        width = units.length(part)
        closes = number < len(parts) - 1
        if not opened and closes and part.strip() == part != "":
            found.append({"type": "spoiler", "offset": size, "length": width})
            opened = True
        elif opened:  # the mark before it has ended a spoiler
            opened = False
        else:
            kept.append(_MARK)
            size += len(_MARK)
        kept.append(part)
        size += width
    return "".join(kept), found
