"""Ephemeral messages: whether the server offers them, and how to send and change them.

https://core.telegram.org/bots/api#ephemeral-messages-and-commands: version 10.2 of the Bot API added them, and 10.3
changed the form of their parameters. A bot that administers the group may send them at any time. Any other bot may do
so within 15 seconds of a press or an ephemeral message, and gives the number of that. They quote nothing, and can only
answer a message that exists.
"""

from __future__ import annotations

import logging
import time
from typing import Any, Final

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, EndPointNotFound, TelegramError

from bot.domain.ephemeral import EPHEMERAL, is_number
from bot.domain.messages import Edit, OnlyFor, Send
from bot.transport.newer_api import Server
from bot.transport.refusals import Logged, kind_of

log = logging.getLogger(__name__)

# A newer server may replace this one; one that did not answer is asked again sooner.
ASKED_AGAIN_SECONDS: Final = 86400.0
UNANSWERED_SECONDS: Final = 60.0
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


async def offers_ephemeral(bot: Bot, server: Server) -> bool:
    """Whether the server knows ephemeral messages. Asks once a day, by a call without effect."""
    now = time.monotonic()
    if server.ephemeral is not None and now < server.asked_again_at:
        return server.ephemeral
    server.asked_again_at = now + ASKED_AGAIN_SECONDS
    try:
        # The required parameters are missing: a server that accepts this does not know the method.
        await bot.do_api_request("deleteEphemeralMessage")
        server.ephemeral = False
    except EndPointNotFound:
        server.ephemeral = False
    except BadRequest:
        server.ephemeral = True
    except TelegramError as error:
        log.info("telegram.refused: whether it has ephemeral messages: %s", kind_of(error))
        server.ephemeral, server.asked_again_at = server.ephemeral or False, now + UNANSWERED_SECONDS
    return server.ephemeral


async def send_ephemeral(
    bot: Bot, message: Send, parse_mode: str | None, markup: InlineKeyboardMarkup | None, server: Server
) -> int | None:
    """Sends a message to one person of a group; returns its number, below zero.

    None when the server has shown it to everybody nevertheless: it is then deleted, and no more are sent there. Raises
    TelegramError; BadRequest also when the server turns out not to offer it, before anything is sent.
    """
    assert message.only_for is not None
    if not await offers_ephemeral(bot, server):
        raise BadRequest("Ephemeral messages are not offered")
    sent = await bot.send_message(
        chat_id=message.chat_id,
        text=message.text if message.unquoted is None else message.unquoted,
        parse_mode=parse_mode,
        link_preview_options=NO_PREVIEW,
        message_thread_id=message.topic,
        reply_markup=markup,
        api_kwargs=_addressed(message.only_for) | _replying(message),
    )
    number = sent.api_kwargs.get(EPHEMERAL)
    if isinstance(number, int):
        return -number
    log.error("outbox.seen_by_all: the server shows everybody what is for one person; that is switched off")
    server.ephemeral = False
    with Logged("to take back a message"):
        await bot.delete_message(message.chat_id, sent.message_id)
    return None


async def edit_ephemeral(bot: Bot, message: Edit, parse_mode: str | None, markup: InlineKeyboardMarkup | None) -> None:
    """Changes an ephemeral message in place. Raises TelegramError."""
    assert message.only_for is not None
    given: dict[str, Any] = {
        "chat_id": message.chat_id,
        "receiver_user_id": message.only_for.person,
        EPHEMERAL: -message.message_id,
        "text": message.text,
        "parse_mode": parse_mode,
        "link_preview_options": NO_PREVIEW,
        "reply_markup": markup,
    }
    try:
        await bot.do_api_request(
            "editEphemeralMessageText", api_kwargs={name: value for name, value in given.items() if value is not None}
        )
    except EndPointNotFound:
        raise BadRequest("Message can't be edited") from None


def _addressed(to: OnlyFor) -> dict[str, Any]:
    """The recipient in both forms: a server uses the one that it knows, and never shows the message to everybody."""
    pressed = {} if to.query is None else {"callback_query_id": to.query}
    named = {"receiver_user_id": to.person, **pressed}
    replacing = {"replace_callback_query_message": True} if to.query is not None and to.replaces else {}
    return {"ephemeral_message_parameters": {**named, **replacing}, **named}


def _replying(message: Send) -> dict[str, Any]:
    if message.reply_to is None:
        return {}
    answered = message.reply_to.message_id
    named = {EPHEMERAL: -answered} if is_number(answered) else {"message_id": answered}
    return {"reply_parameters": named}
