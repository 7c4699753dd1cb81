"""A Telegram user, and how that user's messages get into a chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.playground.errors import ApiError
from bot.playground.world.chats import ADMINISTRATORS, INSIDE, Chat
from bot.playground.world.content import quote_of
from bot.playground.world.posts import Message, Post
from bot.playground.world.replies import reply_fields, thread_fields
from bot.playground.world.state import WorldState
from bot.playground.world.whispers import Whisper

# The sender that Telegram names for messages without one.
ANONYMOUS: Final = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL: Final = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Final = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


@dataclass(frozen=True)
class Actor:
    """A Telegram user. Every `chat` argument means the private chat with the bot when left out."""

    world: WorldState
    id: int

    @property
    def user(self) -> dict[str, Any]:
        """The person as messages name their sender."""
        return self.world.users[self.id]

    @property
    def name(self) -> str:
        return str(self.user["first_name"])

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.chats[self.id]

    def _send(
        self,
        content: Message,
        chat: Chat | None,
        reply_to: Post | None = None,
        quote: str | None = None,
        *,
        topic: int | None = None,
        as_chat: Chat | None = None,
    ) -> Post:
        world, chat = self.world, chat or self.chat
        if chat.status(self.id) not in INSIDE:
            raise ValueError(f"{self.name} is not in {chat.title}")
        if chat.type == "channel":
            raise ValueError("Only texts are posted in channels here.")
        if chat.migrated_to is not None:
            raise ValueError(f"{chat.title} has become a supergroup, with a new chat of its own")
        if chat.type == "private" and chat.status(world.bot["id"]) == "left":
            chat.members[world.bot["id"]] = "member"  # the first message starts the bot
            world.save(chat)
        if isinstance(reply_to, Whisper):
            return self._whispers(content, chat, reply_to)
        try:
            reply = self._reply(chat, reply_to, quote)
            thread = thread_fields(world, chat, topic, reply, admin=chat.status(self.id) in ADMINISTRATORS)
        except ApiError as error:
            raise ValueError(error.description) from error
        post = world.add_post(chat, {**self._sender(chat, as_chat), **reply, **thread, **content})
        world.deliver(post)
        return post

    def _whispers(self, content: Message, chat: Chat, reply_to: Whisper) -> Post:
        """Answers an ephemeral message; only the bot sees that, and it may not be told which message is answered."""
        if reply_to.person != self.id or reply_to.chat_id != chat.id:
            raise ValueError(f"{self.name} does not see that message")
        told: Message = {"reply_to_message": reply_to.data} if self.world.tells_what_is_answered else {}
        post = self.world.whisper(chat, {"from": self.user, **told, **content}, self.id)
        self.world.updates.push("message", post.data)
        return post

    def _sender(self, chat: Chat, as_chat: Chat | None) -> Message:
        if as_chat is None:
            return {"from": self.user}
        if as_chat is chat and chat.status(self.id) not in ADMINISTRATORS:
            raise ValueError(f"only administrators of {chat.title} can write in its name")
        if as_chat is not chat and as_chat.type != "channel":
            raise ValueError("people write in the name of the group itself or of a channel")
        return {"from": ANONYMOUS if as_chat is chat else CHANNEL, "sender_chat": as_chat.data}

    def _reply(self, chat: Chat, reply_to: Post | None, quote: str | None) -> Message:
        if reply_to is None:
            return {}
        given = {"message_id": reply_to.id, **quote_of(reply_to, quote)}
        if reply_to.chat_id != chat.id:
            given["chat_id"] = reply_to.chat_id
        return reply_fields(self.world, chat, given, bot=False)

    def _origin(
        self, source: Chat | Actor | str, date: int | None, author: str | None, number: int | None
    ) -> dict[str, Any]:
        when: dict[str, Any] = {"date": self.world.now - 3600 if date is None else date}
        if isinstance(source, str):
            return {"type": "hidden_user", "sender_user_name": source, **when}
        if isinstance(source, Actor):
            return {"type": "user", "sender_user": source.user, **when}
        signed = {"author_signature": author} if author else {}
        if source.type == "channel":
            number = self.world.store.next(f"message {source.id}") if number is None else number
            return {"type": "channel", "chat": source.data, "message_id": number, **when, **signed}
        return {"type": "chat", "sender_chat": source.data, **when, **signed}
