"""From python-telegram-bot to our handlers: builds the request, runs the handler, commits what it decided."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection
from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from bot.domain.messages import CallbackAnswer
from bot.domain.posts import arrival_of
from bot.domain.preferences import Preferences
from bot.domain.split_posts import Arrival
from bot.presentation.texts import Texts
from bot.queues.dispatcher import Repeated
from bot.services.request import EarlyReply, Replies, Request, Result, Services
from bot.store import chats, recent_messages

Handler = Callable[["Request"], Awaitable[Result]]


Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def adapt(services: Services, handler: Handler) -> Callback:
    """The handler as python-telegram-bot calls it: builds the turn, commits the outcome."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        request = await _turn(services, update)
        if request is None:
            return
        outcome: Result
        try:
            outcome = await handler(request)
        except EarlyReply as instead:
            outcome = instead.said
        await commit_result(services, update, request.chat.id, outcome, language=request.texts.language)

    return callback


def on_command(name: str, callback: Callback) -> BaseHandler[Any, Any, Any]:
    """Answers ``/name`` and ``/name@us``, in new messages only: an edit must not do a thing twice."""
    return CommandHandler(name, callback, filters=filters.UpdateType.MESSAGE)


async def commit_result(
    services: Services, update: Update, chat_id: int, outcome: Result, *, language: str, reopens: bool = True
) -> None:
    """Commits what was decided about an update, what is owed for it, and that it is done; then says so.

    The change may be made together with those of other updates, and again if that fails; it is kept once.
    ``reopens``: whoever writes to us from a chat wants to hear from us again.
    """
    # A press carries the date of the message that the button is under, not its own.
    message = None if update.callback_query else update.effective_message
    asked_at = (message.edit_date or message.date).timestamp() if message else None
    decided: Replies = ()

    def change(connection: Connection) -> None:
        nonlocal decided
        decided = outcome(connection) if callable(outcome) else outcome
        if reopens:
            chats.reopen(connection, chat_id)
        owed = [each for each in decided if not isinstance(each, CallbackAnswer)]
        services.outbox.put(connection, owed, asked_at=asked_at, language=language)
        services.dispatcher.done(connection, update.update_id)

    with suppress(Repeated):
        await services.dispatcher.writer.do(change)
    attempt = services.dispatcher.attempts.get(update.update_id)
    if attempt is not None:
        attempt.committed = True
    services.outbox.wake({each.chat_id for each in decided if not isinstance(each, CallbackAnswer)})
    if update.callback_query is not None:
        await _answer(update.callback_query, [each for each in decided if isinstance(each, CallbackAnswer)])


async def _answer(query: CallbackQuery, toasts: Sequence[CallbackAnswer]) -> None:
    # The button stops spinning; if Telegram does not hear this, it stops by itself a little later.
    with suppress(TelegramError):
        await query.answer(text=toasts[0].text if toasts else None)


async def _turn(services: Services, update: Update) -> Request | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or not isinstance(message, Message):
        return None

    here = arrival_of(message) if update.message else None

    def look_up() -> tuple[tuple[str, Preferences], list[Arrival]]:
        with services.library.database.read() as connection:
            near = recent_messages.beside(connection, here, recent_messages.BESIDE_SECONDS) if here else []
            return chats.about(connection, chat.id), near

    (collection, preferences), near = await asyncio.to_thread(look_up)
    user = update.effective_user
    return Request(
        services=services,
        update=update,
        chat=chat,
        message=message,
        collection=collection,
        preferences=preferences,
        near=tuple(near),
        texts=Texts.of(preferences.language or (user.language_code if user else None)),
    )
