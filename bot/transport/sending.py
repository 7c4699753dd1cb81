"""One message to Telegram: the only place that calls the sending methods of the Bot API.

If Telegram refuses a message for its quote, topic or markup, it is sent without that. If Telegram refuses it for any
other reason, it is sent once more as short plain text, so that the person who waits gets an answer. A message for one
person is never sent to others instead.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReactionTypeEmoji,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.domain.ephemeral import is_number
from bot.domain.html import shortened, told
from bot.domain.messages import Edit, GuestAnswer, React, Rows, Send
from bot.transport.ephemeral import NO_PREVIEW, edit_ephemeral, send_ephemeral
from bot.transport.newer_api import Server, note_quote, reply_parameters, will_quote
from bot.transport.refusals import kind_of

log = logging.getLogger(__name__)

# In UTF-16 units; Telegram takes 4096. The objection may be to the total length.
SHORT = 3000
# Telegram's complaints (see kind_of) about a chat that is gone or closed to us: plainer words would not arrive either.
_UNHEARD = re.compile(
    r"\b(?:chat|user|group|peer)\b.*\b(?:not found|deactivated|deleted|upgraded|restricted|invalid)\b"
    r"|\brights\b|\bforbidden\b|_forbidden|blocked|kicked|not a (?:member|participant)"
    r"|peer_id_invalid|channel_(?:private|invalid)|chat_(?:restricted|id_invalid|admin_required)"
    r"|user_(?:is_)?(?:deactivated|deleted|banned)|topic_closed"
    # A guest call from a chat without the bot: it was already answered, or is too old.
    r"|query is too old|query_id_invalid",
    re.IGNORECASE,
)
# Complaints about a message of ours that is gone or cannot be changed: its text needs a new message.
_UNCHANGEABLE = re.compile(
    r"to (?:be )?edit(?:ed)? not found|can't be edited|message_id_invalid|message_edit_time|message_author_required"
    r"|no text in the message"
    # Edits of ephemeral messages take fewer characters: https://github.com/tdlib/telegram-bot-api/issues/881
    r"|media_caption_too_long"
)
_UNMODIFIED = re.compile(r"not[ _]modified")
# Complaints about the message itself, not about the message that it answers.
_OF_CONTENT = re.compile(r"too.long|button|markup|entit|url")
_QUOTE_REFUSED = re.compile(r"quote|replied not found|reply message not found")
_ANSWERED_GONE = re.compile(r"repl(?:y|ied)")
_TOPIC_GONE = re.compile(r"thread not found|topic_(?:deleted|id_invalid)")
# The id of a single result.
_ONLY = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Telegram's result for a message; None when there is no message."""

    message_id: int | None = None


async def deliver(bot: Bot, message: Send | Edit | React | GuestAnswer, server: Server | None = None) -> Delivered:
    """Sends, edits or reacts. An edit that changes nothing counts as done, and so does a reaction that is not allowed.

    Findings about the server are noted in ``server``, for the next message.

    Raises telegram.error.TelegramError for every failure that plainer words do not mend.
    """
    if isinstance(message, React):
        return await _react(bot, message)
    parse_mode: str | None = ParseMode.HTML
    simplified, server = False, server or Server()
    while True:
        try:
            if isinstance(message, Edit):
                return await _edit(bot, message, parse_mode)
            if isinstance(message, GuestAnswer):
                return await _answer_guest(bot, message, parse_mode)
            return await _send(bot, message, parse_mode, server)
        except BadRequest as error:
            reason = kind_of(error).lower()
            if isinstance(message, Edit) and _UNMODIFIED.search(reason):
                return Delivered(message_id=message.message_id)
            mended = _mended(message, reason) if isinstance(message, Send) else None
            if mended is not None:
                message = mended
            elif "can't parse entities" in reason and parse_mode is not None:
                log.error("outbox.invalid_html: a message is sent as plain text")
                message, parse_mode = _without_markup(message), None
            elif simplified or unheard(error) or (isinstance(message, Edit) and _UNCHANGEABLE.search(reason)):
                raise
            else:
                log.warning(
                    "outbox.shortened: Telegram refused a message (%s), it is sent as short plain text", kind_of(error)
                )
                message, parse_mode, simplified = _plain(message, reason, parse_mode), None, True


def unheard(error: TelegramError) -> bool:
    """Whether nothing else sent there would arrive, either."""
    return _UNHEARD.search(kind_of(error)) is not None


def _mended(message: Send, reason: str) -> Send | None:
    """The message without the part that is in the way; None when that is another part, or the whole message."""
    to = message.reply_to
    if message.only_for is not None and to is not None and _ANSWERED_GONE.search(reason):
        # An ephemeral message must answer an existing one; only the message that permits it may not be left out.
        return None if is_number(to.message_id) else replace(message, reply_to=None)
    if _QUOTE_REFUSED.search(reason) and to is not None and to.quote is not None:
        # The post was edited, so that its quote no longer matches, or it was deleted.
        return replace(message, reply_to=replace(to, quote=None))
    if _TOPIC_GONE.search(reason) and message.topic is not None:
        return replace(message, topic=None)
    return None


def _plain(message: Send | Edit | GuestAnswer, reason: str, parse_mode: str | None) -> Send | Edit | GuestAnswer:
    said = message.unquoted if isinstance(message, Send) and message.unquoted is not None else message.text
    text = shortened(said if parse_mode is None else told(said), SHORT)
    if isinstance(message, GuestAnswer):
        return replace(message, text=text)
    if isinstance(message, Edit):
        return replace(message, text=text, buttons=())
    to = message.reply_to
    if to is not None and not (_OF_CONTENT.search(reason) or is_number(to.message_id)):
        to = None
    return replace(message, text=text, unquoted=None, buttons=(), reply_to=to and replace(to, quote=None))


def _without_markup(message: Send | Edit | GuestAnswer) -> Send | Edit | GuestAnswer:
    if isinstance(message, GuestAnswer):
        return replace(message, text=told(message.text))
    return replace(message, text=told(message.text), unquoted=message.unquoted and told(message.unquoted))


async def _send(bot: Bot, message: Send, parse_mode: str | None, server: Server) -> Delivered:
    if message.only_for is not None:
        number = await send_ephemeral(bot, message, parse_mode, keyboard(message.buttons), server)
        return Delivered(message_id=number)
    said = message.text if message.unquoted is None or will_quote(message.reply_to, server) else message.unquoted
    sent = await bot.send_message(
        chat_id=message.chat_id,
        text=said,
        parse_mode=parse_mode,
        link_preview_options=NO_PREVIEW,
        message_thread_id=message.topic,
        reply_parameters=None if message.reply_to is None else reply_parameters(message.reply_to, server),
        reply_markup=keyboard(message.buttons),
    )
    note_quote(message.reply_to, sent, server)
    return Delivered(message_id=sent.message_id)


async def _answer_guest(bot: Bot, message: GuestAnswer, parse_mode: str | None) -> Delivered:
    content = InputTextMessageContent(message.text, parse_mode=parse_mode, link_preview_options=NO_PREVIEW)
    article = InlineQueryResultArticle(id=_ONLY, title=message.title, input_message_content=content)
    await bot.answer_guest_query(message.query, article)
    return Delivered()


async def _edit(bot: Bot, message: Edit, parse_mode: str | None) -> Delivered:
    if message.only_for is not None:
        await edit_ephemeral(bot, message, parse_mode, keyboard(message.buttons))
        return Delivered(message_id=message.message_id)
    await bot.edit_message_text(
        text=message.text,
        chat_id=message.chat_id,
        message_id=message.message_id,
        parse_mode=parse_mode,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(message.buttons),
    )
    return Delivered(message_id=message.message_id)


async def _react(bot: Bot, message: React) -> Delivered:
    try:
        await bot.set_message_reaction(message.chat_id, message.message_id, ReactionTypeEmoji(message.emoji))
    except BadRequest as error:
        # The group allows other reactions or none, or the message is gone.
        log.info("outbox.reaction_rejected: %s", kind_of(error))
    return Delivered()


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Buttons in Telegram's form; None if there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each.text, callback_data=each.data, url=each.url) for each in row] for row in rows]
    )
