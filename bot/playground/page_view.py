"""What the page shows: chats, messages and events as JSON, from the point of view of the person who uses it."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.chats import INSIDE, Chat
from bot.playground.people import Person
from bot.playground.posts import Post
from bot.playground.world import Event, World

_LATEST: Final = 300  # messages of a chat that the page gets


def owner(world: World) -> Person:
    """The person who uses the page: the one who has been here longest."""
    return world.people()[0]


def visible_chats(world: World) -> list[Chat]:
    """The owner's chats: the private one with the bot first, then the groups."""
    me = owner(world)
    groups = [
        chat
        for chat in world.chats.values()
        if chat.type in ("group", "supergroup") and me.id in chat.members and chat.migrated_to is None
    ]
    return [me.chat, *groups]


def state(world: World) -> dict[str, Any]:
    """Everything, for a page that has just opened."""
    me = owner(world)
    return {
        "bot": world.bot_user,
        "about": world.profile.get("description ", ""),
        "me": {"id": me.id, "name": me.name},
        "chats": [chat_view(world, chat) for chat in visible_chats(world)],
    }


def chat_view(world: World, chat: Chat) -> dict[str, Any]:
    """A chat with its latest messages, its people (the owner first) and the commands its menu offers."""
    people = [person for person in world.people() if chat.status(person.id) in INSIDE]
    private = chat.type == "private"
    return {
        "id": chat.id,
        "type": chat.type,
        "title": world.bot["first_name"] if private else chat.title,
        "people": [{"id": person.id, "name": person.name} for person in people],
        "started": chat.status(world.bot["id"]) in INSIDE,
        "blocked": chat.status(world.bot["id"]) == "kicked",
        "commands": _commands(world, private),
        "messages": [message_view(post) for post in world.history(chat)[-_LATEST:]],
    }


def message_view(post: Post) -> dict[str, Any]:
    """The message as the Bot API shows it, with the reactions to it."""
    given = [one["emoji"] for reactions in post.reactions.values() for one in reactions]
    return {**post.data, "reactions": given}


def event(world: World, what: Event) -> dict[str, Any] | None:
    """What has changed for the page; `None` when it would not show."""
    if what.kind in ("message", "edit", "reaction", "delete"):
        shown = {chat.id for chat in visible_chats(world)}
        if what.data.chat_id not in shown:
            return None
        if what.kind == "delete":
            return {"kind": "delete", "chat_id": what.data.chat_id, "message_id": what.data.id}
        return {"kind": "message", "message": message_view(what.data)}
    if what.kind == "action":
        return {"kind": "action", **what.data}
    if what.kind == "answer":
        press = what.data
        return {"kind": "answer", "press": press.id, "chat_id": press.post.chat_id, **press.answer}
    if what.kind in ("commands", "chat"):
        return {"kind": "changed"}
    return None


def _commands(world: World, private: bool) -> list[dict[str, str]]:
    scope = "all_private_chats" if private else "all_group_chats"
    language = owner(world).user.get("language_code", "")
    keys = (f"commands {kind} {code}" for kind in (scope, "default") for code in (language, ""))
    return next((world.profile[key] for key in keys if world.profile.get(key)), [])
