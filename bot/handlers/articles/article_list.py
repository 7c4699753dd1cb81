"""/articles: what is kept here, all of it or what fits some words, a page at a time; and each article's page."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import CallbackAnswer, MessageContext, Rows, Send
from bot.handlers.adapter import adapt, on_command
from bot.presentation.views import listing
from bot.services.answering import edit, say
from bot.services.article_lookup import ALL, NEW, OF_A_DAY, ONE, _listing, _scope_of, listed, sought
from bot.services.request import Request, Result, Services
from index import Page, Scope, UnknownArticle

MOST_OFFSET = 10**9


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        on_command("articles", adapt(services, command)),
        CallbackQueryHandler(adapt(services, turned), pattern=rf"^{buttons.LIST}:"),
        CallbackQueryHandler(adapt(services, opened), pattern=rf"^{buttons.OPEN}:"),
    ]


async def command(request: Request) -> Result:
    """The first page of all articles, or of those that the words behind the command fit."""
    words = request.arguments
    wish, scope = await sought(request, words)
    if wish.unread:
        return [say(request, request.texts.unread_filter(escape(wish.unread[0])))]
    page = await listed(request, scope, 0)
    if page.total:
        about = MessageContext(kind=ALL, question=words or None)
        text, rows = await shown(request, page, about)
        return [Send(chat_id=request.chat.id, text=text, buttons=rows, topic=request.topic, about=about)]
    held = await listed(request, Scope(), 0) if words else page
    if not held.total:
        text = request.texts.no_articles if request.private else request.texts.no_articles_group
    else:
        text = request.texts.no_article_for(escape(words)) if wish.question else request.texts.no_article_fits
    return [Send(chat_id=request.chat.id, text=text, topic=request.topic)]


async def turned(request: Request) -> Result:
    """Another page, in place; the last one there is when there are fewer by now."""
    numbers = buttons.parse(request.pressed, buttons.LIST, 1)
    if numbers is None or numbers[0] > MOST_OFFSET:
        return [CallbackAnswer(text=request.texts.old_button)]
    about = _listing(await request.about(request.message))
    scope = await _scope_of(request, about)
    page = await listed(request, scope, numbers[0])
    if not page.items and page.total:
        page = await listed(request, scope, (page.total - 1) // listing.PAGE * listing.PAGE)
    if not page.total:
        return [
            edit(request, request.texts.no_articles if request.private else request.texts.no_articles_group, (), about)
        ]
    text, rows = await shown(request, page, about)
    return [edit(request, text, rows, about)]


async def opened(request: Request) -> Result:
    """An article's page, in the place of the list; questions in reply to it are about that article."""
    numbers = buttons.parse(request.pressed, buttons.OPEN, 2)
    if numbers is None or numbers[1] > MOST_OFFSET:
        return [CallbackAnswer(text=request.texts.old_button)]
    article_id, offset = numbers
    here = {"collection": request.collection, "article": article_id}
    try:
        article = await request.call(request.library.article, **here)
        versions = await request.call(request.library.versions, **here)
        text = await request.call(request.library.text, **here)
    except UnknownArticle:
        return [CallbackAnswer(text=request.texts.gone)]
    about = _listing(await request.about(request.message))
    # The list that it was opened from is remembered, for the way back.
    page = MessageContext(
        kind=ONE, articles=(article_id,), question=about.question, since=about.since, earlier=about.kind
    )
    rows = listing.article_buttons(article, versions, offset, request.texts)
    return [edit(request, listing.article(article, text, versions, request.texts, request.preferences.now), rows, page)]


async def shown(request: Request, page: Page, about: MessageContext) -> tuple[str, Rows]:
    """The page as text, under the heading that its list has, and its buttons."""
    versions: dict[int, tuple[int, int]] = {}
    for article in page.items:
        found = await request.call(request.library.versions, collection=request.collection, article=article.id)
        if len(found) > 1:
            versions[article.id] = ([each.id for each in found].index(article.id) + 1, len(found))
    texts = request.texts
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
    text = listing.listing(page, heading, versions, texts, request.preferences.now)
    return text, listing.listing_buttons(page, texts, extra)
