"""The bot's profile at Telegram: its commands and description in every language, shown before anybody writes."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeDefault
from telegram.error import TelegramError

from bot.domain.languages import LANGUAGES
from bot.presentation.texts import Texts

log = logging.getLogger(__name__)

# The first seconds belong to people who have been waiting for an answer.
LATER_SECONDS = 2.0
# This is not urgent: other work runs between languages.
PAUSE_SECONDS = 0.5


async def introduce(bot: Bot, *, after: float = LATER_SECONDS, pause: float = PAUSE_SECONDS) -> None:
    """Waits ``after`` seconds, then sets the commands and descriptions at Telegram, in every language.

    It pauses ``pause`` seconds after each. Unchanged texts are not sent again, and texts that the bot's owner has set
    stay. A failure here does not stop the bot.
    """
    await asyncio.sleep(after)
    try:
        for tell in (_commands, _purpose):
            for language in LANGUAGES:
                await tell(bot, language)
                await asyncio.sleep(pause)
    except TelegramError as error:
        log.warning("menu.failed: the command menu could not be set: %s", error.message)
    except (TypeError, AttributeError, KeyError):
        # A server that accepts everything and knows no menus.
        log.warning("menu.failed: the command menu could not be set: the answer cannot be parsed")


async def _commands(bot: Bot, language: str) -> None:
    texts = Texts(language)
    scopes: tuple[BotCommandScope, ...] = (BotCommandScopeDefault(), BotCommandScopeAllGroupChats())
    for scope, offered in zip(scopes, (texts.commands, texts.group_commands), strict=True):
        wanted = tuple(BotCommand(name, description) for name, description in offered)
        if await bot.get_my_commands(scope=scope, language_code=_code(language)) != wanted:
            await bot.set_my_commands(wanted, scope=scope, language_code=_code(language))


async def _purpose(bot: Bot, language: str) -> None:
    texts, english, code = Texts(language), Texts("en"), _code(language)
    # Without a text in a language, Telegram may return the default text.
    short = (await bot.get_my_short_description(language_code=code)).short_description
    if short != texts.short_description and short in ("", english.short_description):
        await bot.set_my_short_description(texts.short_description, language_code=code)
    long = (await bot.get_my_description(language_code=code)).description
    if long != texts.description and long in ("", english.description):
        await bot.set_my_description(texts.description, language_code=code)


def _code(language: str) -> str | None:
    # English is the default for people whose language is missing.
    return None if language == "en" else language
