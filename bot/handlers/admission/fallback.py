"""What no other handler took: unknown commands in private, old buttons, and failures."""

from __future__ import annotations

import asyncio
import logging
import re
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.domain.html import escape
from bot.domain.messages import ReplyTo, Send, Toast
from bot.presentation.texts import Texts
from bot.services.access.policy import knock_of
from bot.services.request import Outcome, Services, Turn, handled
from bot.store import chats
from index import StorageError

log = logging.getLogger(__name__)


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; it must come last. In groups an unknown command is somebody else's."""
    return [
        MessageHandler(filters.ChatType.PRIVATE & filters.COMMAND, handled(services, unknown_command)),
        CallbackQueryHandler(handled(services, unknown_button)),
    ]


async def unknown_command(turn: Turn) -> Outcome:
    """Says that there is no such command, and where the others are listed."""
    command = re.split(r"[\s@]", turn.message.text or "", maxsplit=1)[0]
    text = turn.texts.unknown_command(escape(command[:40]))
    return [Send(chat_id=turn.chat.id, text=text, reply_to=ReplyTo(message_id=turn.message.message_id))]


async def unknown_button(turn: Turn) -> Outcome:
    """A button of an earlier release, or data that no button of ours carries."""
    return [Toast(text=turn.texts.old_button)]


def failed(services: Services) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """Notes that handling an update failed; whoever handles it decides whether to try again."""

    async def callback(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if not isinstance(update, Update):
            log.error("an error outside of any update", exc_info=context.error)
            return
        attempt = services.order.attempts.get(update.update_id)
        if attempt is not None and not attempt.settled:
            attempt.error = context.error
        # Our lines and the kind of error, not its text: messages' content must not reach the log.
        kind = type(context.error).__name__
        reason = f"{kind}: {context.error}" if isinstance(context.error, StorageError) else kind
        lines = "".join(traceback.format_tb(context.error.__traceback__)) if context.error else ""
        log.error("handling update %d failed (%s)\n%s", update.update_id, reason, lines)

    return callback


async def give_up(services: Services, update: Update) -> None:
    """Tells whoever asked that it did not work, after the last try. In groups nobody is told who did not ask."""
    chat, message = update.effective_chat, update.effective_message
    knock = knock_of(update, services.bot.bot)
    if chat is None or message is None or knock is None or (knock.group and not knock.addressed):
        return
    user = update.effective_user
    here = ReplyTo(message_id=message.message_id)
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None

    def owe() -> None:
        with services.library.database.read() as connection:
            _, preferences = chats.about(connection, chat.id)
        texts = Texts.of(preferences.language or (user.language_code if user else None))
        reply = Send(chat_id=chat.id, text=texts.trouble, reply_to=here, topic=topic)
        with services.library.transaction() as connection:
            services.outbox.put(connection, [reply])

    await asyncio.to_thread(owe)
    services.outbox.wake([chat.id])
