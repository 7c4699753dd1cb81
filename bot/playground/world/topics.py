"""Forum topics, and the thread that a message belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.bot_api.errors import bad_request
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Message

if TYPE_CHECKING:
    from bot.playground.world.world import World


def thread_fields(world: World, chat: Chat, topic: int | None, reply: Message, *, admin: bool = False) -> Message:
    """What a new message says about its thread; `reply` is what it says about the message it answers.

    In a topic every message that answers nothing is shown as answering the topic's first message. A reply outside a
    topic carries its thread's id as well, without `is_topic_message`. General, a forum's first topic, has no id. A
    reply goes where the message is that it answers. Raises `ApiError` for a topic that is not there or is closed.
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
