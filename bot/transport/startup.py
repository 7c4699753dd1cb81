"""The first words with Telegram: who we are, whose we are, how updates come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.config import Webhook
from bot.transport.flood_limits import seconds_of

log = logging.getLogger(__name__)

TRIES = 5


class StartError(Exception):
    """The bot cannot start; the text says why and what to do, for the operator."""


async def hello(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Makes sure that Telegram answers to our token. Raises StartError."""
    try:
        await application.initialize()
    except InvalidToken:
        raise StartError(
            "Telegram does not know this token: check TELEGRAM_BOT_TOKEN, or get a new one from @BotFather (/token)"
        ) from None
    except NetworkError as error:
        raise StartError(
            f"Telegram cannot be reached ({error.message}): check the connection and TELEGRAM_API_URL"
        ) from None
    except TelegramError as error:
        raise StartError(f"Telegram refused: {error.message}") from None


async def no_webhook(bot: Bot) -> None:
    """Updates are fetched: a webhook left from earlier would take them. What waits there stays. Raises StartError."""
    await _insisting(lambda: bot.delete_webhook(drop_pending_updates=False), "the webhook could not be removed")


async def set_webhook(bot: Bot, webhook: Webhook, allowed: Sequence[str]) -> None:
    """Updates are posted to us from now on, those that wait first. Raises StartError."""

    async def ask() -> Any:
        return await bot.set_webhook(
            webhook.url, secret_token=webhook.secret, allowed_updates=allowed, drop_pending_updates=False
        )

    await _insisting(ask, "the webhook could not be set")


async def _insisting(ask: Any, failed: str) -> None:
    for tries in range(1, TRIES + 1):
        try:
            await ask()
            return
        except BadRequest as error:
            raise StartError(f"{failed}: {error.message} (check WEBHOOK_URL)") from None
        except TelegramError as error:
            if tries == TRIES:
                raise StartError(f"{failed}: {error.message}") from None
            log.warning("%s: %s", failed, error.message)
            await asyncio.sleep(seconds_of(error) if isinstance(error, RetryAfter) else 0.3 * 2**tries)
