"""Which article a person means: the one replied to, one by its number, or those that a search lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from telegram import Message

from bot.domain.messages import MessageContext
from bot.domain.parsing.search_filters import SearchQuery
from bot.presentation.views import listing
from bot.services.answering import mentioning, unfiltered
from bot.services.request import Request
from bot.services.saving import article_of
from index import Article, Page, Scope, UnknownArticle

ALL, ONE = "articles", "article"


# Lists of what is new (bot.handlers.articles.new): since a person looked, or in the last day when they never did.
NEW, OF_A_DAY = "new", "new of a day"


async def sought(request: Request, words: str) -> tuple[SearchQuery, Scope]:
    """The articles that words such as "oil", "from:reuters" or "since:monday oil" fit; all of them for none."""
    wish: SearchQuery = await request.call(unfiltered, request, words)
    scope = Scope(source=wish.source, since=wish.since, until=wish.until)
    if wish.question and not wish.unread:
        scope = Scope(articles=await mentioning(request, wish.question, scope))
    return wish, scope


async def listed(request: Request, scope: Scope, offset: int) -> Page:
    """A page of the articles in scope."""
    page: Page = await request.call(
        request.library.articles, collection=request.collection, scope=scope, offset=offset, limit=listing.PAGE
    )
    return page


async def numbered(request: Request, number: int) -> Article | None:
    """The article of that number in the list replied to, or else in the whole list; None when there is none."""
    if number < 1:
        return None
    scope = await _scope_of(request, _listing(await request.about(request.replied)))
    page: Page = await request.call(
        request.library.articles, collection=request.collection, scope=scope, offset=number - 1, limit=1
    )
    return page.items[0] if page.items else None


def arrived_since(since: float) -> Scope:
    """What came later than that, in seconds since the epoch."""
    return Scope(arrived=datetime.fromtimestamp(since, UTC) + timedelta(microseconds=1))


def _listing(about: MessageContext | None) -> MessageContext:
    """The list that a message shows, or that its article was opened from; the whole one when that is forgotten."""
    if about is None or about.kind not in (ALL, NEW, OF_A_DAY, ONE):
        return MessageContext(kind=ALL)
    kind = about.earlier or ALL if about.kind == ONE else about.kind
    return MessageContext(kind=kind, question=about.question, since=about.since)


async def _scope_of(request: Request, about: MessageContext) -> Scope:
    if about.since is not None:
        return arrived_since(about.since)
    return (await sought(request, about.question))[1] if about.question else Scope()


async def _held(request: Request, article_id: int) -> Article | None:
    try:
        article: Article = await request.call(
            request.library.article, collection=request.collection, article=article_id
        )
    except UnknownArticle:
        return None
    return article


async def replied_article(request: Request, replied: Message, *, keep: bool = True) -> Article | None:
    """The article of the message replied to: ours is about one, anybody else's is one.

    With ``keep`` it becomes one of this chat if it was not yet; raises InvalidText if it holds no words.
    """
    about = await request.about(replied)
    if about is not None and about.articles:
        try:
            found: Article = await request.call(
                request.library.article, collection=request.collection, article=about.articles[0]
            )
        except UnknownArticle:
            return None
        return found
    if replied.from_user is not None and replied.from_user.id == request.services.bot.id:
        return None
    return await article_of(request, replied, keep=keep)
