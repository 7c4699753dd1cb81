"""From Telegram's messages to what the library understands, and back. Chat and message ids live only here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import (
    Chat,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.domain.html import beginning, units
from bot.domain.incoming.rich_messages import stored_of
from bot.domain.incoming.rich_quotes import quoted_texts
from bot.domain.incoming.split_posts import Arrival, Part, joined
from bot.domain.messages import Quote, ReplyTo
from index import Article, Place, Source, Span
from index.names import LONGEST_NAME, named

# The most UTF-16 units that Telegram quotes, and the kinds of formatting that it compares in a quote.
LONGEST_QUOTE = 1024
LONGEST_AUTHOR = LONGEST_NAME // 2
QUOTED_KINDS = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message's text as an article: its delivery key, where it comes from, and where it can be quoted.

    ``head`` is the first of the messages that it stands in when it was put together of several.
    """

    key: str
    text: str
    source: Source
    url: str | None
    published_at: datetime | None
    places: tuple[Place, ...]
    topic: str | None
    title: str | None = None
    head: Arrival | None = None


def key_of(message: Message) -> str:
    """The delivery key of an article that came as this message."""
    return key_in(message.chat.id, message.message_id)


def key_in(chat_id: int, message_id: int) -> str:
    """The same of the message with that number."""
    return f"{chat_id}:{message_id}"


def post_of(message: Message) -> Post:
    """The message as an article, whatever its length; ``text`` is empty when it has none."""
    text = message.text or message.caption or ""
    identity, name, url = _origin(message)
    return Post(
        key=key_of(message),
        text=text,
        source=Source(identity=identity, name=name),
        url=url,
        published_at=_published(message),
        places=(Place(span=Span(0, len(text)), where=_where(message)),),
        topic=str(message.message_thread_id) if message.is_topic_message else None,
        title=(stored_of(message) or {}).get("title"),
    )


def arrival_of(message: Message) -> Arrival:
    """What tells the message from others, and by which the other parts of its text are found."""
    sender = message.sender_chat or message.from_user
    origin = message.forward_origin
    return Arrival(
        chat_id=message.chat.id,
        message_id=message.message_id,
        sender_id=sender.id if sender else 0,
        sent_at=message.date.timestamp(),
        topic_id=message.message_thread_id if message.is_topic_message else None,
        album_id=message.media_group_id,
        origin_hash=None if origin is None else hash_of(origin),
        origin_at=origin.date.timestamp() if origin else None,
        origin_message_id=origin.message_id if isinstance(origin, MessageOriginChannel) else None,
        # No program cuts a rich message.
        text_units=0 if stored_of(message) is not None else units(message.text or message.caption or ""),
    )


def hash_of(origin: MessageOrigin) -> str:
    """A hash of whom or what a message comes from: some have names, which are nobody's business here."""
    return _hashed("/".join([type(origin).__name__, *map(str, _identified(origin))]))


def parts_of(article: Article, text: str, chat_id: int) -> dict[int, Part]:
    """The pieces of an article's text that stand in messages of this chat, by message."""
    found: dict[int, Part] = {}
    for place in article.places:
        where = json.loads(place.where)
        if where["chat"] == chat_id and where.get("quotable", True):
            found.setdefault(where["message"], Part(text=place.span.of(text), where=place.where))
    return found


def part_of(message: Message) -> Part:
    """The message as a piece of a text."""
    return Part(text=message.text or message.caption or "", where=_where(message))


def joined_post(message: Message, parts: Sequence[Part], head: Arrival) -> Post:
    """One article of several messages' pieces, in their order; ``message`` is one of them and ``head`` the first."""
    whole, places = joined(parts, separate=message.media_group_id is not None)
    identity, name, url = _origin(message, head.origin_message_id)
    return replace(
        post_of(message),
        key=key_in(head.chat_id, head.message_id),
        text=whole,
        places=places,
        source=Source(identity=identity, name=name),
        url=url,
        head=head,
    )


def reply_to(article: Article, span: Span, text: str, chat_id: int, topic: int | None = None) -> ReplyTo | None:
    """A reply to the message of this chat in which ``span`` stands, quoting ``text``, the words at that span.

    None when it stands in no message of this forum topic: a reply goes where the message is that it answers. A text
    that is too long is quoted up to a word that fits.
    """
    for place in article.places:
        where = json.loads(place.where)
        if where["chat"] != chat_id or not place.span.start <= span.start < place.span.end:
            continue
        if _topic_of(where, article) != topic:
            continue
        quoted = _quotable(text[: place.span.end - span.start]) if where.get("quotable", True) else ""
        if not quoted:
            return ReplyTo(message_id=where["message"])
        start = span.start - place.span.start
        position = start + sum(wide < start for wide in where["wide"])
        return ReplyTo(message_id=where["message"], quote=_quote(quoted, position, where))
    return None


def link_to(article: Article, chat_id: int) -> str | None:
    """A link to the message of this supergroup that the article begins in, for its members; None when there is none."""
    # Telegram's links name a supergroup without the digits that tell it from other chats.
    group = str(chat_id).removeprefix("-100")
    for place in article.places:
        where = json.loads(place.where)
        if where["chat"] == chat_id and place.span.start == 0 and group != str(chat_id):
            topic = _topic_of(where, article)
            return f"https://t.me/c/{group}/{f'{topic}/' if topic else ''}{where['message']}"
    return None


def within_reach(article: Article, chat_id: int, topic: int | None) -> Article:
    """The article, with a link to its message where no reply from this topic can lead there."""
    if article.url is not None or (topic is None and article.topic is None):
        return article
    if reply_to(article, Span(0, 1), "", chat_id, topic) is not None:
        return article
    return replace(article, url=link_to(article, chat_id))


def place_behind(message: Message, text: str) -> Place:
    """The place of a ``text`` that came by a link or a file: its ``message``, in which nothing can be quoted."""
    behind: dict[str, Any] = {**_message(message), "wide": [], "entities": [], "quotable": False}
    return Place(span=Span(0, len(text)), where=json.dumps(behind))


def post_written(message: Message, text: str, source: Source) -> Post:
    """A plain ``text`` that this message of ours says from now on, as an article."""
    where = {**_message(message), "wide": _wide(text), "entities": []}
    return Post(
        key=key_of(message),
        text=text,
        source=source,
        url=None,
        published_at=None,
        places=(Place(span=Span(0, len(text)), where=json.dumps(where)),),
        topic=str(message.message_thread_id) if message.is_topic_message else None,
    )


def _message(message: Message) -> dict[str, int | None]:
    topic = message.message_thread_id if message.is_topic_message else None
    return {"chat": message.chat.id, "message": message.message_id, "topic": topic}


def _topic_of(where: dict[str, Any], article: Article) -> int | None:
    # Places stored by an earlier release lack the topic.
    return where.get("topic", int(article.topic) if article.topic else None)


def _where(message: Message) -> str:
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities or ()
    place: dict[str, Any] = {
        **_message(message),
        # Code points outside the basic plane count twice in UTF-16: their positions are all it takes.
        "wide": _wide(text),
        "entities": [_plain(each) for each in entities if each.type in QUOTED_KINDS],
    }
    rich = stored_of(message)
    if rich is not None:
        place["entities"] = []
        place["rich"] = {name: rich.get(name, []) for name in ("pieces", "styles")}
    return json.dumps(place)


def _wide(text: str) -> list[int]:
    return [position for position, character in enumerate(text) if ord(character) > 0xFFFF]


def _plain(entity: MessageEntity) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": str(entity.type), "offset": entity.offset, "length": entity.length}
    if entity.custom_emoji_id is not None:
        plain["custom_emoji_id"] = entity.custom_emoji_id
    return plain


def _quotable(text: str) -> str:
    if units(text) <= LONGEST_QUOTE:
        return text
    cut = beginning(text, LONGEST_QUOTE)
    at = cut.rfind(" ")
    return cut[:at] if at > 0 else cut


def _quote(text: str, position: int, where: dict[str, Any]) -> Quote | None:
    if "rich" in where:
        found = quoted_texts(where["rich"], text, position)
        return None if found is None else Quote(text=text, position=found[0], rich=tuple(found[1]))
    entities, end = where["entities"], position + units(text)
    inside = []
    for each in entities:
        start, stop = max(each["offset"], position), min(each["offset"] + each["length"], end)
        if start < stop:
            inside.append({**each, "offset": start - position, "length": stop - start})
    return Quote(text=text, position=position, entities=tuple(inside))


def _origin(message: Message, number: int | None = None) -> tuple[str | None, str | None, str | None]:
    """Identity, name for people, and link of where a message was forwarded from, or of that ``number`` there.

    A channel's own post comes from the channel.
    """
    if message.forward_origin is None and message.chat.type == Chat.CHANNEL:
        chat, at = message.chat, number or message.message_id
        # Whoever keeps it reads the channel, public or not.
        place = chat.username or f"c/{str(chat.id).removeprefix('-100')}"
        name = signed(message.author_signature, chat.title)
        return f"telegram:{chat.id}/{at}", name, f"https://t.me/{place}/{at}"
    match message.forward_origin:
        case MessageOriginChannel(chat=chat, author_signature=author) as origin:
            at = number or origin.message_id
            link = f"https://t.me/{chat.username}/{at}" if chat.username else None
            return f"telegram:{chat.id}/{at}", signed(author, chat.title), link
        case MessageOriginChat(sender_chat=chat, author_signature=author):
            return None, signed(author, chat.title), None
        case MessageOriginUser(sender_user=user):
            return None, named(user.full_name), None
        case MessageOriginHiddenUser(sender_user_name=name):
            return None, named(name), None
    return None, None, None


def _published(message: Message) -> datetime | None:
    if message.forward_origin is not None:
        return message.forward_origin.date
    return message.date if message.chat.type == Chat.CHANNEL else None


def signed(author: str | None, title: str | None) -> str | None:
    """The name of a channel or site, behind that of its author, who does not take all the room."""
    author, title = named(author, LONGEST_AUTHOR), named(title)
    return named(f"{author}, {title}") if author and title and author != title else title


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _identified(origin: MessageOrigin) -> tuple[int | str, ...]:
    match origin:
        case MessageOriginChannel(chat=chat) | MessageOriginChat(sender_chat=chat):
            return (chat.id,)
        case MessageOriginUser(sender_user=user):
            return (user.id,)
        case MessageOriginHiddenUser(sender_user_name=name):
            return (name,)
    return ()
