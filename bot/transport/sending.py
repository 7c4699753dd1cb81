"""One message to Telegram: the only place that calls the sending methods of the Bot API.

A message that Telegram refuses for what adorns it is sent without that: the quote, the topic, the markup. One that it
refuses for anything else is sent once more as short plain text: whoever waits for it hears something. What is for one
person only is never sent to others instead.
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

# In UTF-16 units, of which Telegram takes 4096: what it objects to may be how long the whole is.
SHORT = 3000
# What Telegram says (see kind_of) of a chat that is gone, or where we may not write: nobody there hears plainer words.
_UNHEARD = re.compile(
    r"\b(?:chat|user|group|peer)\b.*\b(?:not found|deactivated|deleted|upgraded|restricted|invalid)\b"
    r"|\brights\b|\bforbidden\b|_forbidden|blocked|kicked|not a (?:member|participant)"
    r"|peer_id_invalid|channel_(?:private|invalid)|chat_(?:restricted|id_invalid|admin_required)"
    r"|user_(?:is_)?(?:deactivated|deleted|banned)|topic_closed"
    # Somebody called us from a chat where we are a guest: that was answered, or is too long ago.
    r"|query is too old|query_id_invalid",
    re.IGNORECASE,
)
# For a message of ours that is not there any more, or that cannot be changed: it has to be said in another one.
_UNCHANGEABLE = re.compile(
    r"to (?:be )?edit(?:ed)? not found|can't be edited|message_id_invalid|message_edit_time|message_author_required"
    r"|no text in the message"
    # Ephemeral messages take fewer characters when they are changed: https://github.com/tdlib/telegram-bot-api/issues/881
    r"|media_caption_too_long"
)
_UNMODIFIED = re.compile(r"not[ _]modified")
# What is wrong is in the message itself, not in what it answers.
_OF_CONTENT = re.compile(r"too.long|button|markup|entit|url")
_QUOTE_REFUSED = re.compile(r"quote|replied not found|reply message not found")
_ANSWERED_GONE = re.compile(r"repl(?:y|ied)")
_TOPIC_GONE = re.compile(r"thread not found|topic_(?:deleted|id_invalid)")
# Of a result that stands alone.
_ONLY = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What Telegram made of a message; None when there is no message to speak of."""

    message_id: int | None = None


async def deliver(bot: Bot, message: Send | Edit | React | GuestAnswer, server: Server | None = None) -> Delivered:
    """Sends, edits or reacts; an edit that changes nothing has happened, and so has a reaction that is not allowed.

    What is found out about the server is noted in ``server``, for the next message.

    Raises telegram.error.TelegramError for everything that goes wrong and that plainer words do not mend.
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
    """Whether nobody would hear anything else that is sent there, either."""
    return _UNHEARD.search(kind_of(error)) is not None


def _mended(message: Send, reason: str) -> Send | None:
    """The message without the part of it that is in the way; None when it is another part, or all of it."""
    to = message.reply_to
    if message.only_for is not None and to is not None and _ANSWERED_GONE.search(reason):
        # What an ephemeral message answers has to be there; only the message that allows it may not be left out.
        return None if is_number(to.message_id) else replace(message, reply_to=None)
    if _QUOTE_REFUSED.search(reason) and to is not None and to.quote is not None:
        # The post was edited since, so that its quote does not match any more, or deleted.
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
    """Buttons as Telegram wants them; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each.text, callback_data=each.data, url=each.url) for each in row] for row in rows]
    )
