"""Editing and deleting ephemeral messages, where the server has them."""

from __future__ import annotations

from typing import Final

from bot.playground.bot_api.markup import inline_keyboard
from bot.playground.bot_api.methods.messages import text_fields
from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import ApiError, bad_request
from bot.playground.text import units
from bot.playground.world.content import CAPTION_LIMIT
from bot.playground.world.posts import Message
from bot.playground.world.whispers import Whisper

# Fewer than for a new one: https://github.com/tdlib/telegram-bot-api/issues/881
_LONGEST: Final = CAPTION_LIMIT


@method(
    "editEphemeralMessageText",
    chat_id="chat",
    receiver_user_id="int",
    ephemeral_message_id="int",
    text="str",
    parse_mode="str",
    entities="json",
    link_preview_options="json",
    reply_markup="json",
)
def edit_ephemeral_message_text(call: Call) -> bool:
    post, content = _named(call), text_fields(call)
    if units.length(content["text"]) > _LONGEST:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    keyboard = inline_keyboard(call.get("reply_markup"), only_inline=True)
    changes: Message = {**content, **({"reply_markup": keyboard} if keyboard else {}), "edit_date": call.world.now}
    call.world.change_whisper(post, changes, removed=("text", "entities", "link_preview_options", "reply_markup"))
    return True


@method("deleteEphemeralMessage", chat_id="chat", receiver_user_id="int", ephemeral_message_id="int")
def delete_ephemeral_message(call: Call) -> bool:
    post = _named(call)
    post.deleted = True
    call.world.emit("delete", post)
    return True


def _named(call: Call) -> Whisper:
    if call.world.ephemeral is None:
        raise ApiError(404, "Not Found: method not found")
    chat = call.writable_chat()
    post = call.world.whispers.find(chat.id, call.get("receiver_user_id", 0), call.get("ephemeral_message_id"))
    if post is None:
        raise bad_request("ephemeral message not found")
    return post
