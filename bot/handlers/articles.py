"""/articles: what is kept here, newest first, a page at a time."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot import buttons
from bot.outgoing import About, Edit, Send, Toast
from bot.turn import Outcome, Services, Turn, command_handler, handled
from bot.views import listing as view
from index import Page


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("articles", handled(services, command)),
        CallbackQueryHandler(handled(services, turned), pattern=rf"^{buttons.LIST}:"),
    ]


async def command(turn: Turn) -> Outcome:
    """The first page."""
    page = await _page(turn, 0)
    if not page.total:
        text = turn.texts.no_articles if turn.private else turn.texts.no_articles_group
        return [Send(chat_id=turn.chat.id, text=text, topic=turn.topic)]
    text, rows = await _listed(turn, page), view.listing_buttons(page, turn.texts)
    return [Send(chat_id=turn.chat.id, text=text, buttons=rows, topic=turn.topic, about=About(kind="articles"))]


async def turned(turn: Turn) -> Outcome:
    """Another page, in place; the last one there is when there are fewer by now."""
    numbers = buttons.parse(turn.pressed, buttons.LIST, 1)
    if numbers is None or numbers[0] > 10**9:
        return [Toast(text=turn.texts.old_button)]
    page = await _page(turn, numbers[0])
    if not page.items and page.total:
        page = await _page(turn, (page.total - 1) // view.PAGE * view.PAGE)
    text = await _listed(turn, page) if page.total else turn.texts.no_articles
    rows = view.listing_buttons(page, turn.texts)
    return [Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text, buttons=rows)]


async def _page(turn: Turn, offset: int) -> Page:
    page: Page = await turn.call(turn.library.articles, collection=turn.collection, offset=offset, limit=view.PAGE)
    return page


async def _listed(turn: Turn, page: Page) -> str:
    versions: dict[int, tuple[int, int]] = {}
    for article in page.items:
        found = await turn.call(turn.library.versions, collection=turn.collection, article=article.id)
        if len(found) > 1:
            versions[article.id] = ([each.id for each in found].index(article.id) + 1, len(found))
    return view.listing(page, versions, turn.texts, turn.preferences.now)
