"""Updates that no other handler took: unknown commands in private, old buttons, and failures."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes, filters

from bot.domain.messages import Outgoing, ReplyTo, Send
from bot.handlers.adapter import COMMAND, adapt, language_of, on_message, unknown_command
from bot.presentation.texts import Texts
from bot.services.access.policy import access_request_of
from bot.services.audience import only_for
from bot.services.guest_answers import said
from bot.services.request import Request, Result, Services
from bot.store import chats
from index import StorageError

log = logging.getLogger(__name__)


# In groups an unknown command is another bot's.
unknown = on_message(filters.ChatType.PRIVATE & COMMAND)(unknown_command)


def unknown_button(services: Services) -> BaseHandler[Any, Any, Any]:
    """Answers a button of an earlier release, or forged data."""

    async def refuse(request: Request) -> Result:
        raise request.old_button()

    return CallbackQueryHandler(adapt(services, refuse))


async def give_up(services: Services, update: Update) -> None:
    """Tells the person who asked that it failed, after the last try. In groups only those who asked are told."""
    chat, message = update.effective_chat, update.effective_message
    access_request = access_request_of(update, services.bot.bot)
    if (
        chat is None
        or message is None
        or access_request is None
        or (access_request.group and not access_request.addressed)
    ):
        return
    texts = Texts.of(await services.read(chats.language, access_request.place, language_of(update)))
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    here = ReplyTo(message_id=message.message_id)
    trouble = Send(chat_id=chat.id, text=texts.trouble, reply_to=here, topic=topic)
    replies: Sequence[Outgoing] = [replace(trouble, only_for=await only_for(services, update))]
    if update.guest_message is not None:
        replies = said(update.guest_message, texts.trouble)
    await services.writer.do(lambda connection: services.outbox.put(connection, replies))
    services.outbox.wake([each.chat_id for each in replies])


def failed(services: Services) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """Records that handling an update failed; the dispatcher decides whether to try again."""

    async def callback(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if not isinstance(update, Update):
            log.error("handling.failed: an error outside of any update", exc_info=context.error)
            return
        attempt = services.dispatcher.attempts.get(update.update_id)
        if attempt is not None and not attempt.committed:
            attempt.error = context.error
        # Our lines and the kind of error, not its text: messages' content must not reach the log.
        kind = type(context.error).__name__
        reason = f"{kind}: {context.error}" if isinstance(context.error, StorageError) else kind
        lines = "".join(traceback.format_tb(context.error.__traceback__)) if context.error else ""
        log.error("handling.failed: update %d (%s)\n%s", update.update_id, reason, lines)

    return callback


# These must come last.
ROUTES = (unknown, unknown_button)
