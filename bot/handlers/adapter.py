"""From python-telegram-bot to our handlers: builds the request, runs the handler, commits its result."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from inspect import signature
from typing import Any

from sqlalchemy import Connection
from telegram import Bot, CallbackQuery, Message, Update
from telegram.ext import (
    ApplicationHandlerStop,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.domain.callback_data import parse
from bot.domain.entities import command_in
from bot.domain.html import escape
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.split_posts import Arrival
from bot.domain.languages import LANGUAGES
from bot.domain.messages import CallbackAnswer
from bot.domain.noticed import Heard, Noticed, mark_of
from bot.domain.parsing.mentions import text_addressed_to, wish_in
from bot.domain.parsing.wishes import Kind
from bot.domain.preferences import Preferences
from bot.presentation.texts import Texts
from bot.queues.dispatcher import Repeated
from bot.services.access.policy import access_request_of
from bot.services.audience import only_for
from bot.services.request import EarlyReply, Replies, Request, Result, Services
from bot.store import chats, recent_messages
from bot.transport.refusals import Logged

Handler = Callable[[Request], Awaitable[Result]]
# A handler that takes each number of the pressed button as an argument.
ButtonHandler = Callable[..., Awaitable[Result]]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
# Makes python-telegram-bot's handler.
Route = Callable[[Services], BaseHandler[Any, Any, Any]]
# A condition on a message, from ``bot.domain.parsing.mentions``.
Rule = Callable[[Message, Bot], bool]


class _CommandOrWish(CommandHandler[Any, Any]):
    """A command, or the same wish in plain words if they are addressed to us."""

    def __init__(self, command: str | None, wish: Kind | None, callback: Callback, bot: Bot) -> None:
        # Neither counts in an edit, which must not do anything twice.
        super().__init__(command or (), callback, filters=filters.UpdateType.MESSAGE)
        self._wish = wish
        self._bot = bot

    def check_update(self, update: object) -> Any:
        """The result for python-telegram-bot: the words behind the command, and what its filters found."""
        found = super().check_update(update)
        if found or not isinstance(update, Update) or update.message is None:
            return found
        if self._captioned(update.message):
            return [], True
        if self._wish is None:
            return found
        wish = wish_in(update.message, self._bot)
        return ([], True) if wish is not None and wish.kind is self._wish else found

    def _captioned(self, message: Message) -> bool:
        """Whether the command is in the caption: python-telegram-bot looks for commands only in texts."""
        if message.text is not None:
            return False
        name, _, whose = (command_in(message) or "").removeprefix("/").lower().partition("@")
        return name in self.commands and whose in ("", (self._bot.username or "").lower())


class _Only(filters.MessageFilter):
    """Messages that meet a rule."""

    def __init__(self, rule: Rule, bot: Bot) -> None:
        super().__init__()
        self._rule = rule
        self._bot = bot

    def filter(self, message: Message) -> bool:
        return self._rule(message, self._bot)


class _Commanding(filters.MessageFilter):
    """Messages whose text or caption begins with a command."""

    def filter(self, message: Message) -> bool:
        return command_in(message) is not None


COMMAND = _Commanding(name="COMMAND")


def on_command(name: str, *, wish: Kind | None = None) -> Callable[[Handler], Route]:
    """Answers ``/name`` and ``/name@us``, and the ``wish`` for the same in plain words."""
    return lambda handler: lambda services: _CommandOrWish(name, wish, adapt(services, handler), services.bot)


def on_wish(wish: Kind) -> Callable[[Handler], Route]:
    """Answers a wish that has no command."""
    return lambda handler: lambda services: _CommandOrWish(None, wish, adapt(services, handler), services.bot)


def on_message(wanted: filters.BaseFilter, *, only: Rule | None = None) -> Callable[[Handler], Route]:
    """Answers messages that pass the filter and, if given, the rule ``only``."""

    def build(services: Services, handler: Handler) -> BaseHandler[Any, Any, Any]:
        found = wanted if only is None else wanted & _Only(only, services.bot)
        return MessageHandler(found, adapt(services, handler))

    return lambda handler: lambda services: build(services, handler)


def on_button(*verbs: str) -> Callable[[ButtonHandler], Route]:
    """Answers presses of buttons with these verbs; each number of the button is a parameter of the handler.

    Data with fewer or more numbers comes from an earlier release or is forged: the person is told that the button
    is too old.
    """

    def decorate(handler: ButtonHandler) -> Route:
        count = len(signature(handler).parameters) - 1

        async def pressed(request: Request) -> Result:
            return await handler(request, *request.known(parse(request.pressed, request.verb, count)))

        pattern = rf"^(?:{'|'.join(verbs)})(?::|$)"
        return lambda services: CallbackQueryHandler(adapt(services, pressed), pattern=pattern)

    return decorate


def adapt(services: Services, handler: Handler) -> Callback:
    """A callback for python-telegram-bot: builds the request, calls the handler, commits the result."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        request = await _request(services, update)
        if request is None:
            return
        result: Result
        try:
            result = await handler(request)
        except EarlyReply as early:
            result = early.replies
        language, heard = request.texts.language, request.heard
        await commit_result(services, update, request.chat.id, result, language=language, heard=heard)

    return callback


async def commit_result(
    services: Services,
    update: Update,
    chat_id: int,
    result: Result,
    *,
    language: str,
    reopens: bool = True,
    heard: Heard | None = None,
) -> None:
    """Commits an update's change, its replies and its end in one transaction; then wakes the outbox.

    The change may run together with those of other updates, and again if that fails; it is committed once.
    ``reopens``: the update comes from a person, so the chat may be written to again. ``heard``: what we notice by it.
    """
    # A press carries the date of the button's message, not its own.
    message = None if update.callback_query else update.effective_message
    asked_at = (message.edit_date or message.date).timestamp() if message else None
    replies: Replies = ()

    def change(connection: Connection) -> None:
        nonlocal replies
        replies = result(connection) if callable(result) else result
        if reopens:
            chats.reopen(connection, chat_id)
        if heard is not None:
            chats.notice(connection, chat_id, chats.noticed(connection, chat_id).heard(*heard))
        outgoing = [each for each in replies if not isinstance(each, CallbackAnswer)]
        services.outbox.put(connection, outgoing, asked_at=asked_at, language=language)
        services.dispatcher.done(connection, update.update_id)

    with suppress(Repeated):
        await services.writer.do(change)
    attempt = services.dispatcher.attempts.get(update.update_id)
    if attempt is not None:
        attempt.committed = True
    services.outbox.wake({each.chat_id for each in replies if not isinstance(each, CallbackAnswer)})
    if update.callback_query is not None:
        await _answer(update.callback_query, [each for each in replies if isinstance(each, CallbackAnswer)])


def before_all(handle: Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[bool | None]]) -> Callback:
    """A callback that runs before the others, which see the update only if ``handle`` returns False.

    They do not see it if this fails, either: otherwise the Application would go on to them, and mark it as handled.
    """

    async def callback(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            goes_on = await handle(update, context) is False
        except Exception as error:
            await context.application.process_error(update, error)
            goes_on = False
        if not goes_on:
            raise ApplicationHandlerStop

    return callback


async def unknown_command(request: Request) -> Result:
    """Says that there is no such command, and where to find the others."""
    command, _, whose = (command_in(request.message) or "").partition("@")
    if whose and whose.lower() != (request.services.bot.username or "").lower():
        return [request.reply(request.texts.other_bots)]
    return [request.reply(request.texts.unknown_command(escape(command[:40])))]


def language_of(update: Update) -> str | None:
    """The language of the person's Telegram app, if Telegram gives it."""
    return update.effective_user.language_code if update.effective_user else None


async def _answer(query: CallbackQuery, toasts: Sequence[CallbackAnswer]) -> None:
    # The button stops spinning; if Telegram does not hear this, it stops by itself a little later.
    with Logged("the answer to a button"):
        await query.answer(text=toasts[0].text if toasts else None)


async def _request(services: Services, update: Update) -> Request | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or not isinstance(message, Message):
        return None
    incoming = IncomingPost(message)
    arrival = incoming.arrival if update.message else None
    (collection, preferences), near, noticed = await services.read(_chat, chat.id, arrival)
    heard = await _heard(services, update, noticed) if preferences.language is None else None
    noticed = noticed if heard is None else noticed.heard(*heard)
    return Request(
        services=services,
        update=update,
        chat=chat,
        incoming=incoming,
        collection=collection,
        preferences=preferences,
        near=tuple(near),
        noticed=noticed,
        heard=heard,
        only_for=await only_for(services, update),
        texts=Texts.of(preferences.language or noticed.language or language_of(update)),
    )


async def _heard(services: Services, update: Update, noticed: Noticed) -> Heard | None:
    """A group member who writes to us, with their language; None if that is known."""
    sent, message = access_request_of(update, services.bot.bot), update.message
    if message is None or message.forward_origin is not None or sent is None or not (sent.group and sent.addressed):
        return None
    if sent.person is None:
        return None
    mark = mark_of(sent.person)
    words = text_addressed_to(message, services.bot) or message.text or message.caption or ""
    command = command_in(message)
    words = words.removeprefix(command) if command is not None else words
    found = await asyncio.to_thread(services.library.language, words, tuple(LANGUAGES))
    code = language_of(update)
    if found is None and (code is None or noticed.written_by(mark) is not None):
        return None
    language = found or Texts.of(code).language
    return None if noticed.written_by(mark) == language else (mark, language)


def _chat(
    connection: Connection, chat_id: int, arrival: Arrival | None
) -> tuple[tuple[str, Preferences], list[Arrival], Noticed]:
    """The chat's decisions, the messages that the sender sent shortly before, and what we noticed of the chat."""
    near = recent_messages.beside(connection, arrival, recent_messages.BESIDE_SECONDS) if arrival else []
    return chats.about(connection, chat_id), near, chats.noticed(connection, chat_id) if chat_id < 0 else Noticed()
