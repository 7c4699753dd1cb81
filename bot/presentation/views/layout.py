"""Shared by views: the room of a message, rows of buttons, and buttons to other pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.domain import callback_data
from bot.domain.html import LONGEST_MESSAGE, beginning, measured
from bot.domain.messages import Button, Rows

# The most number buttons in a row, and in all.
NUMBERS_IN_A_ROW = 5
MOST_NUMBERED = 10
# In UTF-16 units: the longest quoted paragraph, and the longest beginning of an article.
LONGEST_QUOTED = 1500
LONGEST_LEAD = 700


def fitting(parts: Iterable[str], head: Sequence[str] = (), *, between: str = "\n\n", spare: int = 0) -> list[str]:
    """As many parts as fit into a message behind ``head``, but at least one; ``spare`` units stay free."""
    shown: list[str] = []
    for part in parts:
        if shown and measured(between.join([*head, *shown, part])) > LONGEST_MESSAGE - spare:
            break
        shown.append(part)
    return shown


def text_pages(text: str, room: int) -> list[str]:
    """The text in pages of at most ``room`` UTF-16 units, each up to the last paragraph, line or word that fits."""
    pages, at = [], 0
    while at < len(text):
        page = beginning(text[at : at + room + 1], room)
        end = at + len(page)
        if end < len(text):
            half = at + len(page) // 2
            cuts = (text.rfind(mark, half, end) for mark in ("\n\n", "\n", " "))
            end = next((cut for cut in cuts if cut > 0), end)
        if words := text[at:end].strip():
            pages.append(words)
        at = end
    return pages


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """The buttons in rows of ``width``."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def in_even_rows(buttons: Sequence[Button], widest: int = NUMBERS_IN_A_ROW) -> Rows:
    """The buttons in as few rows of at most ``widest`` as possible, whose lengths differ by one at most."""
    count = -(-len(buttons) // widest)
    if not count:
        return ()
    size, longer = divmod(len(buttons), count)
    ends = [number * size + min(number, longer) for number in range(count + 1)]
    return tuple(tuple(buttons[start:end]) for start, end in pairwise(ends))


def pager(verb: str, labels: tuple[str, str], *, offset: int, size: int, total: int) -> tuple[Button, ...]:
    """The buttons from a page of ``size`` items to the previous and the next one, if there are any."""
    before, behind = labels
    row: list[Button] = []
    if offset > 0:
        row.append(callback_data.button(before, verb, max(0, offset - size)))
    if offset + size < total:
        row.append(callback_data.button(behind, verb, offset + size))
    return tuple(row)
