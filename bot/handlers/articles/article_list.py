"""/articles: what is kept here, all of it or what fits some words, a page at a time; and each article's page."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import About, Rows, Send, Toast
from bot.handlers.adapter import command_handler, handled
from bot.presentation.views import listing as view
from bot.services.answering import edit, say
from bot.services.article_lookup import ALL, NEW, OF_A_DAY, ONE, _listing, _scope_of, listed, sought
from bot.services.request import Outcome, Services, Turn
from index import Page, Scope, UnknownArticle

MOST_OFFSET = 10**9


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("articles", handled(services, command)),
        CallbackQueryHandler(handled(services, turned), pattern=rf"^{buttons.LIST}:"),
        CallbackQueryHandler(handled(services, opened), pattern=rf"^{buttons.OPEN}:"),
    ]


async def command(turn: Turn) -> Outcome:
    """The first page of all articles, or of those that the words behind the command fit."""
    words = turn.arguments
    wish, scope = await sought(turn, words)
    if wish.unread:
        return [say(turn, turn.texts.unread_filter(escape(wish.unread[0])))]
    page = await listed(turn, scope, 0)
    if page.total:
        about = About(kind=ALL, question=words or None)
        text, rows = await shown(turn, page, about)
        return [Send(chat_id=turn.chat.id, text=text, buttons=rows, topic=turn.topic, about=about)]
    held = await listed(turn, Scope(), 0) if words else page
    if not held.total:
        text = turn.texts.no_articles if turn.private else turn.texts.no_articles_group
    else:
        text = turn.texts.no_article_for(escape(words)) if wish.question else turn.texts.no_article_fits
    return [Send(chat_id=turn.chat.id, text=text, topic=turn.topic)]


async def turned(turn: Turn) -> Outcome:
    """Another page, in place; the last one there is when there are fewer by now."""
    numbers = buttons.parse(turn.pressed, buttons.LIST, 1)
    if numbers is None or numbers[0] > MOST_OFFSET:
        return [Toast(text=turn.texts.old_button)]
    about = _listing(await turn.about(turn.message))
    scope = await _scope_of(turn, about)
    page = await listed(turn, scope, numbers[0])
    if not page.items and page.total:
        page = await listed(turn, scope, (page.total - 1) // view.PAGE * view.PAGE)
    if not page.total:
        return [edit(turn, turn.texts.no_articles if turn.private else turn.texts.no_articles_group, (), about)]
    text, rows = await shown(turn, page, about)
    return [edit(turn, text, rows, about)]


async def opened(turn: Turn) -> Outcome:
    """An article's page, in the place of the list; questions in reply to it are about that article."""
    numbers = buttons.parse(turn.pressed, buttons.OPEN, 2)
    if numbers is None or numbers[1] > MOST_OFFSET:
        return [Toast(text=turn.texts.old_button)]
    article_id, offset = numbers
    here = {"collection": turn.collection, "article": article_id}
    try:
        article = await turn.call(turn.library.article, **here)
        versions = await turn.call(turn.library.versions, **here)
        text = await turn.call(turn.library.text, **here)
    except UnknownArticle:
        return [Toast(text=turn.texts.gone)]
    about = _listing(await turn.about(turn.message))
    # The list that it was opened from is remembered, for the way back.
    page = About(kind=ONE, articles=(article_id,), question=about.question, since=about.since, earlier=about.kind)
    rows = view.article_buttons(article, versions, offset, turn.texts)
    return [edit(turn, view.article(article, text, versions, turn.texts, turn.preferences.now), rows, page)]


async def shown(turn: Turn, page: Page, about: About) -> tuple[str, Rows]:
    """The page as text, under the heading that its list has, and its buttons."""
    versions: dict[int, tuple[int, int]] = {}
    for article in page.items:
        found = await turn.call(turn.library.versions, collection=turn.collection, article=article.id)
        if len(found) > 1:
            versions[article.id] = ([each.id for each in found].index(article.id) + 1, len(found))
    texts = turn.texts
    if about.kind == NEW:
        heading = texts.new_since(page.total)
    elif about.kind == OF_A_DAY:
        heading = texts.new_of_a_day(page.total)
    elif about.question:
        heading = texts.articles_for(page.total, escape(about.question))
    else:
        heading = texts.articles_here(page.total)
    extra = []
    if about.since is not None:
        extra = [buttons.button(texts.b_unseen, buttons.UNSEEN)]
        if page.total > 1:
            extra.insert(0, buttons.button(texts.b_digest, buttons.DIGEST_NEW))
    text = view.listing(page, heading, versions, texts, turn.preferences.now)
    return text, view.listing_buttons(page, texts, extra)
