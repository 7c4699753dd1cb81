"""First contact with Telegram: checks the token and the owner, and sets how updates arrive."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.config import OperatorError, Webhook
from bot.transport.flood_limits import seconds_of

log = logging.getLogger(__name__)

WEBHOOK_TRIES = 5


async def hello(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Checks that Telegram accepts the token. Raises OperatorError."""
    try:
        await application.initialize()
    except InvalidToken:
        raise OperatorError(
            "Telegram does not know this token: check TELEGRAM_BOT_TOKEN, or get a new one from @BotFather (/token)"
        ) from None
    except NetworkError as error:
        raise OperatorError(
            f"Telegram cannot be reached ({error.message}): check the connection and TELEGRAM_API_URL"
        ) from None
    except TelegramError as error:
        raise OperatorError(f"Telegram refused: {error.message}") from None


async def no_webhook(bot: Bot) -> None:
    """Removes an old webhook, which would take the updates; keeps waiting updates. Raises OperatorError."""
    await _insisting(partial(bot.delete_webhook, drop_pending_updates=False), "the webhook could not be removed")


async def set_webhook(bot: Bot, webhook: Webhook, allowed: Sequence[str]) -> None:
    """Asks Telegram to post updates from now on, waiting ones first. Raises OperatorError."""
    ask = partial(
        bot.set_webhook,
        webhook.url,
        secret_token=webhook.secret,
        allowed_updates=allowed,
        drop_pending_updates=False,
    )
    await _insisting(ask, "the webhook could not be set")


async def _insisting(ask: Callable[[], Awaitable[object]], failed: str) -> None:
    for tries in range(1, WEBHOOK_TRIES + 1):
        try:
            await ask()
            return
        except BadRequest as error:
            raise OperatorError(f"{failed}: {error.message} (check WEBHOOK_URL)") from None
        except TelegramError as error:
            if tries == WEBHOOK_TRIES:
                raise OperatorError(f"{failed}: {error.message}") from None
            log.warning("webhook.retry: %s: %s", failed, error.message)
            await asyncio.sleep(seconds_of(error) if isinstance(error, RetryAfter) else 0.3 * 2**tries)
