"""What a person does on the page, as JSON. Each action raises `ValueError` with a sentence for that person."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final

from bot.playground.chats import Chat
from bot.playground.content import split
from bot.playground.page_view import owner, visible_chats
from bot.playground.people import Person
from bot.playground.posts import Post
from bot.playground.world import World

_TEXT_LIMIT: Final = 200_000  # characters at once: about fifty messages


class NotThere(ValueError):
    """The chat, person or message is not on the page."""


def send(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """`text` into `chat_id`, perhaps as another person of the group (`as`), as a reply (`reply_to`, `quote`)."""
    chat, person = _chat(world, given), _person(world, given)
    parts = _parts(given)
    reply = _post(world, chat, given["reply_to"]) if given.get("reply_to") else None
    quote = given.get("quote") or None
    for number, part in enumerate(parts):
        person.says(part, chat=chat, reply_to=None if number else reply, quote=None if number else quote)
    return {"sent": len(parts)}


def forward(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """`text` as a post of the channel `source`, or, if `hidden`, of a person of that name; `date` in seconds."""
    chat, person = _chat(world, given), _person(world, given)
    source, date = str(given.get("source", "")).strip(), given.get("date")
    if not 1 <= len(source) <= 128:
        raise ValueError("Say where the article comes from, in at most 128 characters.")
    if date is not None and not (isinstance(date, int) and 0 < date <= world.now):
        raise ValueError("The article's date lies in the future.")
    origin: Chat | str = source if given.get("hidden") else world.channel(source)
    parts = _parts(given)
    for part in parts:
        person.forwards(origin, part, chat=chat, date=date)
    return {"sent": len(parts)}


def upload(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """A file: its `name`, `mime` type, `content` in base64 and perhaps a `caption`."""
    try:
        content = base64.b64decode(str(given.get("content", "")), validate=True)
    except binascii.Error as error:
        raise ValueError("The file did not arrive whole.") from error
    name = str(given.get("name", "")).replace("/", "_").strip()[:128]
    if not content or not name:
        raise ValueError("The file is empty.")
    mime = str(given.get("mime") or "application/octet-stream")[:128]
    caption = str(given.get("caption", ""))
    _person(world, given).sends_file(name, content, mime=mime, caption=caption, chat=_chat(world, given))
    return {"sent": 1}


def press(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """The button with callback `data` under `message_id`."""
    chat, person = _chat(world, given), _person(world, given)
    return {"press": person.presses(_post(world, chat, given.get("message_id")), str(given.get("data"))).id}


def edit(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Another `text` for one's own `message_id`."""
    post = _post(world, _chat(world, given), given.get("message_id"))
    parts = _parts(given)
    if len(parts) > 1:
        raise ValueError("An edited message has at most 4,096 characters.")
    sender = next((person for person in world.people() if person.id == post.sender_id), owner(world))
    sender.edits(post, parts[0])
    return {"sent": 1}


def react(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """`emoji` on `message_id`; an empty one takes it away."""
    post = _post(world, _chat(world, given), given.get("message_id"))
    emoji = str(given.get("emoji", ""))
    _person(world, given).reacts(post, *([emoji] if emoji else []))
    return {"sent": 1}


ACTIONS: Final[dict[str, Callable[[World, dict[str, Any]], dict[str, Any]]]] = {
    action.__name__: action for action in (send, forward, upload, press, edit, react)
}


def _chat(world: World, given: dict[str, Any]) -> Chat:
    for chat in visible_chats(world):
        if chat.id == given.get("chat_id"):
            return chat
    raise NotThere("There is no such chat.")


def _person(world: World, given: dict[str, Any]) -> Person:
    wanted = given.get("as", owner(world).id)
    for person in world.people():
        if person.id == wanted:
            return person
    raise NotThere("There is no such person.")


def _post(world: World, chat: Chat, number: object) -> Post:
    post = world.find_post(chat, number) if isinstance(number, int) else None
    if post is None:
        raise NotThere("That message is gone.")
    return post


def _parts(given: dict[str, Any]) -> list[str]:
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("Write something first.")
    if len(text) > _TEXT_LIMIT:
        raise ValueError(f"That is {len(text):,} characters; the page takes {_TEXT_LIMIT:,} at once.")
    return split(text)
