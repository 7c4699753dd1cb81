"""One message to Telegram: the only place that calls the sending methods of the Bot API.

A message that Telegram refuses for what adorns it is sent without that: the quote, the topic, the markup.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from html import unescape

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.domain.messages import Edit, React, ReplyTo, Rows, Send

log = logging.getLogger(__name__)

TAG = re.compile(r"</?[a-z][^<>]*>")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What Telegram made of a message; None when there is no message to speak of."""

    message_id: int | None = None


async def deliver(bot: Bot, message: Send | Edit | React) -> Delivered:
    """Sends, edits or reacts; an edit that changes nothing has happened, and so has a reaction that is not allowed.

    Raises telegram.error.TelegramError for everything that goes wrong and that plainer words do not mend.
    """
    if isinstance(message, Edit):
        return await _edit(bot, message)
    if isinstance(message, React):
        return await _react(bot, message)
    parse_mode: str | None = ParseMode.HTML
    while True:
        try:
            return await _send(bot, message, parse_mode)
        except BadRequest as error:
            reason = error.message.lower()
            if "quote" in reason and message.reply_to is not None and message.reply_to.quote is not None:
                # The post was edited since: its quote does not match any more.
                message = replace(message, reply_to=replace(message.reply_to, quote=None))
            elif "thread not found" in reason and message.topic is not None:
                message = replace(message, topic=None)
            elif "can't parse entities" in reason and parse_mode is not None:
                log.error("invalid HTML: a message is sent as plain text")
                message, parse_mode = replace(message, text=unescape(TAG.sub("", message.text))), None
            else:
                raise


async def _send(bot: Bot, message: Send, parse_mode: str | None) -> Delivered:
    sent = await bot.send_message(
        chat_id=message.chat_id,
        text=message.text,
        parse_mode=parse_mode,
        link_preview_options=NO_PREVIEW,
        message_thread_id=message.topic,
        reply_parameters=_reply(message.reply_to),
        reply_markup=keyboard(message.buttons),
    )
    return Delivered(message_id=sent.message_id)


async def _edit(bot: Bot, message: Edit) -> Delivered:
    try:
        await bot.edit_message_text(
            text=message.text,
            chat_id=message.chat_id,
            message_id=message.message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(message.buttons),
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise
    return Delivered(message_id=message.message_id)


async def _react(bot: Bot, message: React) -> Delivered:
    try:
        await bot.set_message_reaction(message.chat_id, message.message_id, ReactionTypeEmoji(message.emoji))
    except BadRequest as error:
        # The group allows other reactions or none, or the message is gone.
        log.info("a reaction was rejected: %s", error.message)
    return Delivered()


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Buttons as Telegram wants them; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each.text, callback_data=each.data, url=each.url) for each in row] for row in rows]
    )


def _reply(to: ReplyTo | None) -> ReplyParameters | None:
    if to is None:
        return None
    quote = to.quote
    if quote is None:
        return ReplyParameters(message_id=to.message_id, allow_sending_without_reply=True)
    return ReplyParameters(
        message_id=to.message_id,
        allow_sending_without_reply=True,
        quote=quote.text,
        quote_position=quote.position,
        quote_entities=[MessageEntity(**each) for each in quote.entities] or None,
    )
