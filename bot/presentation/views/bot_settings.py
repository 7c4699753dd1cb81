"""What Telegram lets the bot do, with a button for each that changes it."""

from __future__ import annotations

from enum import IntEnum

from telegram import User

from bot.domain import callback_data
from bot.domain.messages import Button, Rows
from bot.presentation.texts import Texts


class BotSetting(IntEnum):
    """The settings that can be changed; the numbers are on buttons of old messages."""

    INLINE = 1
    GUEST = 2
    PRIVACY = 3


def bot_settings(me: User, texts: Texts) -> tuple[str, Rows]:
    """The bot's settings at Telegram, by the result of getMe (``me``), and the buttons that change them."""
    present = {
        BotSetting.INLINE: bool(me.supports_inline_queries),
        BotSetting.GUEST: bool(me.supports_guest_queries),
        BotSetting.PRIVACY: bool(me.can_read_all_group_messages),
    }
    lines = [texts.setting(_name(each, texts), _value(each, now, texts)) for each, now in present.items()]
    rows = tuple((_button(each, not now, texts),) for each, now in present.items())
    return "\n".join([texts.bot_settings, "", *lines, "", texts.about_bot_settings(f"@{me.username}")]), rows


def way_there(texts: Texts) -> Rows:
    """A button that shows the settings."""
    return ((callback_data.button(f"⚙️ {texts.bs_inline}, {texts.bs_guest}", callback_data.BOT_SETTING, 0, 0),),)


def _button(setting: BotSetting, value: bool, texts: Texts) -> Button:
    label = f"{_name(setting, texts)}: {_value(setting, value, texts)}"
    return callback_data.button(label, callback_data.BOT_SETTING, int(setting), int(value))


def _name(setting: BotSetting, texts: Texts) -> str:
    names = {
        BotSetting.INLINE: texts.bs_inline,
        BotSetting.GUEST: texts.bs_guest,
        BotSetting.PRIVACY: texts.bs_privacy,
    }
    return names[setting]


def _value(setting: BotSetting, value: bool, texts: Texts) -> str:
    if setting is BotSetting.PRIVACY:
        return texts.bs_all if value else texts.bs_meant
    return texts.bs_on if value else texts.bs_off
