"""The buttons under answers: more passages, a passage among its neighbours, and the same question elsewhere."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import callback_data
from bot.handlers.adapter import on_button
from bot.presentation.views import answer
from bot.services.answers.answering import answer_question, show_passages
from bot.services.request import Request, Result
from index import Span

# How many passages of one article are shown at first.
FIRST_SHOWN = 3
MOST_SHOWN = 100


@on_button(callback_data.PASSAGES)
async def show_more(request: Request, count: int) -> Result:
    """Shows more passages, or fewer, or the nearest miss."""
    about = await request.pressed_context()
    if not 1 <= count <= MOST_SHOWN or about.question is None:
        raise request.old_button()
    return await show_passages(request, about, count)


@on_button(callback_data.CONTEXT)
async def show_context(request: Request, article_id: int, start: int, end: int) -> Result:
    """Shows the passage between its neighbours, in place; Back shows the answer again."""
    about = await request.pressed_context()
    request.known(about.question)
    article = await request.existing_article(article_id)
    found = await request.call_or_gone(
        request.library.context, collection=request.collection, article=article_id, at=start
    )
    if found is None or not start < end <= found.paragraph.span.end:
        raise request.old_button()
    marked = Span(start, end).shifted(-found.paragraph.span.start)
    text = answer.context(found, marked, article, request.texts, request.preferences.now)
    return [request.page(text, buttons=answer.context_buttons(article, about.shown, request.texts), about=about)]


@on_button(callback_data.ONLY)
async def ask_article(request: Request, article_id: int) -> Result:
    """Asks the same question in that article alone, in place."""
    about = await request.pressed_context()
    request.known(about.question)
    await request.existing_article(article_id)
    return await show_passages(request, replace(about, scope=(article_id,)), FIRST_SHOWN)


@on_button(callback_data.EVERYWHERE)
async def ask_everywhere(request: Request) -> Result:
    """Asks the same question in all articles of the chat."""
    about = await request.pressed_context()
    return await answer_question(request, request.known(about.question), None, earlier=about.earlier, everywhere=True)


@on_button(callback_data.TOPIC)
async def ask_in_topic(request: Request, narrowed: int) -> Result:
    """Asks the same question in the articles of the answer's forum topic (1), or of all topics (0)."""
    about = await request.pressed_context()
    if request.topic is None or about.question is None or about.kind != "answer":
        raise request.old_button()
    within = str(request.topic) if narrowed else None
    return await answer_question(request, about.question, None, earlier=about.earlier, within=within, everywhere=True)


@on_button(callback_data.SUGGESTED)
async def ask_suggested(request: Request) -> Result:
    """Asks the suggested question, in the scope of the original one."""
    about = await request.pressed_context()
    return await answer_question(request, request.known(about.suggested), about.scope, within=about.within)


ROUTES = (show_more, show_context, ask_article, ask_everywhere, ask_in_topic, ask_suggested)
