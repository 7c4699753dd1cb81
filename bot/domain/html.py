"""Text to Telegram's HTML, and back to what Telegram counts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

LONGEST_MESSAGE = 4096
# In UTF-16 units: so much of a title or name is shown where many stand in one message.
TITLE_ROOM = 160
NAME_ROOM = 100
TAG = re.compile(r"</?[a-z][^<>]*>")
# Stands for a spoiler in plain texts, where nobody can press it.
HIDDEN = "…"
_SPOILER = re.compile(r"<tg-spoiler>.*?</tg-spoiler>", re.DOTALL)


def escape(text: str) -> str:
    """``text`` escaped, so that Telegram shows it as it is."""
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    """``text`` in bold."""
    return f"<b>{escape(text)}</b>"


def spoiler(markup: str) -> str:
    """``markup``, shown to those who press it."""
    return f"<tg-spoiler>{markup}</tg-spoiler>"


def link(text: str, url: str | None) -> str:
    """``text`` as a link to ``url``, if there is one."""
    return f'<a href="{html.escape(url, quote=True)}">{escape(text)}</a>' if url else escape(text)


def measured(markup: str) -> int:
    """The length of a message as Telegram counts it: UTF-16 units, after tags and entities are parsed."""
    return units(plain(markup))


def plain(markup: str) -> str:
    """``markup`` without its tags and entities, as it is read."""
    return html.unescape(TAG.sub("", markup))


def told(markup: str) -> str:
    """``markup`` as plain text, with ``HIDDEN`` for its spoilers."""
    return plain(_SPOILER.sub(HIDDEN, markup))


def units(text: str) -> int:
    """The length of ``text`` as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def beginning(text: str, room: int) -> str:
    """As much of the beginning of ``text`` as takes at most ``room`` UTF-16 units; no character is cut in two."""
    cut = text[: max(0, room)]
    # A character takes at most two units, so at least half as many characters must go as there are units too many.
    while cut and (excess := units(cut) - room) > 0:
        cut = cut[: -((excess + 1) // 2)]
    return cut


def shortened(text: str, room: int) -> str:
    """``text``, cut at a word and marked with "…" when it takes more than ``room`` UTF-16 units; "" without room."""
    if units(text) <= room:
        return text
    if room < 1:
        return ""
    cut = beginning(text, room - 1)
    at = cut.rfind(" ")
    return (cut[:at] if at > room // 2 else cut).rstrip() + "…"


def _escaped(text: str, _at: int) -> str:
    return escape(text)


def marked(text: str, start: int, end: int, room: int, show: Callable[[str, int], str] = _escaped) -> str:
    """``text`` with ``[start:end]`` in bold, cut around the bold part to fit in ``room`` units.

    ``show`` makes HTML of a part of the text; it is given the part and its offset, in code points.
    """
    before, inside, after = text[:start], shortened(text[start:end], room), text[end:]
    spare = room - units(inside)
    tail = shortened(after, max(spare // 2, spare - units(before)))
    head = shortened(before[::-1], max(0, spare - units(tail)))[::-1]
    return f"{show(head, len(before) - len(head))}<b>{show(inside, start)}</b>{show(tail, end)}"
