"""The channels that can be switched on in a group, and those that are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain import callback_data
from bot.domain.html import shortened
from bot.domain.messages import Rows
from bot.presentation.texts import Texts
from bot.presentation.views.settings import back_button
from bot.store.channels import Channel

LONGEST_ON_BUTTON = 40


def channels(offered: Sequence[Channel], on: Collection[int], texts: Texts) -> tuple[str, Rows]:
    """What they are for, and a button for each, which switches it on or off; ``on`` are those that are, by id."""
    text = texts.channels if offered else f"{texts.channels}\n\n{texts.no_channels}"
    rows: Rows = tuple(
        (
            callback_data.button(
                f"✓ {_name(each)}" if each.channel_id in on else _name(each),
                callback_data.SWITCH,
                each.number,
                int(each.channel_id not in on),
            ),
        )
        for each in offered
    )
    return text, (*rows, *back_button(texts))


def _name(channel: Channel) -> str:
    return shortened(channel.title or "📣", LONGEST_ON_BUTTON)
