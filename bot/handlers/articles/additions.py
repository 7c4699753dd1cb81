"""The button under a receipt that shows what an article added to those that were here."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import About, ReplyTo, Send, Toast
from bot.handlers.adapter import handled
from bot.presentation.views import news as view
from bot.services.request import Outcome, Services, Turn
from index import UnknownArticle


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [CallbackQueryHandler(handled(services, pressed), pattern=rf"^{buttons.NEWS}:")]


async def pressed(turn: Turn) -> Outcome:
    """Says what is new, in a message of its own."""
    numbers = buttons.parse(turn.pressed, buttons.NEWS, 1)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    try:
        article = await turn.call(turn.library.article, collection=turn.collection, article=numbers[0])
        found = await turn.call(turn.library.news, collection=turn.collection, article=numbers[0])
    except UnknownArticle:
        return [Toast(text=turn.texts.gone)]
    if not found:
        return [Toast(text=turn.texts.nothing_new_there)]
    return [
        Send(
            chat_id=turn.chat.id,
            text=view.news(found, article, turn.texts),
            reply_to=ReplyTo(message_id=turn.message.message_id),
            topic=turn.topic,
            about=About(kind="news", articles=(article.id,)),
        )
    ]
