"""A message's reply fields: the message replied to, the words quoted from it, and its forum topic."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.errors import bad_request
from bot.playground.text import entities, rich, units
from bot.playground.text.html import parse_formatted
from bot.playground.world.chats import Chat
from bot.playground.world.content import forwarded
from bot.playground.world.posts import Message, Post
from bot.playground.world.state import WorldState

QUOTE_LIMIT: Final = 1024
FIELDS: Final = frozenset(
    {
        "message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode", "quote_entities",
        "quote_position", "checklist_task_id", "poll_option_id", "ephemeral_message_id", "quote_rich_texts",
    }
)  # fmt: skip


def reply_fields(world: WorldState, chat: Chat, given: dict[str, Any], *, bot: bool = True) -> Message:
    """The fields of a reply: `reply_to_message` (or `external_reply` for another chat) and `quote`.

    Without `bot` a person replies, who may know chats that the bot does not. Empty when the message is gone and
    `allow_sending_without_reply` is set. Raises `ApiError` when it is gone and that is not set, and QUOTE_TEXT_INVALID
    when the quote does not occur there with the same formatting.
    """
    if world.strict and (unknown := given.keys() - FIELDS):
        raise bad_request(f"can't parse reply parameters: unknown field {sorted(unknown)[0]!r}")
    number = given.get("message_id")
    if isinstance(number, str) and number.isdecimal():
        number = int(number)
    if not isinstance(number, int) or isinstance(number, bool):
        raise bad_request('can\'t parse reply parameters: Field "message_id" must be a valid Number')
    there = chat
    if given.get("chat_id") is not None:
        there = world.find_chat(given["chat_id"]) if bot else world.chats[given["chat_id"]]
    elsewhere = there is not chat
    post = world.find_post(there, number)
    if post is None:
        if given.get("allow_sending_without_reply") and not elsewhere:
            return {}
        raise bad_request("message to be replied not found")
    if elsewhere:
        replied: Message = {"external_reply": _external(there, post)}
    else:
        # One level deep, as in Telegram: a reply within the reply is omitted.
        inner = {"reply_to_message", "quote", "external_reply"}
        replied = {"reply_to_message": {key: value for key, value in post.data.items() if key not in inner}}
    if given.get("quote_rich_texts"):
        # A server older than the field omits it.
        return replied | ({"quote": _rich_quote(post, given["quote_rich_texts"])} if world.quotes_rich else {})
    if given.get("quote"):
        replied["quote"] = _quote(post, given)
    return replied


def thread_fields(world: WorldState, chat: Chat, topic: int | None, reply: Message, *, admin: bool = False) -> Message:
    """The thread fields of a new message; `reply` holds its reply fields.

    In a topic, a message that replies to nothing is shown as a reply to the topic's first message. A reply outside a
    topic carries its thread's id as well, without `is_topic_message`. General, a forum's first topic, has no id. A
    reply goes to the topic of the message that it answers. Raises `ApiError` for a missing or closed topic.
    """
    replied = reply.get("reply_to_message", {})
    if chat.data.get("is_forum") and replied.get("is_topic_message"):
        topic = replied["message_thread_id"]
    if topic is None:
        if chat.type != "supergroup" or not replied:
            return {}
        return {"message_thread_id": replied.get("message_thread_id", replied["message_id"])}
    if topic not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[topic].get("closed") and not admin:
        raise bad_request("TOPIC_CLOSED")
    thread: Message = {"message_thread_id": topic, "is_topic_message": True}
    head = world.posts[chat.id, topic]
    return thread if replied else {**thread, "reply_to_message": head.data}


def _external(there: Chat, post: Post) -> Message:
    """A message of another chat: its origin and its file, but not its text; only supergroups and channels are named."""
    shown = forwarded(post)
    info: Message = {"origin": shown["forward_origin"]}
    if there.numbers_its_messages:
        info |= {"chat": there.data, "message_id": post.id}
    return info | {key: shown[key] for key in ("document", "photo", "link_preview_options") if key in shown}


def _quote(post: Post, given: dict[str, Any]) -> dict[str, Any]:
    text, wanted = parse_formatted(given["quote"], given.get("quote_parse_mode"), given.get("quote_entities"))
    size = units.length(text)
    position = given.get("quote_position", 0)
    if not isinstance(position, int):
        raise bad_request('can\'t parse reply parameters: Field "quote_position" must be of type Number')
    if not 0 < size <= QUOTE_LIMIT:
        raise bad_request("QUOTE_TEXT_INVALID")
    asked = entities.formatting(wanted, 0, size)
    # The position is a hint: the nearest place with the same text and formatting counts.
    for start in sorted(_occurrences(post.text, text), key=lambda start: abs(start - position)):
        if entities.formatting(post.entities, start, start + size) == asked:
            kept = [entity for entity in wanted if entity["type"] in entities.QUOTED_TYPES]
            return {"text": text, "position": start, "is_manual": True} | ({"entities": kept} if kept else {})
    raise bad_request("QUOTE_TEXT_INVALID")


def _rich_quote(post: Post, texts: Any) -> dict[str, Any]:
    if not isinstance(texts, list) or sum(units.length(rich.plain(each)) for each in texts) > QUOTE_LIMIT:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = rich.position(post.data.get("rich_message", {}), texts)
    if position is None:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": "\n".join(map(rich.plain, texts)), "position": position, "is_manual": True}


def _occurrences(text: str, part: str) -> list[int]:
    """UTF-16 offsets of every occurrence, overlapping ones included."""
    found, at = [], text.find(part)
    while at >= 0:
        found.append(units.length(text[:at]))
        at = text.find(part, at + 1)
    return found
