"""/start and /help."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.domain.messages import Send
from bot.handlers.adapter import adapt, on_command
from bot.services.request import Request, Result, Services


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        on_command("start", adapt(services, start)),
        on_command("help", adapt(services, explain)),
    ]


async def start(request: Request) -> Result:
    """Says what the bot is for."""
    text = request.texts.start if request.private else request.texts.start_group
    return [Send(chat_id=request.chat.id, text=text, topic=request.topic)]


async def explain(request: Request) -> Result:
    """Says everything it can do."""
    return [Send(chat_id=request.chat.id, text=request.texts.help, topic=request.topic)]
