"""One update being handled: a handler decides, and its decision is committed as a whole.

A handler receives a Request and returns the bot's replies. A handler that changes something returns a function of the
open transaction, which makes the change and returns the replies. The change, the owed replies and "this update is
done" are one commit: after a crash either all of it has happened or none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from telegram import Bot, Chat, Message, Update

from bot.domain.ephemeral import is_ephemeral
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.message_kinds import kind_of
from bot.domain.incoming.split_posts import Arrival
from bot.domain.messages import CallbackAnswer, Edit, MessageContext, OnlyFor, Outgoing, ReplyTo, Rows, Send
from bot.domain.noticed import Heard, Noticed
from bot.domain.parsing.mentions import wish_in
from bot.domain.parsing.wishes import Wish
from bot.domain.preferences import Preferences
from bot.fetching.document_reader import Reader
from bot.fetching.fetcher import Fetcher
from bot.presentation.texts import Texts
from bot.queues.batch_writer import BatchWriter
from bot.queues.dispatcher import Dispatcher
from bot.queues.outbox import Outbox
from bot.queues.ownership import Ownership
from bot.queues.places import Places
from bot.services.access.policy import Access
from bot.services.access.quotas import Quotas
from bot.store import access, sent_messages
from bot.transport.group_admins import Administrators
from bot.transport.newer_api import Server
from index import Article, Library, UnknownArticle

P = ParamSpec("P")
T = TypeVar("T")

# How many long texts of different people are prepared concurrently: one takes up to 250 MB of memory.
LONG_TEXTS = 2

Replies = Sequence[Outgoing | CallbackAnswer]
Change = Callable[[Connection], Replies]
Result = Replies | Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The dependencies of handlers; created once, in the composition root."""

    library: Library
    outbox: Outbox
    dispatcher: Dispatcher
    writer: BatchWriter
    ownership: Ownership
    bot: Bot
    summary_method: str = "verbatim"
    fetcher: Fetcher = field(default_factory=Fetcher)
    reader: Reader = field(default_factory=Reader)
    administrators: Administrators = field(default_factory=Administrators)
    # The features that the Bot API server turned out to have.
    server: Server = field(default_factory=Server)
    access: Access = field(default_factory=Access)
    quotas: Quotas = field(default_factory=Quotas)
    long_texts: Places = field(default_factory=lambda: Places(LONG_TEXTS))
    # Set when there is news about strangers for the owner.
    strangers: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(
        self, function: Callable[Concatenate[Connection, P], T], /, *arguments: P.args, **named: P.kwargs
    ) -> T:
        """Runs ``function`` on the database in a worker thread: the event loop never waits for it."""

        def look_up() -> T:
            with self.library.database.read() as connection:
                return function(connection, *arguments, **named)

        return await asyncio.to_thread(look_up)


class EarlyReply(Exception):
    """Ends a handler's work early: ``replies`` are its result."""

    def __init__(self, *replies: Outgoing | CallbackAnswer) -> None:
        super().__init__("there is something to say instead")
        self.replies = replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An update with its message, its chat's articles and the chat's settings."""

    services: Services
    update: Update
    chat: Chat
    incoming: IncomingPost
    collection: str
    texts: Texts
    preferences: Preferences = field(default_factory=Preferences)
    # The sender's messages shortly before this new one; only updates of this chat add to it.
    near: tuple[Arrival, ...] = ()
    # Facts noticed about a group so far, and those that this message adds.
    noticed: Noticed = field(default_factory=Noticed)
    heard: Heard | None = None
    # Whether progress stays unannounced.
    quiet: bool = False
    # The only person who may see the replies; None if everybody may.
    only_for: OnlyFor | None = None

    @property
    def message(self) -> Message:
        """The update's message: a new or edited one, or ours with the button that was pressed."""
        return self.incoming.message

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
        """The message replied to. In a topic, Telegram shows messages that reply to nothing as replies to its first
        one."""
        replied = self.message.reply_to_message
        if replied is None or replied.forum_topic_created is not None:
            return None
        heads = self.message.is_topic_message and replied.message_id == self.message.message_thread_id
        return None if heads else replied

    @property
    def answers_elsewhere(self) -> bool:
        """Whether the message replies to a story, or to a message outside this chat."""
        return self.message.external_reply is not None or self.message.reply_to_story is not None

    @property
    def pressed(self) -> str | None:
        """The data of the pressed button, if the update is a press."""
        return self.update.callback_query.data if self.update.callback_query else None

    @property
    def verb(self) -> str:
        """The verb of the pressed button; "" when none was pressed."""
        return (self.pressed or "").partition(":")[0]

    @property
    def wish(self) -> Wish | None:
        """The wish that a new message for us expresses in plain words; None if there is none."""
        return wish_in(self.message, self.services.bot) if self.update.message is not None else None

    @property
    def arguments(self) -> str:
        """The words after the command, or their equivalent in a wish."""
        if self.wish is not None:
            return self.wish.words
        words = self.incoming.text.split(maxsplit=1)
        return words[1].strip() if len(words) > 1 else ""

    def send(
        self, text: str, *, buttons: Rows = (), about: MessageContext | None = None, for_all: bool = False
    ) -> Send:
        """A message to the chat, in the topic of this one; ``for_all`` as in ``reply``."""
        said = Send(chat_id=self.chat.id, text=text, buttons=buttons, topic=self.topic, about=about)
        return self._shown(said, for_all=for_all)

    def reply(
        self,
        text: str,
        *,
        to: ReplyTo | None = None,
        buttons: Rows = (),
        about: MessageContext | None = None,
        for_all: bool = False,
    ) -> Send:
        """A reply ``to`` a message of the chat, by default to the update's message.

        ``for_all``: an answer, which everybody in a group sees unless the group chose otherwise. Other replies are
        shown only to the person who asked, where Telegram offers that.
        """
        to = to or self.incoming.as_reply
        said = Send(chat_id=self.chat.id, text=text, reply_to=to, buttons=buttons, topic=self.topic, about=about)
        return self._shown(said, for_all=for_all)

    def edit(self, text: str, *, buttons: Rows = (), about: MessageContext | None = None) -> Edit:
        """Changes the message with the pressed button in place, for everybody who sees it."""
        edit = Edit(chat_id=self.chat.id, message_id=self.message.message_id, text=text, buttons=buttons, about=about)
        return replace(edit, about=_seen(about, self.only_for), only_for=self.only_for) if self.whispered else edit

    def page(self, text: str, *, buttons: Rows = (), about: MessageContext | None = None) -> Edit | Send:
        """Changes the message with the pressed button in place for the person who pressed; for everybody where Telegram
        does not offer that."""
        if self.whispered or self.only_for is None or self.only_for.query is None:
            return self.edit(text, buttons=buttons, about=about)
        only_for, answered = replace(self.only_for, replaces=True), self.message.reply_to_message
        # An answer that everybody sees belongs to another message's question.
        about = None if about is None else replace(about, asked=None)
        return Send(
            chat_id=self.chat.id,
            text=text,
            reply_to=None if answered is None else ReplyTo(message_id=answered.message_id),
            buttons=buttons,
            topic=self.topic,
            about=_seen(about, only_for),
            only_for=only_for,
        )

    @property
    def whispered(self) -> bool:
        """Whether the sender alone sees the update's message."""
        return is_ephemeral(self.message)

    def _shown(self, said: Send, *, for_all: bool) -> Send:
        """Addresses the message to those who may see it."""
        if self.only_for is None or (for_all and not (self.preferences.whispering or self.whispered)):
            return said
        # An ephemeral message allows an ephemeral answer; otherwise only a press does.
        to = self.incoming.as_reply if self.whispered and self.pressed is None else said.reply_to
        if self.whispered and self.pressed is not None and to == self.incoming.as_reply:
            to = None
        return replace(said, reply_to=to, about=_seen(said.about, self.only_for), only_for=self.only_for)

    def toast(self, text: str) -> EarlyReply:
        """To raise when the only reply is a notification to the person who pressed a button."""
        return EarlyReply(CallbackAnswer(text=text))

    def refusal(self, text: str) -> EarlyReply:
        """To raise when something is refused: a notification after a press, otherwise a reply."""
        return self.toast(text) if self.pressed is not None else EarlyReply(self.reply(text))

    def unread(self, message: Message, otherwise: str) -> str:
        """The reply to a message without anything to read: what it is, and ``otherwise``. Counts the message."""
        kind = kind_of(message).name
        self.services.dispatcher.observer.unread(kind)
        return self.texts.unread(kind, otherwise)

    def old_button(self) -> EarlyReply:
        """To raise when a button is no longer understood."""
        return self.toast(self.texts.old_button)

    def known(self, value: T | None) -> T:
        """The value that a pressed button needs. Raises EarlyReply for None."""
        if value is None:
            raise self.old_button()
        return value

    async def administers(self) -> bool:
        """Whether the person who wrote this or pressed the button administers the group."""
        query, sender = self.update.callback_query, self.message.sender_chat
        # An anonymous administrator writes in the name of the group itself; any other sender chat is a channel.
        if query is None and sender is not None:
            return sender.id == self.chat.id
        user = self.update.effective_user
        if user is None:
            return False
        services = self.services
        return await services.administrators.include(services.bot, self.chat.id, user.id)

    async def from_owner(self) -> bool:
        """Whether the bot's owner says this in private: a copied button does nothing elsewhere."""
        user, owner = self.update.effective_user, await self.read(access.owner)
        return self.private and owner is not None and user is not None and owner.user_id == user.id

    async def call(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Runs library work in a worker thread: the event loop never waits for it."""
        return await asyncio.to_thread(function, *arguments, **named)

    async def read(
        self, function: Callable[Concatenate[Connection, P], T], /, *arguments: P.args, **named: P.kwargs
    ) -> T:
        """Runs ``function`` on the database in a worker thread."""
        return await self.services.read(function, *arguments, **named)

    async def article_or_none(self, article_id: int) -> Article | None:
        """The chat's article with that id; None when it is gone."""
        try:
            return await self.call(self.library.article, collection=self.collection, article=article_id)
        except UnknownArticle:
            return None

    async def existing_article(self, article_id: int) -> Article:
        """The chat's article that a button refers to. Raises EarlyReply when it is gone."""
        return await self.call_or_gone(self.library.article, collection=self.collection, article=article_id)

    async def call_or_gone(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Runs library work on a button's article. Raises EarlyReply when the article is gone."""
        try:
            return await self.call(function, *arguments, **named)
        except UnknownArticle:
            raise self.toast(self.texts.gone) from None

    async def context_of(self, message: Message | None) -> MessageContext | None:
        """The context of that message of ours, or None."""
        if message is None:
            return None
        # Telegram shows a message before we have recorded its sending; somebody may already press its button.
        await self.services.outbox.noted(self.chat.id)
        return self._visible(await self.read(sent_messages.about, self.chat.id, message.message_id))

    async def latest_context(self, kinds: Collection[str] | None = None) -> MessageContext | None:
        """The context of our latest message of one of these kinds (None: any) that the sender sees, or None."""
        found = await self.latest_message(kinds)
        return None if found is None else found[1]

    async def latest_message(self, kinds: Collection[str] | None = None) -> tuple[int, MessageContext] | None:
        """That message and its context."""
        await self.services.outbox.noted(self.chat.id)
        user = self.update.effective_user
        person = None if user is None else user.id
        return await self.read(sent_messages.latest, self.chat.id, kinds, person=person)

    async def pressed_context(self) -> MessageContext:
        """The context of the message with the pressed button. Raises EarlyReply when it is no longer known."""
        return self.known(await self.context_of(self.message))

    def _visible(self, about: MessageContext | None) -> MessageContext | None:
        """The context, unless its message is for somebody else: the ids of ephemeral messages are not unique."""
        if about is None or about.only_for is None:
            return about
        user = self.update.effective_user
        return about if user is not None and user.id == about.only_for else None


def _seen(about: MessageContext | None, only_for: OnlyFor | None) -> MessageContext | None:
    """The context, marked with the only person who sees the message, if it has one."""
    return about if about is None or only_for is None else replace(about, only_for=only_for.person)
