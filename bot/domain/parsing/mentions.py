"""Whether a group's message mentions the bot or was written by it, and the words addressed to it."""

from __future__ import annotations

import regex
from telegram import Bot, Message, MessageEntity, User


def text_addressed_to(message: Message, bot: Bot | User) -> str | None:
    """The words of a message that mentions the bot, without its name; None for others, and for forwards."""
    if message.forward_origin is not None or message.is_automatic_forward or message.via_bot is not None:
        return None
    text = message.text or message.caption or ""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    named = [
        words
        for entity, words in entities.items()
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id
    ]
    rest = regex.sub(rf"(?i)(?<![\w@/.])@{regex.escape(bot.username or str(bot.id))}\b", " ", text)
    for words in named:
        rest = rest.replace(words, " ", 1)
    if rest == text:
        return None
    return " ".join(rest.split()).lstrip(" ,:;.–—-").strip()


def is_ours(message: Message, bot: Bot) -> bool:
    """Whether the bot wrote this message."""
    return message.from_user is not None and message.from_user.id == bot.id and message.via_bot is None
