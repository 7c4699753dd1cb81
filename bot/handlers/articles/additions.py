"""The button under a receipt that shows what an article added to those that were here."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data
from bot.domain.messages import CallbackAnswer, MessageContext, ReplyTo, Send
from bot.handlers.adapter import adapt
from bot.presentation.views import news
from bot.services.request import Request, Result, Services
from index import UnknownArticle


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [CallbackQueryHandler(adapt(services, pressed), pattern=rf"^{callback_data.NEWS}:")]


async def pressed(request: Request) -> Result:
    """Says what is new, in a message of its own."""
    numbers = callback_data.parse(request.pressed, callback_data.NEWS, 1)
    if numbers is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    try:
        article = await request.call(request.library.article, collection=request.collection, article=numbers[0])
        found = await request.call(request.library.news, collection=request.collection, article=numbers[0])
    except UnknownArticle:
        return [CallbackAnswer(text=request.texts.gone)]
    if not found:
        return [CallbackAnswer(text=request.texts.nothing_new_there)]
    return [
        Send(
            chat_id=request.chat.id,
            text=news.news(found, article, request.texts),
            reply_to=ReplyTo(message_id=request.message.message_id),
            topic=request.topic,
            about=MessageContext(kind="news", articles=(article.id,)),
        )
    ]
