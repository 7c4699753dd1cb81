"""What no other handler took: unknown commands in private, old buttons, and failures."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes, filters

from bot.handlers.adapter import adapt, on_message, unknown_command
from bot.services.request import Request, Result, Services
from index import StorageError

log = logging.getLogger(__name__)


# In groups an unknown command is somebody else's.
unknown = on_message(filters.ChatType.PRIVATE & filters.COMMAND)(unknown_command)


def unknown_button(services: Services) -> BaseHandler[Any, Any, Any]:
    """A button of an earlier release, or data that no button of ours carries."""

    async def refuse(request: Request) -> Result:
        raise request.old_button()

    return CallbackQueryHandler(adapt(services, refuse))


def failed(services: Services) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """Notes that handling an update failed; whoever handles it decides whether to try again."""

    async def callback(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if not isinstance(update, Update):
            log.error("an error outside of any update", exc_info=context.error)
            return
        attempt = services.dispatcher.attempts.get(update.update_id)
        if attempt is not None and not attempt.settled:
            attempt.error = context.error
        # Our lines and the kind of error, not its text: messages' content must not reach the log.
        kind = type(context.error).__name__
        reason = f"{kind}: {context.error}" if isinstance(context.error, StorageError) else kind
        lines = "".join(traceback.format_tb(context.error.__traceback__)) if context.error else ""
        log.error("handling update %d failed (%s)\n%s", update.update_id, reason, lines)

    return callback


# These must come last.
ROUTES = (unknown, unknown_button)
