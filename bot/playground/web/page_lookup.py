"""Looks up the objects of an action on the page: the acting person, their chat, a message in it, some text."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.web.page_view import owner, visible_chats
from bot.playground.world.chats import Chat
from bot.playground.world.content import split
from bot.playground.world.people import Person
from bot.playground.world.posts import Post
from bot.playground.world.world import World

Given = dict[str, Any]
_TEXT_LIMIT: Final = 200_000  # characters at once: about fifty messages


class NotThere(ValueError):
    """The chat, person or message is not on the page."""


def person_of(world: World, given: Given, key: str = "as") -> Person:
    """The person of that id; the page's user when none is given."""
    wanted = given.get(key, owner(world).id)
    for person in world.people():
        if person.id == wanted:
            return person
    raise NotThere("There is no such person.")


def chat_of(world: World, given: Given, key: str = "chat_id") -> Chat:
    """The chat of that id, if the acting person sees it."""
    for chat in visible_chats(world, person_of(world, given)):
        if chat.id == given.get(key):
            return chat
    raise NotThere("There is no such chat.")


def post_of(world: World, chat: Chat, number: object, me: Person | None = None) -> Post:
    """The message with that page number in the chat; with `me` also that person's ephemeral messages."""
    own = world.whispers.of(chat.id, me.id) if me is not None else []
    whisper = next((one for one in reversed(own) if one.place == number), None)
    post = whisper or (world.find_post(chat, number) if isinstance(number, int) else None)
    if post is None:
        raise NotThere("That message is gone.")
    return post


def topic_of(chat: Chat, given: Given) -> int | None:
    """The open topic; `None` for General and for chats without topics."""
    topic = given.get("topic")
    if topic is not None and topic not in chat.topics:
        raise NotThere("That topic is gone.")
    return topic


def parts_of(given: Given) -> list[str]:
    """`text`, split into messages as a client does."""
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("Write something first.")
    if len(text) > _TEXT_LIMIT:
        raise ValueError(f"That is {len(text):,} characters; the page takes {_TEXT_LIMIT:,} at once.")
    return split(text)
