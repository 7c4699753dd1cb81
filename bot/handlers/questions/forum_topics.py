"""In forums an answer looks in the whole group; a button narrows it to the topic it stands in, and back."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data
from bot.domain.messages import CallbackAnswer
from bot.handlers.adapter import adapt
from bot.services.answering import answered
from bot.services.request import Request, Result, Services


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [CallbackQueryHandler(adapt(services, asked_again), pattern=rf"^{callback_data.TOPIC}:")]


async def asked_again(request: Request) -> Result:
    """The same question, to the articles of this topic or of all."""
    numbers = callback_data.parse(request.pressed, callback_data.TOPIC, 1)
    about = await request.about(request.message)
    if numbers is None or request.topic is None or about is None or about.question is None or about.kind != "answer":
        return [CallbackAnswer(text=request.texts.old_button)]
    within = str(request.topic) if numbers[0] else None
    return await answered(request, about.question, None, earlier=about.earlier, within=within)
