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

from bot.domain.messages import Toast
from bot.domain.posts import arrival_of
from bot.domain.preferences import Preferences
from bot.domain.split_posts import Arrival
from bot.presentation.texts import Texts
from bot.queues.dispatcher import Repeated
from bot.services.request import Instead, Outcome, Said, Services, Turn
from bot.store import chats
from bot.store import recent_messages as arrivals

Handler = Callable[["Turn"], Awaitable[Outcome]]


Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def handled(services: Services, handler: Handler) -> Callback:
    """The handler as python-telegram-bot calls it: builds the turn, commits the outcome."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        turn = await _turn(services, update)
        if turn is None:
            return
        outcome: Outcome
        try:
            outcome = await handler(turn)
        except Instead as instead:
            outcome = instead.said
        await finish(services, update, turn.chat.id, outcome, language=turn.texts.language)

    return callback


def command_handler(name: str, callback: Callback) -> BaseHandler[Any, Any, Any]:
    """Answers ``/name`` and ``/name@us``, in new messages only: an edit must not do a thing twice."""
    return CommandHandler(name, callback, filters=filters.UpdateType.MESSAGE)


async def finish(
    services: Services, update: Update, chat_id: int, outcome: Outcome, *, language: str, reopens: bool = True
) -> None:
    """Commits what was decided about an update, what is owed for it, and that it is done; then says so.

    The change may be made together with those of other updates, and again if that fails; it is kept once.
    ``reopens``: whoever writes to us from a chat wants to hear from us again.
    """
    # A press carries the date of the message that the button is under, not its own.
    message = None if update.callback_query else update.effective_message
    asked_at = (message.edit_date or message.date).timestamp() if message else None
    decided: Said = ()

    def change(connection: Connection) -> None:
        nonlocal decided
        decided = outcome(connection) if callable(outcome) else outcome
        if reopens:
            chats.reopen(connection, chat_id)
        owed = [each for each in decided if not isinstance(each, Toast)]
        services.outbox.put(connection, owed, asked_at=asked_at, language=language)
        services.order.done(connection, update.update_id)

    with suppress(Repeated):
        await services.order.writer.do(change)
    attempt = services.order.attempts.get(update.update_id)
    if attempt is not None:
        attempt.settled = True
    services.outbox.wake({each.chat_id for each in decided if not isinstance(each, Toast)})
    if update.callback_query is not None:
        await _answer(update.callback_query, [each for each in decided if isinstance(each, Toast)])


async def _answer(query: CallbackQuery, toasts: Sequence[Toast]) -> None:
    # The button stops spinning; if Telegram does not hear this, it stops by itself a little later.
    with suppress(TelegramError):
        await query.answer(text=toasts[0].text if toasts else None)


async def _turn(services: Services, update: Update) -> Turn | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or not isinstance(message, Message):
        return None

    here = arrival_of(message) if update.message else None

    def look_up() -> tuple[tuple[str, Preferences], list[Arrival]]:
        with services.library.database.read() as connection:
            near = arrivals.beside(connection, here, arrivals.BESIDE_SECONDS) if here else []
            return chats.about(connection, chat.id), near

    (collection, preferences), near = await asyncio.to_thread(look_up)
    user = update.effective_user
    return Turn(
        services=services,
        update=update,
        chat=chat,
        message=message,
        collection=collection,
        preferences=preferences,
        near=tuple(near),
        texts=Texts.of(preferences.language or (user.language_code if user else None)),
    )
