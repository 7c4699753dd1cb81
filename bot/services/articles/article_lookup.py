"""Finds the article that a person means: the one replied to, a numbered one, or those found by a search."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from telegram import Message

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.messages import MessageContext, Rows, Send
from bot.domain.parsing.intents.intent import Worth
from bot.domain.parsing.mentions import holds_our_words
from bot.domain.parsing.search_filters import SearchQuery
from bot.domain.parsing.titles import shared_with_title
from bot.presentation.views import listing
from bot.services.answers.answering import articles_mentioning, read_listing
from bot.services.articles.saving import article_of, is_worth_saving
from bot.services.request import Request
from index import Article, Page, Scope

# How many passages to search for articles on a subject.
MOST_LOOKED_AT = 10
# Kinds of our messages by what they show: articles, one article, those that are new since a person's last look, or
# those of the last day when there was no such look.
ALL, ONE, NEW, OF_A_DAY = "articles", "article", "new", "new of a day"


async def parse_search(request: Request, words: str) -> SearchQuery:
    """Parses words such as "from:reuters", "since:monday oil" or "über die Flut" into a search."""
    return await request.call(read_listing, request, words)


async def search_scope(request: Request, query: SearchQuery) -> Scope:
    """The articles that match a search; all for an empty one."""
    scope = query.scope()
    if query.question and not query.unread:
        return Scope(articles=await articles_mentioning(request, query.question, scope))
    return scope


async def page_of(request: Request, scope: Scope, offset: int = 0, limit: int = listing.PAGE) -> Page:
    """A page of the articles in scope."""
    return await request.call(
        request.library.articles, collection=request.collection, scope=scope, offset=offset, limit=limit
    )


async def nothing_listed(request: Request, otherwise: str) -> Send:
    """The reply that the chat holds no articles, or else ``otherwise``."""
    page = await page_of(request, Scope(), limit=1)
    return request.send(otherwise if page.total else request.texts.no_articles(request.private))


async def article_numbered(request: Request, number: int, about: MessageContext | None = None) -> Article | None:
    """The article of that number in the given list, or in the one replied to, or in the whole list; None if none."""
    if number < 1:
        return None
    scope = await list_scope(request, about or list_context(await request.context_of(request.replied)))
    page = await page_of(request, scope, offset=number - 1, limit=1)
    # Listed articles lack their places.
    return await request.article_or_none(page.items[0].id) if page.items else None


async def replied_article(request: Request, replied: Message, *, save_if_missing: bool = True) -> Article | None:
    """The article of the message replied to: our messages refer to one, other people's messages are one.

    With ``save_if_missing`` the message is saved in this chat first, unless it is only a sentence, a question or a line
    of chat. Raises InvalidText if it holds no words.
    """
    about = await request.context_of(replied)
    if about is not None and about.articles:
        return await request.article_or_none(about.articles[0])
    if holds_our_words(replied, request.services.bot):
        return None
    incoming = IncomingPost(replied)
    worth = is_worth_saving(incoming) and (incoming.leads or incoming.worth is not Worth.SENTENCE)
    return await article_of(request, incoming, save_if_missing=save_if_missing and worth)


def arrived_since(since: float) -> Scope:
    """The articles that arrived later than that, in seconds since the epoch."""
    return Scope(arrived=datetime.fromtimestamp(since, UTC) + timedelta(microseconds=1))


def list_context(about: MessageContext | None) -> MessageContext:
    """The list in a message, or the list from which its article was opened; the whole list when that is forgotten."""
    if about is None or about.kind not in (ALL, NEW, OF_A_DAY, ONE):
        return MessageContext(kind=ALL)
    kind = about.earlier or ALL if about.kind == ONE else about.kind
    return MessageContext(kind=kind, question=about.question, since=about.since)


async def list_scope(request: Request, about: MessageContext) -> Scope:
    """The articles of a list."""
    if about.since is not None:
        return arrived_since(about.since)
    return await search_scope(request, await parse_search(request, about.question)) if about.question else Scope()


async def article_about(request: Request, words: str) -> Article | None:
    """The most relevant article for the words; None when none is relevant."""
    found = await request.call(request.library.ask, collection=request.collection, question=words, limit=1)
    return await request.article_or_none(found.passages[0].article_id) if found.passages else None


async def articles_about(request: Request, words: str) -> tuple[Article, ...]:
    """The most relevant articles for the words, best first; may be empty."""
    found = await request.call(request.library.ask, collection=request.collection, question=words, limit=MOST_LOOKED_AT)
    ids = dict.fromkeys(passage.article_id for passage in found.passages)
    articles = [await request.article_or_none(each) for each in ids]
    return tuple(each for each in articles if each is not None)


async def articles_entitled(request: Request, words: str) -> tuple[Article, ...]:
    """Those of the articles about the words whose titles share most of them, best first; none if no title does."""
    found = await articles_about(request, words)
    shared = [shared_with_title(words, each.title) for each in found]
    return tuple(each for each, count in zip(found, shared, strict=True) if count and count == max(shared))


async def list_matching(request: Request, words: str) -> Send | None:
    """The first page of the articles that match the words, as /articles lists them; None when there are none."""
    page = await page_of(request, await search_scope(request, await parse_search(request, words)))
    if not page.total:
        return None
    about = MessageContext(kind=ALL, question=words)
    text, rows = await render_list(request, page, about)
    return request.send(text, buttons=rows, about=page_context(page, about))


async def latest_article(request: Request) -> Article | None:
    """The latest article to arrive."""
    page = await page_of(request, Scope(), limit=1)
    return await request.article_or_none(page.items[0].id) if page.items else None


def page_context(page: Page, about: MessageContext) -> MessageContext:
    """The context of a message with that page of the list, including how many articles have been shown."""
    return replace(about, shown=page.offset + len(page.items))


async def render_list(request: Request, page: Page, about: MessageContext) -> tuple[str, Rows]:
    """The page as text, under its list's heading, and its buttons."""
    numbered: dict[int, tuple[int, int]] = {}
    for article in page.items:
        versions = await request.call(request.library.versions, collection=request.collection, article=article.id)
        if len(versions) > 1:
            numbered[article.id] = ([each.id for each in versions].index(article.id) + 1, len(versions))
    texts = request.texts
    extra = []
    if about.since is not None:
        extra = [callback_data.button(texts.b_unseen, callback_data.UNSEEN)]
        if page.total > 1:
            extra.insert(0, callback_data.button(texts.b_digest, callback_data.DIGEST_NEW))
    hint = await request.latest_context((ALL, NEW, OF_A_DAY, ONE)) is None
    text = listing.listing(page, _heading(request, page, about), numbered, texts, request.preferences.now, hint=hint)
    return text, listing.listing_buttons(page, texts, extra)


def _heading(request: Request, page: Page, about: MessageContext) -> str:
    if about.kind == NEW:
        return request.texts.new_since(page.total)
    if about.kind == OF_A_DAY:
        return request.texts.new_of_a_day(page.total)
    if about.question:
        return request.texts.articles_for(page.total, escape(about.question))
    return request.texts.articles_here(page.total)
