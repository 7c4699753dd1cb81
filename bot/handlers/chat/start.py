"""/start and /help."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.domain.messages import Send
from bot.handlers.adapter import command_handler, handled
from bot.services.request import Outcome, Services, Turn


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("start", handled(services, start)),
        command_handler("help", handled(services, explain)),
    ]


async def start(turn: Turn) -> Outcome:
    """Says what the bot is for."""
    text = turn.texts.start if turn.private else turn.texts.start_group
    return [Send(chat_id=turn.chat.id, text=text, topic=turn.topic)]


async def explain(turn: Turn) -> Outcome:
    """Says everything it can do."""
    return [Send(chat_id=turn.chat.id, text=turn.texts.help, topic=turn.topic)]
