"""Selects the commands that a person's menu shows, from those that a bot has set."""

from __future__ import annotations

from bot.playground.world.chats import ADMINISTRATORS, Chat
from bot.playground.world.people import Person
from bot.playground.world.world import World


def commands_for(world: World, chat: Chat, person: Person) -> list[dict[str, str]]:
    """The commands of the narrowest scope that has any; the person's language precedes the default language.

    The order is that of https://core.telegram.org/bots/api#determining-list-of-commands.
    """
    scopes = [f"chat {chat.id}", "all_private_chats", "default"]
    if chat.type != "private":
        scopes = [f"chat_member {chat.id} {person.id}", f"chat {chat.id}", "all_group_chats", "default"]
        if chat.status(person.id) in ADMINISTRATORS:
            scopes.insert(1, f"chat_administrators {chat.id}")
            scopes.insert(3, "all_chat_administrators")
    language = person.user.get("language_code", "").partition("-")[0]
    keys = (f"commands {scope} {code}" for scope in scopes for code in dict.fromkeys((language, "")))
    return next((world.profile[key] for key in keys if world.profile.get(key)), [])
