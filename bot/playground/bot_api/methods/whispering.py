"""Sending an ephemeral message, under the Bot API's conditions.

Telegram's refusals are not documented; their wording here is the playground's own.
https://core.telegram.org/bots/api#ephemeral-messages-and-commands
"""

from __future__ import annotations

from typing import Any, Final

from bot.playground.bot_api.markup import inline_keyboard
from bot.playground.bot_api.methods.registry import Call
from bot.playground.bot_api.params import ParameterType
from bot.playground.errors import bad_request
from bot.playground.world.chats import ADMINISTRATORS, INSIDE, Chat
from bot.playground.world.posts import Message, Post
from bot.playground.world.replies import reply_fields, thread_fields
from bot.playground.world.whispers import Whisper

# Version 10.3 of the Bot API moved the other parameters into the first.
WHISPERING: Final[dict[str, ParameterType]] = {
    "ephemeral_message_parameters": "json",
    "receiver_user_id": "int",
    "callback_query_id": "str",
}
SECONDS: Final = 15.0
_FIELDS: Final = frozenset({"receiver_user_id", "callback_query_id", "replace_callback_query_message"})


def addressed(call: Call) -> dict[str, Any] | None:
    """The request's parameters about the only recipient; `None` for a message to everybody.

    A server takes the parameters of its own version and ignores others.
    """
    version = call.world.ephemeral
    given = call.get("ephemeral_message_parameters") if version == "10.3" else None
    if version == "10.2" and "receiver_user_id" in call.params:
        given = {name: call.params[name] for name in _FIELDS if name in call.params}
    if given is not None and (not isinstance(given, dict) or given.keys() - _FIELDS):
        raise bad_request("can't parse ephemeral message parameters")
    return given


def whisper(call: Call, chat: Chat, content: Message, to: dict[str, Any]) -> Message:
    """Shows a message to one person of a group. Raises `ApiError` where that is not allowed."""
    world, person = call.world, to.get("receiver_user_id")
    if chat.type not in ("group", "supergroup"):
        raise bad_request("ephemeral messages can be sent in groups only")
    if not isinstance(person, int) or person not in world.users or chat.status(person) not in INSIDE:
        raise bad_request("the receiver is no member of the chat")
    pressed = _pressed(call, chat, person, to.get("callback_query_id"))
    given = call.get("reply_parameters") or {}
    answered = world.whispers.find(chat.id, person, given.get("ephemeral_message_id"))
    heard = answered is not None and answered.sender_id == person and world.clock() - answered.data["date"] <= SECONDS
    if "ephemeral_message_id" in given and not heard:
        raise bad_request("ephemeral message to be replied not found")
    if pressed is None and not heard and chat.status(world.bot["id"]) not in ADMINISTRATORS:
        raise bad_request("not enough rights to send ephemeral messages to the chat")
    replaces = pressed if to.get("replace_callback_query_message") else None
    if isinstance(replaces, Whisper):
        raise bad_request("ephemeral messages can't be replaced")
    # The message that it answers must exist, and nothing is quoted.
    named = {"message_id": given["message_id"]} if "message_id" in given else {}
    reply = reply_fields(world, chat, named) if named else {}
    keyboard = inline_keyboard(call.get("reply_markup"))
    thread = thread_fields(world, chat, call.get("message_thread_id") or None, reply)
    extra: Message = {"reply_markup": keyboard} if keyboard else {}
    data: Message = {"from": world.bot_user, "receiver_user": world.user(person), **reply, **thread, **content, **extra}
    return world.whisper(chat, data, person, replaces=replaces).data


def _pressed(call: Call, chat: Chat, person: int, number: object) -> Post | None:
    """The message under which that person just pressed a button; `None` if the request names no press."""
    if number is None:
        return None
    press = call.world.presses.get(str(number))
    late = press is None or call.world.clock() - press.pressed_at > SECONDS
    if press is None or late or press.by != person or press.post.chat_id != chat.id:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return press.post
