"""/articles: what is kept here, all of it or what fits some words, a page at a time; and each article's page."""

from __future__ import annotations

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import MessageContext
from bot.handlers.adapter import on_button, on_command
from bot.presentation.views import listing
from bot.services.article_lookup import (
    ALL,
    ONE,
    list_context,
    list_scope,
    nothing_listed,
    page_of,
    parse_search,
    render_list,
    search_scope,
)
from bot.services.request import Request, Result

MOST_OFFSET = 10**9


@on_command("articles")
async def command(request: Request) -> Result:
    """The first page of all articles, or of those that the words behind the command fit."""
    words, texts = request.arguments, request.texts
    query = await parse_search(request, words)
    if query.unread:
        return [request.reply(texts.unread_filter(escape(query.unread[0])))]
    page = await page_of(request, await search_scope(request, query))
    if not page.total:
        none_fits = texts.no_article_for(escape(words)) if query.question else texts.no_article_fits
        return [await nothing_listed(request, none_fits)]
    about = MessageContext(kind=ALL, question=words or None)
    text, rows = await render_list(request, page, about)
    return [request.send(text, buttons=rows, about=about)]


@on_button(buttons.LIST)
async def turn_page(request: Request, offset: int) -> Result:
    """Another page, in place; the last one there is when there are fewer by now."""
    if offset > MOST_OFFSET:
        raise request.old_button()
    about = list_context(await request.context_of(request.message))
    scope = await list_scope(request, about)
    page = await page_of(request, scope, offset)
    if not page.items and page.total:
        page = await page_of(request, scope, (page.total - 1) // listing.PAGE * listing.PAGE)
    if not page.total:
        return [request.edit(request.texts.no_articles(request.private), about=about)]
    text, rows = await render_list(request, page, about)
    return [request.edit(text, buttons=rows, about=about)]


@on_button(buttons.OPEN)
async def open_article(request: Request, article_id: int, offset: int) -> Result:
    """An article's page, in the place of the list; questions in reply to it are about that article."""
    if offset > MOST_OFFSET:
        raise request.old_button()
    article = await request.existing_article(article_id)
    versions = await request.call_or_gone(request.library.versions, collection=request.collection, article=article_id)
    body = await request.call_or_gone(request.library.text, collection=request.collection, article=article_id)
    about = list_context(await request.context_of(request.message))
    # The list that it was opened from is remembered, for the way back.
    context = MessageContext(
        kind=ONE, articles=(article_id,), question=about.question, since=about.since, earlier=about.kind
    )
    text = listing.article(article, body, versions, request.texts, request.preferences.now)
    rows = listing.article_buttons(article, versions, offset, request.texts)
    return [request.edit(text, buttons=rows, about=context)]


ROUTES = (command, turn_page, open_article)
