"""What Telegram shows of the bot before anybody writes: menus and purpose, in everybody's language."""

from __future__ import annotations

from telegram import Bot, BotCommandScopeAllGroupChats
from telegram.ext import CommandHandler

from bot.app import Verbatim
from bot.domain.languages import LANGUAGES
from bot.playground import World
from bot.presentation.texts import Texts
from bot.services.upkeep.command_menu import introduce


async def test_the_command_menu_is_there_in_every_language(local_bot: Bot) -> None:
    await introduce(local_bot, after=0, pause=0)
    for language in ("de", "ar", "zh"):
        shown = await local_bot.get_my_commands(language_code=language)
        assert [(one.command, one.description) for one in shown] == Texts(language).commands
    in_groups = await local_bot.get_my_commands(scope=BotCommandScopeAllGroupChats())
    assert "keep" in [one.command for one in in_groups]
    assert "keep" not in [one.command for one in await local_bot.get_my_commands()]


def test_every_command_of_the_menu_is_answered(verbatim: Verbatim) -> None:
    handlers = [each for group in verbatim.application.handlers.values() for each in group]
    answered = {name for each in handlers if isinstance(each, CommandHandler) for name in each.commands}
    shown = {name for name, _ in [*Texts("en").commands, *Texts("en").group_commands]}
    assert shown <= answered


async def test_what_the_owner_says_of_the_bot_stays(local_bot: Bot) -> None:
    await local_bot.set_my_description("Our own bot for the harbour's news.")
    await introduce(local_bot, after=0, pause=0)
    assert (await local_bot.get_my_description()).description == "Our own bot for the harbour's news."


async def test_what_the_bot_is_for_is_said_in_every_language(local_bot: Bot) -> None:
    await introduce(local_bot, after=0, pause=0)
    for language in LANGUAGES:
        assert (await local_bot.get_my_description(language_code=language)).description == Texts(language).description
        shown = (await local_bot.get_my_short_description(language_code=language)).short_description
        assert shown == Texts(language).short_description


async def test_what_telegram_knows_already_is_not_told_again(local_bot: Bot, world: World) -> None:
    await introduce(local_bot, after=0, pause=0)
    told = len(world.requests("setMyCommands")), len(world.requests("setMyDescription"))
    assert all(told)
    await introduce(local_bot, after=0, pause=0)
    assert (len(world.requests("setMyCommands")), len(world.requests("setMyDescription"))) == told
