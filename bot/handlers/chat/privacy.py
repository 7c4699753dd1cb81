"""/privacy: what is kept of this chat."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.domain.messages import ReplyTo, Send
from bot.handlers.adapter import adapt, on_command
from bot.presentation.views.privacy import privacy
from bot.services.request import Request, Result, Services


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [on_command("privacy", adapt(services, command))]


async def command(request: Request) -> Result:
    """Says what is kept, where, for how long, who sees it, and how to delete it."""
    text = privacy(request.preferences, request.texts, private=request.private)
    return [
        Send(
            chat_id=request.chat.id,
            text=text,
            reply_to=ReplyTo(message_id=request.message.message_id),
            topic=request.topic,
        )
    ]
