"""In forums an answer looks in the whole group; a button narrows it to the topic it stands in, and back."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import Toast
from bot.handlers.adapter import handled
from bot.services.answering import answered
from bot.services.request import Outcome, Services, Turn


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [CallbackQueryHandler(handled(services, asked_again), pattern=rf"^{buttons.TOPIC}:")]


async def asked_again(turn: Turn) -> Outcome:
    """The same question, to the articles of this topic or of all."""
    numbers = buttons.parse(turn.pressed, buttons.TOPIC, 1)
    about = await turn.about(turn.message)
    if numbers is None or turn.topic is None or about is None or about.question is None or about.kind != "answer":
        return [Toast(text=turn.texts.old_button)]
    within = str(turn.topic) if numbers[0] else None
    return await answered(turn, about.question, None, earlier=about.earlier, within=within)
