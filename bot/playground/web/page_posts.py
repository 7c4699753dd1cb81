"""Earlier messages of a chat, and posts beside plain texts: articles of blocks, and messages without text."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.text import markdown
from bot.playground.web.page_lookup import Given, chat_of, person_of, post_of, topic_of
from bot.playground.web.page_view import message_view, place_of, shown
from bot.playground.world.specimens import SPECIMENS
from bot.playground.world.world import World

_PAGE: Final = 100  # messages at once
_AROUND: Final = 20  # messages before a requested one


def history(world: World, given: Given) -> dict[str, Any]:
    """The latest messages of a chat (in a forum: of its `topic`) `before` a message; or, with `message`, those from a
    little before that message to the newest, in its topic.

    `messages` are oldest first; `more` says whether there are earlier ones; `topic` is their topic.
    """
    chat = chat_of(world, given)
    me = person_of(world, given)
    found, topic = shown(world, chat, me), topic_of(chat, given)
    if "message" in given:
        wanted = post_of(world, chat, given["message"], me)
        topic = wanted.topic
        there = [post for post in found if post.topic == topic]
        first = max(0, there.index(wanted) - _AROUND)
    else:
        before = given.get("before")
        there = [post for post in found if post.topic == topic and (before is None or place_of(post) < before)]
        first = max(0, len(there) - _PAGE)
    return {"messages": [message_view(post) for post in there[first:]], "more": first > 0, "topic": topic}


def article(world: World, given: Given) -> dict[str, Any]:
    """Sends a rich message from the Markdown-like `text`; forwarded from the channel `source` if one is named."""
    chat, person = chat_of(world, given), person_of(world, given)
    text, source = given.get("text"), str(given.get("source", "")).strip()[:128]
    blocks = markdown.blocks(text if isinstance(text, str) else "")
    if chat.type == "channel":
        person.publishes_rich(chat, *blocks)
        return {"blocks": len(blocks)}
    as_chat = chat_of(world, given, "as_chat") if given.get("as_chat") else None
    origin = world.channel(source) if source else None
    person.sends_rich(*blocks, chat=chat, source=origin, topic=topic_of(chat, given), as_chat=as_chat)
    return {"blocks": len(blocks)}


def specimen(world: World, given: Given) -> dict[str, Any]:
    """Sends a message of the `kind` "voice", "sticker", "poll", "contact" or "location"."""
    made = SPECIMENS.get(str(given.get("kind")))
    if made is None:
        raise ValueError("The page sends no such thing.")
    chat, person = chat_of(world, given), person_of(world, given)
    as_chat = chat_of(world, given, "as_chat") if given.get("as_chat") else None
    person.sends_bare(chat=chat, topic=topic_of(chat, given), as_chat=as_chat, **made(world))
    return {"done": True}
