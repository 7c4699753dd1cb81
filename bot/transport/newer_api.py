"""Fields and methods of Telegram that the installed python-telegram-bot does not know yet. Used only here.

python-telegram-bot 22.8 knows version 10.0 of the Bot API. ``FIELDS`` and ``METHODS`` give the version that introduced
each. A test fails once the library knows one, which can then go. https://core.telegram.org/bots/api-changelog
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from telegram import Bot, Message, MessageEntity, ReplyParameters
from telegram.error import EndPointNotFound

from bot.domain.ephemeral import EPHEMERAL
from bot.domain.incoming.rich_messages import FLATTENED, flatten, plain
from bot.domain.messages import Quote, ReplyTo

# By class and field.
FIELDS = {
    ("Message", "rich_message"): "10.1",
    ("Message", "community_chat_added"): "10.2",
    ("Message", "community_chat_removed"): "10.2",
    ("Message", "community_chat_joined"): "10.3",
    ("Message", "ephemeral_message_id"): "10.2",
    ("Message", "receiver_user"): "10.2",
    ("ReplyParameters", "quote_rich_texts"): "10.5",
}
# By name; their parameters: https://core.telegram.org/bots/api#setmysettings and the like
METHODS = {"setMySettings": "10.5", "editEphemeralMessageText": "10.2", "deleteEphemeralMessage": "10.2"}
# Service messages: they report an event in a chat, and nobody wrote them.
SERVICE = frozenset({"community_chat_added", "community_chat_removed", "community_chat_joined"})
_MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post", "guest_message")
_INSIDE = ("reply_to_message", "pinned_message", "message")


@dataclass(slots=True)
class Server:
    """What the server of the Bot API offers, as found out so far; None while unknown."""

    quotes_rich_messages: bool | None = None
    # Ephemeral messages in groups, and when (monotonic seconds) to check for them again.
    ephemeral: bool | None = None
    asked_again_at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSettings:
    """Parameters of setMySettings; None leaves a setting as it is. getMe returns the current ones."""

    supports_inline_queries: bool | None = None
    supports_guest_queries: bool | None = None
    can_read_all_group_messages: bool | None = None


async def set_my_settings(bot: Bot, settings: BotSettings) -> bool:
    """Changes the bot's settings at Telegram; False when the server does not know the method. Raises TelegramError."""
    given = {name: value for name, value in asdict(settings).items() if value is not None}
    try:
        await bot.do_api_request("setMySettings", api_kwargs=given)
    except EndPointNotFound:
        return False
    return True


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """The raw update in the older form: each rich message has its text where other messages have theirs, and each
    ephemeral message has its number, below zero, where others have 0.
    """
    for kind in _MESSAGES:
        update = _changed(update, kind, _message)
    return _changed(update, "callback_query", lambda query: _changed(query, "message", _message))


def is_service(message: Message) -> bool:
    """Whether the message is one of ``SERVICE``."""
    return not SERVICE.isdisjoint(message.api_kwargs)


def reply_parameters(to: ReplyTo, server: Server) -> ReplyParameters:
    """Parameters for a reply and its quote; from rich messages only as far as the server may support it."""
    more: dict[str, Any] = {}
    quote = to.quote
    if quote is not None and quote.rich:
        if server.quotes_rich_messages is not False:
            more = {"quote_position": quote.position, "api_kwargs": {"quote_rich_texts": list(quote.rich)}}
    elif quote is not None:
        more = _quoted(quote)
    # If the message is gone, the reply must say its words, so the failure must be known.
    return ReplyParameters(message_id=to.message_id, allow_sending_without_reply=not more, **more)


def will_quote(to: ReplyTo | None, server: Server) -> bool:
    """Whether the server quotes what ``to`` says or reports that it does not; an older one omits rich texts."""
    if to is None or to.quote is None:
        return False
    return not to.quote.rich or server.quotes_rich_messages is True


def note_quote(to: ReplyTo | None, sent: Message, server: Server) -> None:
    """Notes whether the server has quoted a rich message; one that cannot omits the quotation."""
    quoted = to is not None and to.quote is not None and to.quote.rich
    if quoted and server.quotes_rich_messages is None and sent.reply_to_message is not None:
        server.quotes_rich_messages = sent.quote is not None


def _quoted(quote: Quote) -> dict[str, Any]:
    return {
        "quote": quote.text,
        "quote_position": quote.position,
        "quote_entities": [MessageEntity(**each) for each in quote.entities] or None,
    }


def _changed(payload: dict[str, Any], name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """The payload with ``change`` applied to the object of that name, if there is one."""
    inner = payload.get(name)
    if not isinstance(inner, dict):
        return payload
    changed = change(inner)
    return payload if changed is inner else {**payload, name: changed}


def _message(message: dict[str, Any]) -> dict[str, Any]:
    """The message, and those that it answers or pins, in the older form."""
    for name in _INSIDE:
        message = _changed(message, name, _flattened)
    return _flattened(message)


def _flattened(message: dict[str, Any]) -> dict[str, Any]:
    message = _changed(message, "quote", _quote)
    if isinstance(message.get(EPHEMERAL), int):
        message = {**message, "message_id": -message[EPHEMERAL]}
    if "rich_message" not in message:
        return message
    rich = flatten(message["rich_message"])
    rest = {name: value for name, value in message.items() if name != "rich_message"}
    if not rich.text:
        return {**rest, FLATTENED: {}}
    return {**rest, "text": rich.text, "entities": [*rich.entities], FLATTENED: rich.stored}


def _quote(quote: dict[str, Any]) -> dict[str, Any]:
    """A quotation with its words, which Telegram may give only as rich text."""
    if isinstance(quote.get("text"), str) and isinstance(quote.get("position"), int):
        return quote
    texts: object = quote.get("rich_texts")
    given = quote.get("text")
    position = quote.get("position")
    return {
        **quote,
        "text": given if isinstance(given, str) else plain(texts) if isinstance(texts, list | Mapping | str) else "",
        "position": position if isinstance(position, int) else 0,
    }
