"""People and groups who want to use the bot, or may: the owner's lists and buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import callback_data
from bot.domain.html import escape, shortened
from bot.domain.messages import Rows
from bot.presentation.texts import Texts
from bot.presentation.views.layout import pager
from bot.store.access import Guest
from index.names import named

PAGE = 8
LONGEST_ON_BUTTON = 24


def name_of(guest: Guest, texts: Texts) -> str:
    """A guest's name, as plain text."""
    name = named(guest.name) or texts.nameless
    return texts.group_called(name) if guest.guest_id < 0 else name


def strangers(found: Sequence[Guest], texts: Texts) -> tuple[str, Rows]:
    """The strangers about whom the owner is asked, and the buttons that decide."""
    lines = [_line(each, texts) for each in found[:PAGE]]
    if len(found) > PAGE:
        lines.append(texts.more_strangers(len(found) - PAGE))
    rows = tuple(
        (
            callback_data.button(texts.b_allow(_short(each, texts)), callback_data.ALLOW, each.number),
            callback_data.button(texts.b_ignore, callback_data.IGNORE, each.number),
        )
        for each in found[:PAGE]
    )
    return "\n".join([texts.strangers(len(found)), *lines]), rows


def allowed(found: Sequence[Guest], settled: int, offset: int, texts: Texts) -> tuple[str, Rows]:
    """A page of those who may use the bot, with buttons to revoke that; ``settled``: how many the settings name."""
    shown = found[offset : offset + PAGE]
    lines = [texts.may_use(len(found))] if found else [] if settled else [texts.only_you]
    lines += [_line(each, texts) for each in shown]
    if settled:
        lines.append(texts.by_settings(settled))
    rows: Rows = tuple(
        (callback_data.button(texts.b_revoke(_short(each, texts)), callback_data.REVOKE, each.number),)
        for each in shown
    )
    pages = pager(callback_data.OWNER, (texts.b_back, texts.b_next), offset=offset, size=PAGE, total=len(found))
    return "\n".join(lines), (*rows, pages) if pages else rows


def _line(guest: Guest, texts: Texts) -> str:
    # With Telegram's id: anybody can use a name, and the settings take only ids.
    return f"• {escape(name_of(guest, texts))} (<code>{guest.guest_id}</code>)"


def _short(guest: Guest, texts: Texts) -> str:
    return shortened(name_of(guest, texts), LONGEST_ON_BUTTON)
