"""The buttons below the owner's claim and /owner: what Telegram lets the bot do in other chats."""

from __future__ import annotations

import logging

from telegram.error import TelegramError

from bot.domain import callback_data
from bot.handlers.adapter import on_button
from bot.presentation.views.bot_settings import BotSetting, bot_settings
from bot.services.request import Request, Result
from bot.transport.newer_api import BotSettings, set_my_settings
from bot.transport.refusals import kind_of

log = logging.getLogger(__name__)


@on_button(callback_data.BOT_SETTING)
async def change(request: Request, number: int, value: int) -> Result:
    """Changes one setting (0: none) and shows them all; if that is impossible here, says where to change it."""
    if not await request.from_owner() or number not in (0, *BotSetting) or value not in (0, 1):
        raise request.old_button()
    bot = request.services.bot
    try:
        changed = number == 0 or await set_my_settings(bot, _settings(BotSetting(number), on=bool(value)))
        text, rows = bot_settings(await bot.get_me(), request.texts)
    except TelegramError as error:
        log.warning("telegram.refused: a setting of the bot could not be changed: %s", kind_of(error))
        raise request.toast(request.texts.trouble) from None
    if not changed:
        return [request.edit(f"{text}\n\n{request.texts.at_botfather}")]
    return [request.edit(text, buttons=rows)]


def _settings(setting: BotSetting, *, on: bool) -> BotSettings:
    match setting:
        case BotSetting.INLINE:
            return BotSettings(supports_inline_queries=on)
        case BotSetting.GUEST:
            return BotSettings(supports_guest_queries=on)
        case BotSetting.PRIVACY:
            return BotSettings(can_read_all_group_messages=on)


ROUTES = (change,)
