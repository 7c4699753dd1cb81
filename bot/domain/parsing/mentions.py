"""Whether a message is meant for the bot, and what it wishes for then.

Of a group's messages those are that mention us, or answer something that we said.
"""

from __future__ import annotations

from functools import lru_cache

import regex
from telegram import Bot, Chat, Message, MessageEntity, MessageOriginUser, User

from bot.domain.entities import marked_words
from bot.domain.ephemeral import is_ephemeral
from bot.domain.parsing.wishes import Wish, wish_of

# Each handler asks once of the message in hand.
_wish_of = lru_cache(maxsize=4)(wish_of)


def text_addressed_to(message: Message, bot: Bot | User) -> str | None:
    """What a message that mentions us says besides; None when it does not mention us, or was only passed on.

    What only we see is for us without our name.
    """
    if message.forward_origin is not None or message.is_automatic_forward or message.via_bot is not None:
        return None
    text = message.text or message.caption or ""
    named = [
        words
        for entity, words in marked_words(message, MessageEntity.TEXT_MENTION)
        if entity.user is not None and entity.user.id == bot.id
    ]
    rest = regex.sub(rf"(?i)(?<![\w@/.])@{regex.escape(bot.username or str(bot.id))}\b", " ", text)
    for words in named:
        rest = rest.replace(words, " ", 1)
    if rest == text and not is_ephemeral(message):
        return None
    return " ".join(rest.split()).lstrip(" ,:;.–—-").strip()


def is_ours(message: Message, bot: Bot) -> bool:
    """Whether we wrote this message."""
    return message.from_user is not None and message.from_user.id == bot.id and message.via_bot is None


def holds_our_words(message: Message, bot: Bot) -> bool:
    """Whether what stands in a message is ours: we wrote it, somebody sent it through us, or passed it on."""
    through = message.via_bot is not None and message.via_bot.id == bot.id
    origin = message.forward_origin
    passed_on = isinstance(origin, MessageOriginUser) and origin.sender_user.id == bot.id
    return through or passed_on or (message.from_user is not None and message.from_user.id == bot.id)


def mentions_us(message: Message, bot: Bot) -> bool:
    """Whether a message mentions us."""
    return text_addressed_to(message, bot) is not None


def answers_us(message: Message, bot: Bot) -> bool:
    """Whether a message answers one of ours, and was written to do so."""
    replied = message.reply_to_message
    written = message.forward_origin is None and message.via_bot is None
    return written and replied is not None and is_ours(replied, bot)


def wish_in(message: Message, bot: Bot) -> Wish | None:
    """What the message wishes of us in plain words; None for commands, for questions, and for what is not for us."""
    text = message.text
    if text is None or text.startswith("/") or message.forward_origin is not None or message.via_bot is not None:
        return None
    if message.chat.type == Chat.PRIVATE:
        return _wish_of(text)
    if message.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return None
    if (addressed := text_addressed_to(message, bot)) is not None:
        return _wish_of(addressed)
    return _wish_of(text) if answers_us(message, bot) else None
