"""From Telegram's messages to what the library understands, and back. Chat and message ids live only here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import (
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.markup import units
from bot.outgoing import Quote, ReplyTo
from index import Article, Place, Source, Span

# Telegram quotes at most so many UTF-16 units, and compares these kinds of formatting in a quote.
LONGEST_QUOTE = 1024
QUOTED_KINDS = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message's text as an article: its delivery key, where it comes from, and where it can be quoted."""

    key: str
    text: str
    source: Source
    url: str | None
    published_at: datetime | None
    places: tuple[Place, ...]
    topic: str | None
    title: str | None = None


def key_of(message: Message) -> str:
    """The delivery key of an article that came as this message."""
    return f"{message.chat.id}:{message.message_id}"


def post_of(message: Message) -> Post:
    """The message as an article, whatever its length; ``text`` is empty when it has none."""
    text = message.text or message.caption or ""
    identity, name, url = _origin(message)
    return Post(
        key=key_of(message),
        text=text,
        source=Source(identity=identity, name=name),
        url=url,
        published_at=message.forward_origin.date if message.forward_origin else None,
        places=(Place(span=Span(0, len(text)), where=_where(message)),),
        topic=str(message.message_thread_id) if message.is_topic_message else None,
    )


def reply_to(article: Article, span: Span, text: str, chat_id: int) -> ReplyTo | None:
    """A reply to the message of this chat in which ``span`` stands, quoting ``text``, the words at that span.

    None when it stands in no message. A text that is too long is quoted up to a word that fits.
    """
    for place in article.places:
        where = json.loads(place.where)
        if where["chat"] != chat_id or not place.span.start <= span.start < place.span.end:
            continue
        if not where.get("quotable", True):
            return ReplyTo(message_id=where["message"])
        quoted = _quotable(text[: place.span.end - span.start])
        if not quoted:
            return ReplyTo(message_id=where["message"])
        start = span.start - place.span.start
        position = start + sum(wide < start for wide in where["wide"])
        return ReplyTo(message_id=where["message"], quote=_quote(quoted, position, where["entities"]))
    return None


def place_behind(message: Message, text: str) -> Place:
    """Where ``text`` is that came by a link or a file in ``message``: there, but with nothing there to quote."""
    behind = {"chat": message.chat.id, "message": message.message_id, "wide": [], "entities": [], "quotable": False}
    return Place(span=Span(0, len(text)), where=json.dumps(behind))


def _where(message: Message) -> str:
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities or ()
    wide = [position for position, character in enumerate(text) if ord(character) > 0xFFFF]
    return json.dumps(
        {
            "chat": message.chat.id,
            "message": message.message_id,
            # Code points outside the basic plane count twice in UTF-16: their positions are all it takes.
            "wide": wide,
            "entities": [_plain(each) for each in entities if each.type in QUOTED_KINDS],
        }
    )


def _plain(entity: MessageEntity) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": str(entity.type), "offset": entity.offset, "length": entity.length}
    if entity.custom_emoji_id is not None:
        plain["custom_emoji_id"] = entity.custom_emoji_id
    return plain


def _quotable(text: str) -> str:
    if units(text) <= LONGEST_QUOTE:
        return text
    cut = text[:LONGEST_QUOTE]
    while units(cut) > LONGEST_QUOTE:
        cut = cut[:-1]
    at = cut.rfind(" ")
    return cut[:at] if at > 0 else cut


def _quote(text: str, position: int, entities: list[dict[str, Any]]) -> Quote:
    end = position + units(text)
    inside = []
    for each in entities:
        start, stop = max(each["offset"], position), min(each["offset"] + each["length"], end)
        if start < stop:
            inside.append({**each, "offset": start - position, "length": stop - start})
    return Quote(text=text, position=position, entities=tuple(inside))


def _origin(message: Message) -> tuple[str | None, str | None, str | None]:
    """Identity, name for people, and link of where a forwarded message comes from."""
    origin = message.forward_origin
    if isinstance(origin, MessageOriginChannel):
        name = origin.chat.title
        link = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
        return f"telegram:{origin.chat.id}/{origin.message_id}", name, link
    if isinstance(origin, MessageOriginChat):
        return None, origin.sender_chat.title, None
    if isinstance(origin, MessageOriginUser):
        return None, origin.sender_user.full_name, None
    if isinstance(origin, MessageOriginHiddenUser):
        return None, origin.sender_user_name, None
    return None, None, None
