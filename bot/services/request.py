"""One update being handled: a handler decides, and what it decided is committed as a whole.

A handler is given a Turn and returns what the bot has to say; or, when it changes something, a function
of the open transaction that makes the change and returns what to say. The change, the replies owed and
"this update is done" are then one commit: after a crash either all of it has happened or none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from telegram import Bot, Chat, Message, Update

from bot.domain.messages import CallbackAnswer, MessageContext, Outgoing
from bot.domain.preferences import Preferences
from bot.domain.split_posts import Arrival
from bot.fetching.document_reader import Reader
from bot.fetching.fetcher import Fetcher
from bot.presentation.texts import Texts
from bot.queues.dispatcher import Dispatcher
from bot.queues.outbox import Outbox
from bot.services.access.policy import Access
from bot.services.access.quotas import Quotas
from bot.store import sent_messages as said
from bot.transport.group_admins import Administrators
from index import Library

Replies = Sequence[Outgoing | CallbackAnswer]
Change = Callable[[Connection], Replies]
Result = Replies | Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What handlers work with; made once, in the composition root."""

    library: Library
    outbox: Outbox
    dispatcher: Dispatcher
    bot: Bot
    summary_method: str = "verbatim"
    fetcher: Fetcher = field(default_factory=Fetcher)
    reader: Reader = field(default_factory=Reader)
    administrators: Administrators = field(default_factory=Administrators)
    access: Access = field(default_factory=Access)
    quotas: Quotas = field(default_factory=Quotas)
    # Set when there is news of strangers for the owner.
    strangers: asyncio.Event = field(default_factory=asyncio.Event)


class EarlyReply(Exception):
    """Raised where a handler's work cannot go on: ``said`` is its outcome then."""

    def __init__(self, *said: Outgoing | CallbackAnswer) -> None:
        super().__init__("there is something to say instead")
        self.said = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An update, the message it is about, the articles of its chat and what was decided there."""

    services: Services
    update: Update
    chat: Chat
    message: Message
    collection: str
    texts: Texts
    preferences: Preferences = field(default_factory=Preferences)
    # What the sender of a new message sent shortly before it; only this chat's own updates add to it.
    near: tuple[Arrival, ...] = ()
    # Whether nobody is to hear that something is being done.
    quiet: bool = False

    @property
    def private(self) -> bool:
        """Whether this is a private chat, where everything said is meant for the bot."""
        return self.chat.type == Chat.PRIVATE

    @property
    def library(self) -> Library:
        """The library of articles."""
        return self.services.library

    @property
    def topic(self) -> int | None:
        """The forum topic to answer in; plain replies carry a thread id too, which must not be echoed."""
        return self.message.message_thread_id if self.message.is_topic_message else None

    @property
    def replied(self) -> Message | None:
        """The message that this one answers; in a topic, what answers nothing is shown as answering its first one."""
        replied = self.message.reply_to_message
        if replied is None or replied.forum_topic_created is not None:
            return None
        heads = self.message.is_topic_message and replied.message_id == self.message.message_thread_id
        return None if heads else replied

    @property
    def pressed(self) -> str | None:
        """The data of the button that was pressed, if that is what happened."""
        return self.update.callback_query.data if self.update.callback_query else None

    @property
    def arguments(self) -> str:
        """The words behind the command."""
        words = (self.message.text or self.message.caption or "").split(maxsplit=1)
        return words[1].strip() if len(words) > 1 else ""

    async def administers(self) -> bool:
        """Whether whoever wrote this, or pressed the button, administers the group."""
        query, sender = self.update.callback_query, self.message.sender_chat
        # An anonymous administrator writes in the name of the group itself, anybody else as a channel.
        if query is None and sender is not None:
            return sender.id == self.chat.id
        user = self.update.effective_user
        if user is None:
            return False
        services = self.services
        return await services.administrators.include(services.bot, self.chat.id, user.id)

    async def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Runs library work in a worker thread: the event loop never waits for it."""
        return await asyncio.to_thread(function, *arguments, **named)

    async def about(self, message: Message | None) -> MessageContext | None:
        """What that message of ours is about, or None."""
        if message is None:
            return None

        # Telegram shows a message before we have noted that it was sent: a quick thumb.
        await self.services.outbox.noted(self.chat.id)

        def look_up() -> MessageContext | None:
            with self.library.database.read() as connection:
                return said.about(connection, self.chat.id, message.message_id)

        return await asyncio.to_thread(look_up)
