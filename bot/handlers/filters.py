"""Filters of updates for python-telegram-bot: messages that are meant for the bot."""

from __future__ import annotations

from telegram import Bot, Message
from telegram.ext import filters

from bot.domain.parsing.mentions import is_ours, text_addressed_to


class MentionsBot(filters.MessageFilter):
    """Messages that mention the bot."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        return text_addressed_to(message, self._bot) is not None


class RepliesToBot(filters.MessageFilter):
    """Messages that reply to one of the bot's, and were written to do so."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        replied = message.reply_to_message
        written = message.forward_origin is None and message.via_bot is None
        return written and replied is not None and is_ours(replied, self._bot)
