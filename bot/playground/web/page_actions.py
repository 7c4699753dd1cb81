"""People's actions on the page, as JSON. Each raises `ValueError` with a sentence for the person.

In all of them `as` is the person who acts, `chat_id` the chat, and `topic` the forum topic that is open there.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final

from bot.playground.bot_api.methods.callbacks import REACTIONS
from bot.playground.text.spoilers import hide
from bot.playground.web import page_groups, page_inline, page_posts
from bot.playground.web.page_lookup import Given, NotThere, chat_of, parts_of, person_of, post_of, topic_of
from bot.playground.world.chats import Chat
from bot.playground.world.content import ALBUM_LIMIT
from bot.playground.world.world import World

__all__ = ["ACTIONS", "NotThere"]

_DONE: Final[dict[str, Any]] = {"done": True}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?")
Action = Callable[[World, Given], dict[str, Any] | Awaitable[dict[str, Any]]]


def send(world: World, given: Given) -> dict[str, Any]:
    """Sends `text`, optionally as a reply (`reply_to`, `quote`) or as `as_chat`, the group itself or a channel.

    Text between `||` and `||` is a spoiler.
    """
    chat, person, parts = chat_of(world, given), person_of(world, given), parts_of(given)
    reply = post_of(world, chat, given["reply_to"], person) if given.get("reply_to") else None
    as_chat = chat_of(world, given, "as_chat") if given.get("as_chat") else None
    quote = given.get("quote") or None
    for number, part in enumerate(parts):
        text, spoilers = hide(part)
        if chat.type == "channel":
            person.publishes(chat, text, entities=spoilers)
            continue
        answers: dict[str, Any] = {} if number else {"reply_to": reply, "quote": quote}
        person.says(text, chat=chat, entities=spoilers, topic=topic_of(chat, given), as_chat=as_chat, **answers)
    return {"sent": len(parts)}


def forward(world: World, given: Given) -> dict[str, Any]:
    """Forwards `text` as a post of the channel `source`, or, if `hidden`, of a person of that name; `date` in seconds,
    `comment` before it."""
    chat, person = chat_of(world, given), person_of(world, given)
    source, date = str(given.get("source", "")).strip(), given.get("date")
    if not 1 <= len(source) <= 128:
        raise ValueError("Say where the article comes from, in at most 128 characters.")
    if date is not None and not (isinstance(date, int) and 0 < date <= world.now):
        raise ValueError("The article's date lies in the future.")
    origin: Chat | str = source if given.get("hidden") else world.channel(source)
    parts, comment = parts_of(given), str(given.get("comment", "")).strip()
    for number, part in enumerate(parts):
        words = "" if number else comment
        person.forwards(origin, part, chat=chat, date=date, topic=topic_of(chat, given), comment=words)
    return {"sent": len(parts)}


def pass_on(world: World, given: Given) -> dict[str, Any]:
    """Forwards `message_id` to the chat `to`, with a `comment`."""
    person, post = person_of(world, given), post_of(world, chat_of(world, given), given.get("message_id"))
    person.forwards_post(post, chat=chat_of(world, given, "to"), comment=str(given.get("comment", "")).strip())
    return _DONE


def upload(world: World, given: Given) -> dict[str, Any]:
    """Sends `files`, each with `name`, `mime` type and `content` in base64; several are an album. `caption` belongs to
    the last one, or, with `as_photos`, to the first."""
    chat, person = chat_of(world, given), person_of(world, given)
    files = [_file(raw) for raw in given.get("files") or ()]
    if not 1 <= len(files) <= ALBUM_LIMIT:
        raise ValueError(f"Choose 1 to {ALBUM_LIMIT} files.")
    pictures, caption = bool(given.get("as_photos")), str(given.get("caption", ""))
    more: dict[str, Any] = {"chat": chat, "topic": topic_of(chat, given), "as_photo": pictures}
    if len(files) > 1:
        more["media_group_id"] = world.new_album()
    where = 0 if pictures else len(files) - 1
    for number, (name, mime, content) in enumerate(files):
        person.sends_file(name, content, mime=mime, caption=caption if number == where else "", **more)
    return {"sent": len(files)}


def press(world: World, given: Given) -> dict[str, Any]:
    """Presses the button with callback `data` under `message_id`."""
    person = person_of(world, given)
    post = post_of(world, chat_of(world, given), given.get("message_id"), person)
    return {"press": person.presses(post, str(given.get("data"))).id}


def edit(world: World, given: Given) -> dict[str, Any]:
    """Changes the `text` of the person's own `message_id`."""
    post = post_of(world, chat_of(world, given), given.get("message_id"))
    parts = parts_of(given)
    if len(parts) > 1:
        raise ValueError("An edited message has at most 4,096 characters.")
    text, spoilers = hide(parts[0])
    person_of(world, given).edits(post, text, entities=spoilers)
    return _DONE


def delete(world: World, given: Given) -> dict[str, Any]:
    """Deletes `message_id` for everybody; the bot is not told."""
    post = post_of(world, chat_of(world, given), given.get("message_id"))
    person_of(world, given).deletes(post)
    return _DONE


def react(world: World, given: Given) -> dict[str, Any]:
    """Puts `emoji` on `message_id`; an empty one removes it."""
    post = post_of(world, chat_of(world, given), given.get("message_id"))
    emoji = str(given.get("emoji", ""))
    if emoji and emoji not in REACTIONS:
        raise ValueError("Telegram has no such reaction.")
    person_of(world, given).reacts(post, *([emoji] if emoji else []))
    return _DONE


def start(world: World, given: Given) -> dict[str, Any]:
    """Opens the bot's `?start=` link, with its `payload`."""
    payload = str(given.get("payload", ""))
    person_of(world, given).starts(payload if page_groups.is_payload(payload) else "")
    return _DONE


def language(world: World, given: Given) -> dict[str, Any]:
    """Sets the `language` of the person's Telegram."""
    code = str(given.get("language", ""))
    if not _LANGUAGE.fullmatch(code):
        raise ValueError("That is no language's code.")
    person_of(world, given).speaks(code)
    return _DONE


def ephemeral(world: World, given: Given) -> dict[str, Any]:
    """Sets whether the server has ephemeral messages: `on`, from its next start."""
    world.keep_ephemeral(bool(given.get("on")))
    return _DONE


ACTIONS: Final[dict[str, Action]] = {
    "send": send,
    "forward": forward,
    "pass_on": pass_on,
    "upload": upload,
    "article": page_posts.article,
    "specimen": page_posts.specimen,
    "press": press,
    "edit": edit,
    "delete": delete,
    "react": react,
    "start": start,
    "language": language,
    "ephemeral": ephemeral,
    "inline": page_inline.ask,
    "choose": page_inline.choose,
    "manage": page_groups.manage,
    "group": page_groups.create,
}


def _file(raw: Any) -> tuple[str, str, bytes]:
    """A file's name, media type and bytes."""
    if not isinstance(raw, dict):
        raise ValueError("The file did not arrive whole.")
    try:
        content = base64.b64decode(str(raw.get("content", "")), validate=True)
    except binascii.Error as error:
        raise ValueError("The file did not arrive whole.") from error
    name = str(raw.get("name", "")).replace("/", "_").strip()[:128]
    if not content or not name:
        raise ValueError("The file is empty.")
    return name, str(raw.get("mime") or "application/octet-stream")[:128], content
