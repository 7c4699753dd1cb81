"""The first words with Telegram: who we are, whose we are, how updates come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.config import Settings, Webhook
from bot.services.access.claim import Claim, new_code
from bot.services.access.policy import OPEN, Access, Policy
from bot.store import access as access_store
from bot.transport.flood_limits import seconds_of
from index import Database

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


def admission(database: Database, settings: Settings) -> Access:
    """Who may use the bot; with a code to claim it by while it has no owner. The local page is for everybody."""
    if settings.token is None:
        return Access(OPEN)
    with database.read() as connection:
        owned = access_store.owner(connection) is not None
    policy = Policy(everybody=settings.open_to_all, users=settings.allowed_users, chats=settings.allowed_chats)
    return Access(policy, None if owned else _claim(database))


def _claim(database: Database) -> Claim:
    if database.sqlite:
        return Claim(new_code())
    # Whichever process gets the message has to know the code, and it may have been printed by another one.
    with database.write() as connection:
        return Claim(access_store.code(connection, new_code()), lasting=True)


def how_to_claim(claim: Claim, username: str, *, everybody: bool) -> str:
    """What the operator reads while the bot has no owner."""
    state = (
        "Everybody may use this bot (OPEN_TO_ALL); whoever claims it is told of trouble."
        if everybody
        else "This bot has no owner yet, and works for nobody but those in ALLOWED_USERS and ALLOWED_CHATS."
    )
    return (
        f"{state}\n"
        f"  To make it yours, send it:  /start {claim.code}\n"
        f"  or open:                    https://t.me/{username}?start={claim.code}\n"
        f"  The code works once{'' if claim.lasting else ', and until the bot is started again'}."
    )


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
