"""The content of a person's message: text, caption, a document, a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bot.playground.text import entities as formatted
from bot.playground.text import units
from bot.playground.text.entities import Entity
from bot.playground.world.posts import Message, Post
from bot.playground.world.state import WorldState

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
ALBUM_LIMIT: Final = 10
# The fields that determine a message's kind, and that a forward copies.
CONTENT: Final = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "document",
    "photo",
    "voice",
    "sticker",
    "poll",
    "contact",
    "location",
    "rich_message",
    "link_preview_options",
)


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Splits a long text into messages as a client does: at the last paragraph, line or word that fits."""
    parts = []
    rest = text.strip()
    while units.length(rest) > limit:
        head = units.cut(rest, 0, limit)
        head = head[:-1] if "\ud800" <= head[-1] <= "\udbff" else head  # never half a character
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark)) > len(head) // 2), len(head))
        parts.append(head[:cut].strip())
        rest = rest[cut:].strip()
    return [part for part in (*parts, rest) if part]


def text_content(text: str, entities: Iterable[Entity] = ()) -> Message:
    """`text` and `entities`. Raises `ValueError` for an empty or too long text, which a client would not send."""
    tidy, found = formatted.tidy(text, entities)
    if not tidy:
        raise ValueError("a message needs some text")
    if units.length(tidy) > TEXT_LIMIT:
        raise ValueError(f"a message has at most {TEXT_LIMIT} UTF-16 units of text; use pastes() for longer ones")
    return {"text": tidy, **({"entities": found} if found else {})}


def caption_content(text: str, entities: Iterable[Entity] = ()) -> Message:
    """`caption` and `caption_entities`; empty for no caption. Raises `ValueError` when it is too long."""
    tidy, found = formatted.tidy(text, entities)
    if units.length(tidy) > CAPTION_LIMIT:
        raise ValueError(f"a caption has at most {CAPTION_LIMIT} UTF-16 units")
    return ({"caption": tidy} if tidy else {}) | ({"caption_entities": found} if found else {})


def document(file_id: str, world: WorldState) -> dict[str, Any]:
    """A `Document` of a file on the server."""
    file = world.files[file_id]
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": file.size,
    }


def photo(file_id: str, world: WorldState) -> list[dict[str, Any]]:
    """The sizes of a picture on the server, smallest first; both are the same file here."""
    file = world.files[file_id]
    same = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}
    return [{**same, "width": 90, "height": 60}, {**same, "width": 1280, "height": 853}]


def quote_of(post: Post, quote: str | None) -> dict[str, Any]:
    """The reply parameters of a quote: a client quotes with the post's formatting."""
    if quote is None:
        return {}
    at = post.text.find(quote)
    start = units.length(post.text[: max(0, at)])
    end = start + units.length(quote)
    inside = [
        {**entity, "offset": left - start, "length": right - left}
        for entity in post.entities
        if (left := max(start, entity["offset"])) < (right := min(end, entity["offset"] + entity["length"]))
    ]
    return {"quote": quote, "quote_position": start, "quote_entities": inside}


def forwarded(post: Post) -> Message:
    """A message's content as a forward shows it: with its first origin."""
    data = post.data
    origin = data.get("forward_origin")
    if origin is None and data["chat"]["type"] == "channel":
        origin = {"type": "channel", "chat": data["chat"], "message_id": post.id, "date": data["date"]}
        origin |= {"author_signature": data["author_signature"]} if "author_signature" in data else {}
    elif origin is None and "sender_chat" in data:
        origin = {"type": "chat", "sender_chat": data["sender_chat"], "date": data["date"]}
    elif origin is None:
        origin = {"type": "user", "sender_user": data["from"], "date": data["date"]}
    return {**{key: data[key] for key in CONTENT if key in data}, "forward_origin": origin}
