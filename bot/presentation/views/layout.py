"""What views share: what one message takes, buttons in rows, and the way to other pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain import callback_data
from bot.domain.html import LONGEST_MESSAGE, measured
from bot.domain.messages import Button, Rows

# Telegram puts eight buttons into a row.
MOST_IN_A_ROW = 8
# In UTF-16 units: a quoted paragraph, and how an article begins.
LONGEST_QUOTED = 1500
LONGEST_LEAD = 700


def fitting(parts: Iterable[str], head: Sequence[str] = (), *, between: str = "\n\n", spare: int = 0) -> list[str]:
    """As many of the parts as one message takes behind ``head``, but at least one; ``spare`` units stay free."""
    shown: list[str] = []
    for part in parts:
        if shown and measured(between.join([*head, *shown, part])) > LONGEST_MESSAGE - spare:
            break
        shown.append(part)
    return shown


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """The buttons in rows of ``width``."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def pager(verb: str, labels: tuple[str, str], *, offset: int, size: int, total: int) -> tuple[Button, ...]:
    """The way from a page of ``size`` items to the one before it and the one behind it, as far as there are any."""
    before, behind = labels
    row: list[Button] = []
    if offset > 0:
        row.append(callback_data.button(before, verb, max(0, offset - size)))
    if offset + size < total:
        row.append(callback_data.button(behind, verb, offset + size))
    return tuple(row)
