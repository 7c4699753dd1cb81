"""The page's view: chats, messages and events as JSON, as its user sees them."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.playground.bot_api.menu import commands_for
from bot.playground.world.chats import ADMINISTRATORS, INSIDE, Chat
from bot.playground.world.people import Person
from bot.playground.world.posts import Post
from bot.playground.world.whispers import Whisper
from bot.playground.world.world import Event, World

_LATEST: Final = 100  # messages of a chat that the page gets at first; earlier ones on request
_COMMANDS: Final = re.compile(r"commands .+ ([a-z]{2,3})")
# A question mark in any script that people use, or the command that asks.
_QUESTION: Final = re.compile(r"[?？؟]|/ask\b")
_NEWCOMER: Final = 12  # messages; a person who has written more needs no hints
# The reactions offered by the page.
HANDY: Final = ("👍", "❤", "🔥", "👏", "🎉", "🤔", "👀", "😁", "😢", "🙏", "💯", "👎")


def owner(world: World) -> Person:
    """The page's user: the person who was added first."""
    return world.people()[0]


def visible_chats(world: World, me: Person) -> list[Chat]:
    """A person's chats: the private one with the bot first, then groups, then channels."""
    kinds = ("group", "supergroup", "channel")
    theirs = [
        chat
        for chat in world.chats.values()
        if chat.type in kinds and chat.status(me.id) in INSIDE and chat.migrated_to is None
    ]
    return [me.chat, *sorted(theirs, key=lambda chat: chat.type == "channel")]


def state(world: World, me: Person) -> dict[str, Any]:
    """The whole state, for a newly opened page."""
    return {
        "bot": {**world.bot_user, "inline": world.bot["supports_inline_queries"]},
        "about": world.profile.get("description ", ""),
        "me": {"id": me.id, "name": me.name, "language": me.user.get("language_code", "")},
        "people": [{"id": person.id, "name": person.name} for person in world.people()],
        "languages": _languages(world),
        "reactions": HANDY,
        "ephemeral": world.has_ephemeral_next,
        "chats": [chat_view(world, chat, me) for chat in visible_chats(world, me)],
    }


def _languages(world: World) -> list[str]:
    """The bot's languages, as its menus show them: English, and each language with commands."""
    found = {match[1] for key in world.profile if (match := _COMMANDS.fullmatch(key))}
    return ["en", *sorted(found - {"en"})]


def tried(world: World, me: Person) -> list[str]:
    """The first steps that a person has tried with the bot: "forward", "question", "summary"; "enough" once they have
    experience."""
    own = [post for post in world.history(me.chat) if post.sender_id == me.id]
    written = [post.text for post in own if "forward_origin" not in post.data]
    done = {
        "forward": len(written) < len(own),
        "question": any(_QUESTION.search(text) for text in written),
        "summary": any(text.startswith("/summary") for text in written),
        "enough": len(own) > _NEWCOMER,
    }
    return [name for name, is_done in done.items() if is_done]


def chat_view(world: World, chat: Chat, me: Person) -> dict[str, Any]:
    """A chat with its latest messages, people and topics, and the commands in `me`'s menu."""
    people = [person for person in world.people() if chat.status(person.id) in INSIDE]
    private, bot = chat.type == "private", world.bot["id"]
    linked = world.chats.get(chat.linked or 0)
    messages = shown(world, chat, me)
    return {
        "id": chat.id,
        "type": chat.type,
        "title": world.bot["first_name"] if private else chat.title,
        "username": str(chat.data.get("username", "")),
        "people": [{"id": one.id, "name": one.name, "admin": chat.status(one.id) in ADMINISTRATORS} for one in people],
        "bot": chat.status(bot),
        "sees_all": private or world.bot["can_read_all_group_messages"] or chat.status(bot) in ADMINISTRATORS,
        "forum": bool(chat.data.get("is_forum")),
        "topics": [{"id": number, **topic} for number, topic in chat.topics.items()],
        "linked": {"id": linked.id, "title": linked.title, "type": linked.type} if linked else None,
        "commands": commands_for(world, chat, me),
        "tried": tried(world, me) if private else [],
        "messages": [message_view(post) for post in messages[-_LATEST:]],
        "more": len(messages) > _LATEST,
    }


def shown(world: World, chat: Chat, me: Person) -> list[Post]:
    """The chat's messages that a person sees, oldest first, including ephemeral ones."""
    whispers = world.whispers.of(chat.id, me.id)
    replaced = {one.replaces.id for one in whispers if one.replaces is not None}
    # Of several in one place, the last one is visible.
    own = {place_of(one): one for one in whispers}
    return sorted((*own.values(), *(one for one in world.history(chat) if one.id not in replaced)), key=place_of)


def place_of(post: Post) -> float:
    """The page's number for a message of a chat; numbers follow the display order."""
    return post.place if isinstance(post, Whisper) else post.id


def message_view(post: Post) -> dict[str, Any]:
    """The message as the Bot API shows it, with its reactions (each emoji and who chose it), whether it is hidden
    from the bot, and whether it is ephemeral."""
    given: dict[str, list[int]] = {}
    for user, reactions in post.reactions.items():
        for one in reactions:
            given.setdefault(one["emoji"], []).append(user)
    reactions = [{"emoji": emoji, "from": users} for emoji, users in given.items()]
    view = {**post.data, "reactions": reactions, "unseen": post.unseen}
    return {**view, "message_id": place_of(post), "only_you": True} if isinstance(post, Whisper) else view


def event(world: World, what: Event, me: Person) -> dict[str, Any] | None:
    """The change on a person's page; `None` when it is not visible."""
    if what.kind in ("message", "edit", "reaction", "seen", "delete"):
        chat = world.chats[what.data.chat_id]
        if chat.migrated_to is not None or (chat.id != me.id and chat.status(me.id) not in INSIDE):
            return None
        if isinstance(what.data, Whisper) and what.data.person != me.id:
            return None
        if what.kind == "delete":
            return {"kind": "delete", "chat_id": what.data.chat_id, "message_id": place_of(what.data)}
        if any(one.replaces is what.data for one in world.whispers.of(chat.id, me.id)):
            return None  # another message replaces it
        mine = {"tried": tried(world, me)} if chat is me.chat and what.data.sender_id == me.id else {}
        return {"kind": "message", "message": message_view(what.data), **mine}
    if what.kind == "action":
        return {"kind": "action", **what.data}
    if what.kind == "answer":
        press = what.data
        return {"kind": "answer", "press": press.id, "chat_id": press.post.chat_id, **press.answer}
    if what.kind in ("commands", "chat"):
        return {"kind": "changed"}
    return None
