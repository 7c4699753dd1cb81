"""One update being handled: a handler decides, and what it decided is committed as a whole.

A handler is given a Request and returns what the bot has to say; or, when it changes something, a function
of the open transaction that makes the change and returns what to say. The change, the replies owed and
"this update is done" are then one commit: after a crash either all of it has happened or none.
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

# So many long texts are prepared side by side, of different people: one takes up to 250 MB of memory.
LONG_TEXTS = 2

Replies = Sequence[Outgoing | CallbackAnswer]
Change = Callable[[Connection], Replies]
Result = Replies | Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What handlers work with; made once, in the composition root."""

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
    # What the server of the Bot API is found to offer.
    server: Server = field(default_factory=Server)
    access: Access = field(default_factory=Access)
    quotas: Quotas = field(default_factory=Quotas)
    long_texts: Places = field(default_factory=lambda: Places(LONG_TEXTS))
    # Set when there is news of strangers for the owner.
    strangers: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(
        self, function: Callable[Concatenate[Connection, P], T], /, *arguments: P.args, **named: P.kwargs
    ) -> T:
        """What ``function`` finds in the database, in a worker thread: the event loop never waits for it."""

        def look_up() -> T:
            with self.library.database.read() as connection:
                return function(connection, *arguments, **named)

        return await asyncio.to_thread(look_up)


class EarlyReply(Exception):
    """Raised where a handler's work cannot go on: ``replies`` are its result then."""

    def __init__(self, *replies: Outgoing | CallbackAnswer) -> None:
        super().__init__("there is something to say instead")
        self.replies = replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An update, the message it is about, the articles of its chat and what was decided there."""

    services: Services
    update: Update
    chat: Chat
    incoming: IncomingPost
    collection: str
    texts: Texts
    preferences: Preferences = field(default_factory=Preferences)
    # What the sender of a new message sent shortly before it; only this chat's own updates add to it.
    near: tuple[Arrival, ...] = ()
    # What we noticed of a group so far, and what is new by this message.
    noticed: Noticed = field(default_factory=Noticed)
    heard: Heard | None = None
    # Whether nobody is to hear that something is being done.
    quiet: bool = False
    # Who alone can be shown what is said; None where it is for everybody.
    only_for: OnlyFor | None = None

    @property
    def message(self) -> Message:
        """The message that the update is about: a new or edited one, or ours with the button that was pressed."""
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
        """The message that this one answers; in a topic, what answers nothing is shown as answering its first one."""
        replied = self.message.reply_to_message
        if replied is None or replied.forum_topic_created is not None:
            return None
        heads = self.message.is_topic_message and replied.message_id == self.message.message_thread_id
        return None if heads else replied

    @property
    def answers_elsewhere(self) -> bool:
        """Whether the message answers something that does not stand in this chat, or a story."""
        return self.message.external_reply is not None or self.message.reply_to_story is not None

    @property
    def pressed(self) -> str | None:
        """The data of the button that was pressed, if that is what happened."""
        return self.update.callback_query.data if self.update.callback_query else None

    @property
    def verb(self) -> str:
        """The verb of the button that was pressed; "" when none was."""
        return (self.pressed or "").partition(":")[0]

    @property
    def wish(self) -> Wish | None:
        """What a new message wishes for in plain words, if it is meant for us."""
        return wish_in(self.message, self.services.bot) if self.update.message is not None else None

    @property
    def arguments(self) -> str:
        """The words behind the command, or those that stand for them in a wish."""
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
        """A reply ``to`` a message of the chat, by default to the one that the update is about.

        ``for_all``: it answers something, and everybody in a group is to see it unless the group wants it otherwise.
        What is not is seen by the one who asked, where Telegram offers that.
        """
        to = to or self.incoming.as_reply
        said = Send(chat_id=self.chat.id, text=text, reply_to=to, buttons=buttons, topic=self.topic, about=about)
        return self._shown(said, for_all=for_all)

    def edit(self, text: str, *, buttons: Rows = (), about: MessageContext | None = None) -> Edit:
        """The message that a button was pressed under, changed in place for everybody who sees it."""
        edit = Edit(chat_id=self.chat.id, message_id=self.message.message_id, text=text, buttons=buttons, about=about)
        return replace(edit, about=_seen(about, self.only_for), only_for=self.only_for) if self.whispered else edit

    def page(self, text: str, *, buttons: Rows = (), about: MessageContext | None = None) -> Edit | Send:
        """The message that a button was pressed under, changed in place for whoever pressed; for everybody where
        Telegram does not offer that."""
        if self.whispered or self.only_for is None or self.only_for.query is None:
            return self.edit(text, buttons=buttons, about=about)
        only_for, answered = replace(self.only_for, replaces=True), self.message.reply_to_message
        # The question that everybody sees an answer to is another message's.
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
        """Whether nobody else sees the message that the update is about."""
        return is_ephemeral(self.message)

    def _shown(self, said: Send, *, for_all: bool) -> Send:
        """The message, for whoever is to see it."""
        if self.only_for is None or (for_all and not (self.preferences.whispering or self.whispered)):
            return said
        # That message is what allows an answer; only a press does so, too.
        to = self.incoming.as_reply if self.whispered and self.pressed is None else said.reply_to
        if self.whispered and self.pressed is not None and to == self.incoming.as_reply:
            to = None
        return replace(said, reply_to=to, about=_seen(said.about, self.only_for), only_for=self.only_for)

    def toast(self, text: str) -> EarlyReply:
        """To raise when there is only something to say in passing to the person who pressed a button."""
        return EarlyReply(CallbackAnswer(text=text))

    def refusal(self, text: str) -> EarlyReply:
        """To raise when something is not done: says so in passing where a button was pressed, else in a reply."""
        return self.toast(text) if self.pressed is not None else EarlyReply(self.reply(text))

    def unread(self, message: Message, otherwise: str) -> str:
        """What to say of a message without anything to read: what it is, and ``otherwise``. It is counted."""
        kind = kind_of(message).name
        self.services.dispatcher.observer.unread(kind)
        return self.texts.unread(kind, otherwise)

    def old_button(self) -> EarlyReply:
        """To raise when a button cannot be understood any more."""
        return self.toast(self.texts.old_button)

    def known(self, value: T | None) -> T:
        """The value, without which the button that was pressed means nothing. Raises EarlyReply for None."""
        if value is None:
            raise self.old_button()
        return value

    async def administers(self) -> bool:
        """Whether the person who wrote this, or pressed the button, administers the group."""
        query, sender = self.update.callback_query, self.message.sender_chat
        # An anonymous administrator writes in the name of the group itself, anybody else as a channel.
        if query is None and sender is not None:
            return sender.id == self.chat.id
        user = self.update.effective_user
        if user is None:
            return False
        services = self.services
        return await services.administrators.include(services.bot, self.chat.id, user.id)

    async def from_owner(self) -> bool:
        """Whether the bot's owner says this in private: a button that was copied elsewhere does nothing there."""
        user, owner = self.update.effective_user, await self.read(access.owner)
        return self.private and owner is not None and user is not None and owner.user_id == user.id

    async def call(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Runs library work in a worker thread: the event loop never waits for it."""
        return await asyncio.to_thread(function, *arguments, **named)

    async def read(
        self, function: Callable[Concatenate[Connection, P], T], /, *arguments: P.args, **named: P.kwargs
    ) -> T:
        """What ``function`` finds in the database, in a worker thread."""
        return await self.services.read(function, *arguments, **named)

    async def article_or_none(self, article_id: int) -> Article | None:
        """The chat's article with that id; None when it is gone."""
        try:
            return await self.call(self.library.article, collection=self.collection, article=article_id)
        except UnknownArticle:
            return None

    async def existing_article(self, article_id: int) -> Article:
        """The chat's article that a button is about. Raises EarlyReply when it is gone."""
        return await self.call_or_gone(self.library.article, collection=self.collection, article=article_id)

    async def call_or_gone(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Runs library work on the article that a button is about. Raises EarlyReply when the article is gone."""
        try:
            return await self.call(function, *arguments, **named)
        except UnknownArticle:
            raise self.toast(self.texts.gone) from None

    async def context_of(self, message: Message | None) -> MessageContext | None:
        """What that message of ours is about, or None."""
        if message is None:
            return None
        # Telegram shows a message before we have noted that it was sent: a quick thumb.
        await self.services.outbox.noted(self.chat.id)
        about = await self.read(sent_messages.about, self.chat.id, message.message_id)
        if about is None or about.only_for is None:
            return about
        # Numbers of what one person sees may come again.
        user = self.update.effective_user
        return about if user is not None and user.id == about.only_for else None

    async def latest_context(self, kinds: Collection[str]) -> MessageContext | None:
        """What the latest message of ours is about that is of one of these kinds, or None.

        None, too, where somebody else alone sees that message.
        """
        await self.services.outbox.noted(self.chat.id)
        about, user = await self.read(sent_messages.latest, self.chat.id, kinds), self.update.effective_user
        if about is None or about.only_for is None:
            return about
        return about if user is not None and user.id == about.only_for else None

    async def pressed_context(self) -> MessageContext:
        """What the message is about that a button was pressed under. Raises EarlyReply when nobody knows any more."""
        return self.known(await self.context_of(self.message))


def _seen(about: MessageContext | None, only_for: OnlyFor | None) -> MessageContext | None:
    """What a message is about that nobody else sees."""
    return about if about is None or only_for is None else replace(about, only_for=only_for.person)
