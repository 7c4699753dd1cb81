"""The buttons under answers: a passage among its neighbours, one article alone, and what to ask instead."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import callback_data as buttons
from bot.handlers.adapter import on_button
from bot.presentation.views import context
from bot.services.answering import answer_question, show_passages
from bot.services.request import Request, Result
from index import Span, UnknownArticle

# How many passages of one article are shown at first.
FIRST_SHOWN = 3


@on_button(buttons.CONTEXT)
async def show_context(request: Request, article_id: int, start: int, end: int) -> Result:
    """The passage with the paragraphs before and after it, in place; Back shows the answer again."""
    about = await request.pressed_context()
    request.known(about.question)
    article = await request.existing_article(article_id)
    try:
        found = await request.call(request.library.context, collection=request.collection, article=article_id, at=start)
    except UnknownArticle:
        raise request.toast(request.texts.gone) from None
    if found is None or not start < end <= found.paragraph.span.end:
        raise request.old_button()
    marked = Span(start, end).shifted(-found.paragraph.span.start)
    text = context.context(found, marked, article, request.texts, request.preferences.now)
    return [request.edit(text, buttons=context.context_buttons(article, about.shown, request.texts), about=about)]


@on_button(buttons.ONLY)
async def ask_article(request: Request, article_id: int) -> Result:
    """The same question in that article alone, in place."""
    about = await request.pressed_context()
    request.known(about.question)
    await request.existing_article(article_id)
    return await show_passages(request, replace(about, scope=(article_id,)), FIRST_SHOWN)


@on_button(buttons.SUGGESTED)
async def ask_suggested(request: Request) -> Result:
    """Asks what was suggested, where the question was asked."""
    about = await request.pressed_context()
    return await answer_question(request, request.known(about.suggested), about.scope, within=about.within)


ROUTES = (show_context, ask_article, ask_suggested)
