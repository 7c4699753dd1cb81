"""The buttons under answers: a passage among its neighbours, one article alone, and what to ask instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import Toast
from bot.handlers.adapter import handled
from bot.presentation.views import context as view
from bot.services.answering import answered, edit, shown_again
from bot.services.request import Outcome, Services, Turn
from index import Span, UnknownArticle

# How many passages of one article are shown at first.
FIRST_SHOWN = 3


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        CallbackQueryHandler(handled(services, in_context), pattern=rf"^{buttons.CONTEXT}:"),
        CallbackQueryHandler(handled(services, only_there), pattern=rf"^{buttons.ONLY}:"),
        CallbackQueryHandler(handled(services, suggested), pattern=rf"^{buttons.SUGGESTED}$"),
    ]


async def in_context(turn: Turn) -> Outcome:
    """The passage with the paragraphs before and after it, in place; Back shows the answer again."""
    numbers = buttons.parse(turn.pressed, buttons.CONTEXT, 3)
    about = await turn.about(turn.message)
    if numbers is None or about is None or about.question is None:
        return [Toast(text=turn.texts.old_button)]
    article_id, start, end = numbers
    try:
        article = await turn.call(turn.library.article, collection=turn.collection, article=article_id)
        found = await turn.call(turn.library.context, collection=turn.collection, article=article_id, at=start)
    except UnknownArticle:
        return [Toast(text=turn.texts.gone)]
    if found is None or not start < end <= found.paragraph.span.end:
        return [Toast(text=turn.texts.old_button)]
    marked = Span(start, end).shifted(-found.paragraph.span.start)
    text = view.context(found, marked, article, turn.texts, turn.preferences.now)
    return [edit(turn, text, view.context_buttons(article, about.shown, turn.texts), about)]


async def only_there(turn: Turn) -> Outcome:
    """The same question in that article alone, in place."""
    numbers = buttons.parse(turn.pressed, buttons.ONLY, 1)
    about = await turn.about(turn.message)
    if numbers is None or about is None or about.question is None:
        return [Toast(text=turn.texts.old_button)]
    try:
        await turn.call(turn.library.article, collection=turn.collection, article=numbers[0])
    except UnknownArticle:
        return [Toast(text=turn.texts.gone)]
    return await shown_again(turn, replace(about, scope=(numbers[0],)), FIRST_SHOWN)


async def suggested(turn: Turn) -> Outcome:
    """Asks what was suggested, where the question was asked."""
    about = await turn.about(turn.message)
    if about is None or about.suggested is None:
        return [Toast(text=turn.texts.old_button)]
    return await answered(turn, about.suggested, about.scope, within=about.within)
