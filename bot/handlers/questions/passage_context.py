"""The buttons under answers: a passage among its neighbours, one article alone, and what to ask instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data
from bot.domain.messages import CallbackAnswer
from bot.handlers.adapter import adapt
from bot.presentation.views import context
from bot.services.answering import answered, edit, shown_again
from bot.services.request import Request, Result, Services
from index import Span, UnknownArticle

# How many passages of one article are shown at first.
FIRST_SHOWN = 3


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        CallbackQueryHandler(adapt(services, in_context), pattern=rf"^{callback_data.CONTEXT}:"),
        CallbackQueryHandler(adapt(services, only_there), pattern=rf"^{callback_data.ONLY}:"),
        CallbackQueryHandler(adapt(services, suggested), pattern=rf"^{callback_data.SUGGESTED}$"),
    ]


async def in_context(request: Request) -> Result:
    """The passage with the paragraphs before and after it, in place; Back shows the answer again."""
    numbers = callback_data.parse(request.pressed, callback_data.CONTEXT, 3)
    about = await request.about(request.message)
    if numbers is None or about is None or about.question is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    article_id, start, end = numbers
    try:
        article = await request.call(request.library.article, collection=request.collection, article=article_id)
        found = await request.call(request.library.context, collection=request.collection, article=article_id, at=start)
    except UnknownArticle:
        return [CallbackAnswer(text=request.texts.gone)]
    if found is None or not start < end <= found.paragraph.span.end:
        return [CallbackAnswer(text=request.texts.old_button)]
    marked = Span(start, end).shifted(-found.paragraph.span.start)
    text = context.context(found, marked, article, request.texts, request.preferences.now)
    return [edit(request, text, context.context_buttons(article, about.shown, request.texts), about)]


async def only_there(request: Request) -> Result:
    """The same question in that article alone, in place."""
    numbers = callback_data.parse(request.pressed, callback_data.ONLY, 1)
    about = await request.about(request.message)
    if numbers is None or about is None or about.question is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    try:
        await request.call(request.library.article, collection=request.collection, article=numbers[0])
    except UnknownArticle:
        return [CallbackAnswer(text=request.texts.gone)]
    return await shown_again(request, replace(about, scope=(numbers[0],)), FIRST_SHOWN)


async def suggested(request: Request) -> Result:
    """Asks what was suggested, where the question was asked."""
    about = await request.about(request.message)
    if about is None or about.suggested is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    return await answered(request, about.suggested, about.scope, within=about.within)
