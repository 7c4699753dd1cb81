"""/privacy: what is kept of this chat."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.domain.messages import ReplyTo, Send
from bot.handlers.adapter import command_handler, handled
from bot.presentation.views.privacy import privacy
from bot.services.request import Outcome, Services, Turn


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [command_handler("privacy", handled(services, command))]


async def command(turn: Turn) -> Outcome:
    """Says what is kept, where, for how long, who sees it, and how to delete it."""
    text = privacy(turn.preferences, turn.texts, private=turn.private)
    return [
        Send(chat_id=turn.chat.id, text=text, reply_to=ReplyTo(message_id=turn.message.message_id), topic=turn.topic)
    ]
