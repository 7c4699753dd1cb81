"""One article, page by page: the use case behind its number in a list, and the buttons under its page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.incoming.posts import link_to, reply_to
from bot.domain.messages import MessageContext, Rows, Send
from bot.presentation.views import listing
from bot.services.articles.article_lookup import ONE, article_numbered, nothing_listed
from bot.services.request import Request
from index import Article, Span


async def open_numbered(request: Request, number: int, about: MessageContext) -> Sequence[Send]:
    """The article of that number in the given list, as a reply to its post."""
    article = await article_numbered(request, number, about)
    if article is None:
        return [await nothing_listed(request, request.texts.no_such_number(number))]
    offset = (number - 1) // listing.PAGE * listing.PAGE
    text, rows, about = await article_page(request, article, 0, offset, about)
    to = reply_to(article, Span(0, 1), "", request.chat.id, request.topic)
    return [request.reply(text, to=to, buttons=rows, about=about)]


async def article_page(
    request: Request, article: Article, page: int, offset: int, about: MessageContext
) -> tuple[str, Rows, MessageContext]:
    """That page of an article, from 0, the buttons below, and the message's context; ``about`` is the list."""
    texts, now = request.texts, request.preferences.now
    versions = await request.call_or_gone(request.library.versions, collection=request.collection, article=article.id)
    body = await request.call_or_gone(request.library.text, collection=request.collection, article=article.id)
    pages = listing.pages_of(article, body)
    at = min(page, len(pages) - 1)
    there = reply_to(article, Span(0, 1), "", request.chat.id, request.topic) is not None
    rows = listing.article_buttons(
        article,
        versions,
        texts,
        offset=offset,
        page=(at, len(pages)),
        post=link_to(article, request.chat.id) or there,
    )
    # Remembers the list from which it was opened, for the way back.
    context = MessageContext(
        kind=ONE, articles=(article.id,), question=about.question, since=about.since, earlier=about.kind
    )
    hint = await request.latest_context((ONE,)) is None
    begins = listing.beginning_of(body, pages, at)
    text = listing.article(article, pages[at], versions, texts, now, at=begins, first=at == 0, hint=hint)
    return text, rows, context
