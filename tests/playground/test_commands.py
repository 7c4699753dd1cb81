"""The bot's commands and descriptions, by scope and language."""

from __future__ import annotations

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)

from bot.playground import Chat, Person, World
from bot.playground.bot_api.menu import commands_for


async def test_commands_and_descriptions_are_kept_by_language(local_bot: Bot) -> None:
    await local_bot.set_my_commands([("summary", "In short")])
    await local_bot.set_my_commands([("summary", "Kurz gesagt")], language_code="de")
    assert [one.description for one in await local_bot.get_my_commands(language_code="de")] == ["Kurz gesagt"]
    await local_bot.delete_my_commands(language_code="de")
    assert await local_bot.get_my_commands(language_code="de") == ()
    assert [one.description for one in await local_bot.get_my_commands()] == ["In short"]
    await local_bot.set_my_description("Quotes what you forward.")
    assert (await local_bot.get_my_description(language_code="de")).description == "Quotes what you forward."


async def test_the_narrowest_scope_decides_which_commands_somebody_is_offered(
    local_bot: Bot, world: World, anna: Person
) -> None:
    ben = world.person("Ben", language="de")
    group = world.group("Readers", [anna, ben])

    async def sets(name: str, scope: BotCommandScope | None = None, language: str | None = None) -> None:
        await local_bot.set_my_commands([(name, "Words")], scope=scope, language_code=language)

    def offered(person: Person, chat: Chat) -> list[str]:
        return [one["command"] for one in commands_for(world, chat, person)]

    await sets("default")
    assert offered(anna, group) == offered(anna, anna.chat) == ["default"]
    await sets("groups", BotCommandScopeAllGroupChats())
    await sets("gruppen", BotCommandScopeAllGroupChats(), "de")
    await sets("admins", BotCommandScopeAllChatAdministrators())
    assert (offered(anna, group), offered(ben, group), offered(anna, anna.chat)) == (
        ["admins"],
        ["gruppen"],
        ["default"],
    )
    await sets("here", BotCommandScopeChat(group.id))
    await sets("ben", BotCommandScopeChatMember(group.id, ben.id))
    assert (offered(anna, group), offered(ben, group)) == (["here"], ["ben"])
