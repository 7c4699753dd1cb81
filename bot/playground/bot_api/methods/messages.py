"""Sending, editing, deleting and forwarding messages."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.bot_api.markup import inline_keyboard
from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.bot_api.methods.whispering import WHISPERING, addressed, whisper
from bot.playground.bot_api.params import ParameterType
from bot.playground.errors import bad_request
from bot.playground.text import entities as formatted
from bot.playground.text import units
from bot.playground.text.html import parse_formatted
from bot.playground.world.chats import ADMINISTRATORS, Chat
from bot.playground.world.content import CAPTION_LIMIT, TEXT_LIMIT, forwarded
from bot.playground.world.posts import Message, Post
from bot.playground.world.replies import reply_fields, thread_fields

SENDING: Final[dict[str, ParameterType]] = {
    "chat_id": "chat",
    "message_thread_id": "int",
    "disable_notification": "bool",
    "protect_content": "bool",
    "reply_parameters": "json",
    "reply_markup": "json",
}
_TWO_DAYS: Final = 48 * 3600


@method(
    "sendMessage",
    **SENDING,
    **WHISPERING,
    text="str",
    parse_mode="str",
    entities="json",
    link_preview_options="json",
)
def send_message(call: Call) -> Message:
    chat, to = call.writable_chat(), addressed(call)
    if to is not None:
        return whisper(call, chat, text_fields(call), to)
    return say(call, chat, text_fields(call)).data


@method(
    "editMessageText",
    inline_message_id="str",
    chat_id="chat",
    message_id="int",
    text="str",
    parse_mode="str",
    entities="json",
    link_preview_options="json",
    reply_markup="json",
)
def edit_message_text(call: Call) -> Message | bool:
    post = _own_post(call)
    if "text" not in post.data:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, post, text_fields(call), ("text", "entities", "link_preview_options"))


@method("editMessageReplyMarkup", inline_message_id="str", chat_id="chat", message_id="int", reply_markup="json")
def edit_message_reply_markup(call: Call) -> Message | bool:
    return _edit(call, _own_post(call), {}, ())


@method(
    "editMessageCaption",
    chat_id="chat",
    message_id="int",
    caption="str",
    parse_mode="str",
    caption_entities="json",
    reply_markup="json",
)
def edit_message_caption(call: Call) -> Message | bool:
    post = _own_post(call)
    if "document" not in post.data:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, post, caption_fields(call), ("caption", "caption_entities"))


@method("deleteMessage", chat_id="chat", message_id="int")
def delete_message(call: Call) -> bool:
    chat = call.chat()
    post = call.post(chat, "message to delete not found")
    if not _may_delete(call, chat, post):
        raise bad_request("message can't be deleted")
    call.world.delete(post)
    return True


@method("deleteMessages", chat_id="chat", message_ids="json")
def delete_messages(call: Call) -> bool:
    chat, ids = call.chat(), call.get("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("1 to 100 message identifiers are expected")
    for number in ids:  # those that are gone or not ours are skipped, as in Telegram
        post = call.world.find_post(chat, number)
        if post is not None and _may_delete(call, chat, post):
            call.world.delete(post)
    return True


@method(
    "forwardMessage",
    chat_id="chat",
    from_chat_id="chat",
    message_id="int",
    message_thread_id="int",
    disable_notification="bool",
    protect_content="bool",
)
def forward_message(call: Call) -> Message:
    source = call.world.find_chat(call.get("from_chat_id"))
    post = call.post(source, "message to forward not found")
    chat = call.writable_chat()
    thread = thread_fields(call.world, chat, call.get("message_thread_id"), {})
    return call.world.add_post(chat, {"from": call.world.bot_user, **thread, **forwarded(post)}).data


def say(call: Call, chat: Chat, content: Message) -> Post:
    """Put the bot's message into a chat, with the reply, thread and buttons that the request asks for."""
    world, given = call.world, call.get("reply_parameters")
    if given is not None and not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    reply = reply_fields(world, chat, given) if given else {}
    keyboard = inline_keyboard(call.get("reply_markup"))
    extra: Message = {"reply_markup": keyboard} if keyboard else {}
    if call.get("protect_content"):
        extra["has_protected_content"] = True
    admin = chat.status(world.bot["id"]) in ADMINISTRATORS
    thread = thread_fields(world, chat, call.get("message_thread_id") or None, reply, admin=admin)
    return world.add_post(chat, {"from": world.bot_user, **reply, **thread, **content, **extra})


def text_fields(call: Call) -> Message:
    """`text` and `entities` as Telegram keeps them. Raises `ApiError` for an empty, too long or unparsable text."""
    raw, entities = parse_formatted(call.get("text", ""), call.get("parse_mode"), call.get("entities"))
    text, kept = formatted.tidy(raw, entities)
    if not text:
        raise bad_request("message text is empty")
    if units.length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    fields: Message = {"text": text} | ({"entities": kept} if kept else {})
    preview = call.get("link_preview_options")
    return fields | ({"link_preview_options": preview} if preview else {})


def caption_fields(call: Call) -> Message:
    """`caption` and `caption_entities`, checked in the same way; empty for no caption."""
    raw, entities = parse_formatted(call.get("caption", ""), call.get("parse_mode"), call.get("caption_entities"))
    text, kept = formatted.tidy(raw, entities)
    if units.length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": kept} if kept else {})


def _own_post(call: Call) -> Post:
    if name := call.get("inline_message_id"):
        inline = call.world.find_inline_post(name)
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    post = call.post(call.writable_chat(), "message to edit not found")
    if post.sender_id != call.world.bot["id"] or "forward_origin" in post.data:
        raise bad_request("message can't be edited")
    return post


def _edit(call: Call, post: Post, content: Message, replaced: tuple[str, ...]) -> Message | bool:
    keyboard = inline_keyboard(call.get("reply_markup"), only_inline=True)
    changes: Message = content | ({"reply_markup": keyboard} if keyboard else {})
    looks: tuple[str, ...] = (*replaced, "reply_markup")
    if all(changes.get(key) == post.data.get(key) for key in looks):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    call.world.revise(post, {**changes, "edit_date": call.world.now}, removed=looks)
    return True if call.get("inline_message_id") else post.data


def _may_delete(call: Call, chat: Chat, post: Post) -> bool:
    if call.world.clock() - post.data["date"] > _TWO_DAYS:
        return False
    mine: Any = call.world.bot["id"]
    return post.sender_id == mine or chat.type == "private" or chat.status(mine) == "administrator"
