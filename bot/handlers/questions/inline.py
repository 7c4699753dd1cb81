"""Inline mode: "@bot words" in any chat offers passages of the person's own private articles, and of nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from bot.domain.parsing.search_filters import parse_query
from bot.presentation.texts import Texts
from bot.presentation.views.answer import inline_lead, inline_passage
from bot.services.answers.looking import look
from bot.services.request import Services
from bot.store import chats, sent_messages
from bot.transport.refusals import Logged
from index import Library

MOST_RESULTS = 10
# The parameter of /start for people who come from here.
START = "inline"


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Handles inline queries; the gate has admitted them."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        results, button = await asyncio.to_thread(_results, services.library, query)
        # The answer is this person's, and old at once: articles come and go. Telegram may not want it any more.
        with Logged("the answer to an inline query"):
            await query.answer(results, cache_time=0, is_personal=True, button=button)

    return InlineQueryHandler(callback)


def _results(library: Library, query: InlineQuery) -> tuple[Sequence[Any], InlineQueryResultsButton | None]:
    # Whatever chat it is typed in, the one that counts is the private one, which has the person's own number.
    with library.database.read() as connection:
        collection, preferences = chats.about(connection, query.from_user.id)
        met = sent_messages.spoke(connection, query.from_user.id)
    texts = Texts.of(preferences.language or query.from_user.language_code)
    page = library.articles(collection=collection, limit=MOST_RESULTS)
    if not page.total:
        return [], _button(texts.inline_empty if met else texts.inline_stranger)
    now = preferences.now
    words = query.query.strip()
    if not words:
        placed = [library.article(collection=collection, article=each.id) for each in page.items]
        leads = [(each, library.text(collection=collection, article=each.id)) for each in placed]
        return [inline_lead(article, text, texts, now) for article, text in leads], None
    search = parse_query(words, now, library.sources(collection=collection))
    question = search.question or words
    _, answer = look(library, collection=collection, question=question, scope=search.scope(), limit=MOST_RESULTS)
    passages = [
        (passage, library.article(collection=collection, article=passage.article_id)) for passage in answer.passages
    ]
    if not passages:
        return [], _button(texts.inline_nothing)
    return [inline_passage(passage, article, texts, now) for passage, article in passages], None


def _button(text: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(text=text, start_parameter=START)


ROUTES = (route,)
