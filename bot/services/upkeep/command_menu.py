"""What Telegram shows of the bot before anybody writes: its commands and what it is for, in every language."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeDefault
from telegram.error import TelegramError

from bot.domain.languages import LANGUAGES
from bot.presentation.texts import Texts

log = logging.getLogger(__name__)

# The first seconds belong to whoever has been waiting for an answer.
LATER_SECONDS = 2.0
# Nothing hurries here: between languages others have their turn.
PAUSE_SECONDS = 0.5


async def introduce(bot: Bot, *, after: float = LATER_SECONDS, pause: float = PAUSE_SECONDS) -> None:
    """Waits ``after`` seconds, then tells Telegram the commands and what the bot is for, in every language.

    It waits ``pause`` seconds after each. What Telegram knows already is not told again, and what the bot's owner has
    said of it stays. That this fails is no reason not to run.
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
        # A server that says yes to everything and knows nothing of menus.
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
    # Where nothing is said in a language, Telegram may answer with what is said to all.
    short = (await bot.get_my_short_description(language_code=code)).short_description
    if short != texts.short_description and short in ("", english.short_description):
        await bot.set_my_short_description(texts.short_description, language_code=code)
    long = (await bot.get_my_description(language_code=code)).description
    if long != texts.description and long in ("", english.description):
        await bot.set_my_description(texts.description, language_code=code)


def _code(language: str) -> str | None:
    # English is what everybody sees whose language is not there.
    return None if language == "en" else language
