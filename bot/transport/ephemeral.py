"""Ephemeral messages: whether the server offers them, sending and changing them.

https://core.telegram.org/bots/api#ephemeral-messages-and-commands: they came with version 10.2 of the Bot API, and 10.3
has given what they take another form. A bot that administers the group may send them at any time, any other within 15
seconds of a press or an ephemeral message, whose number it says. They quote nothing, and answer only what is there.
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

# A server may be replaced by a newer one; one that did not answer is asked again sooner.
ASKED_AGAIN_SECONDS: Final = 86400.0
UNANSWERED_SECONDS: Final = 60.0
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


async def offers_ephemeral(bot: Bot, server: Server) -> bool:
    """Whether the server knows ephemeral messages; it is asked once a day, by a call that does nothing."""
    now = time.monotonic()
    if server.ephemeral is not None and now < server.asked_again_at:
        return server.ephemeral
    server.asked_again_at = now + ASKED_AGAIN_SECONDS
    try:
        # What it takes is missing. A server that says yes to that knows nothing.
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
    """Sends a message to one person of a group; its number, below zero.

    None when the server has shown it to everybody after all: it is taken back, and none is sent there any more. Raises
    TelegramError; BadRequest also when the server is found not to offer it, before anything is sent.
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
    """Changes such a message in place. Raises TelegramError."""
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
    """Who sees it, in both forms: a server takes the one that it knows, and never shows it to everybody."""
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
