"""One message to Telegram: the only place that calls the sending methods of the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.outgoing import Edit, ReplyTo, Rows, Send

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What Telegram made of a message; None when there is no message to speak of."""

    message_id: int | None = None


async def deliver(bot: Bot, message: Send | Edit) -> Delivered:
    """Sends or edits. A quote that no longer matches is left out; an edit that changes nothing has happened.

    Raises telegram.error.TelegramError for everything else that goes wrong.
    """
    if isinstance(message, Edit):
        return await _edit(bot, message)
    try:
        return await _send(bot, message)
    except BadRequest as error:
        if message.reply_to is None or message.reply_to.quote is None or "quote" not in error.message.lower():
            raise
        return await _send(bot, replace(message, reply_to=replace(message.reply_to, quote=None)))


async def _send(bot: Bot, message: Send) -> Delivered:
    sent = await bot.send_message(
        chat_id=message.chat_id,
        text=message.text,
        parse_mode=ParseMode.HTML,
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
