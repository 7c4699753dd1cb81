"""What no other handler took: unknown commands in private, old buttons, and failures."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.domain.html import escape
from bot.domain.messages import CallbackAnswer, ReplyTo, Send
from bot.handlers.adapter import adapt
from bot.services.request import Request, Result, Services
from index import StorageError

log = logging.getLogger(__name__)


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; it must come last. In groups an unknown command is somebody else's."""
    return [
        MessageHandler(filters.ChatType.PRIVATE & filters.COMMAND, adapt(services, unknown_command)),
        CallbackQueryHandler(adapt(services, unknown_button)),
    ]


async def unknown_command(request: Request) -> Result:
    """Says that there is no such command, and where the others are listed."""
    command = re.split(r"[\s@]", request.message.text or "", maxsplit=1)[0]
    text = request.texts.unknown_command(escape(command[:40]))
    return [Send(chat_id=request.chat.id, text=text, reply_to=ReplyTo(message_id=request.message.message_id))]


async def unknown_button(request: Request) -> Result:
    """A button of an earlier release, or data that no button of ours carries."""
    return [CallbackAnswer(text=request.texts.old_button)]


def failed(services: Services) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """Notes that handling an update failed; whoever handles it decides whether to try again."""

    async def callback(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if not isinstance(update, Update):
            log.error("an error outside of any update", exc_info=context.error)
            return
        attempt = services.dispatcher.attempts.get(update.update_id)
        if attempt is not None and not attempt.committed:
            attempt.error = context.error
        # Our lines and the kind of error, not its text: messages' content must not reach the log.
        kind = type(context.error).__name__
        reason = f"{kind}: {context.error}" if isinstance(context.error, StorageError) else kind
        lines = "".join(traceback.format_tb(context.error.__traceback__)) if context.error else ""
        log.error("handling update %d failed (%s)\n%s", update.update_id, reason, lines)

    return callback
