"""Which article a person means: the one replied to, one by its number, or those that a search lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from telegram import Message

from bot.domain.messages import About
from bot.domain.parsing.search_filters import Filtered, filtered
from bot.presentation.views import listing as view
from bot.services.answering import mentioning
from bot.services.request import Turn
from bot.services.saving import article_of
from index import Article, Page, Scope, UnknownArticle

ALL, ONE = "articles", "article"


# Lists of what is new (bot.handlers.articles.new): since a person looked, or in the last day when they never did.
NEW, OF_A_DAY = "new", "new of a day"


async def sought(turn: Turn, words: str) -> tuple[Filtered, Scope]:
    """The articles that words such as "oil", "from:reuters" or "since:monday oil" fit; all of them for none."""
    sources = await turn.call(turn.library.sources, collection=turn.collection)
    wish = filtered(words, turn.preferences.now, sources)
    scope = Scope(source=wish.source, since=wish.since, until=wish.until)
    if wish.question and not wish.unread:
        scope = Scope(articles=await mentioning(turn, wish.question, scope))
    return wish, scope


async def listed(turn: Turn, scope: Scope, offset: int) -> Page:
    """A page of the articles in scope."""
    page: Page = await turn.call(
        turn.library.articles, collection=turn.collection, scope=scope, offset=offset, limit=view.PAGE
    )
    return page


async def numbered(turn: Turn, number: int) -> Article | None:
    """The article of that number in the list replied to, or else in the whole list; None when there is none."""
    if number < 1:
        return None
    scope = await _scope_of(turn, _listing(await turn.about(turn.replied)))
    page: Page = await turn.call(
        turn.library.articles, collection=turn.collection, scope=scope, offset=number - 1, limit=1
    )
    return page.items[0] if page.items else None


def arrived_since(since: float) -> Scope:
    """What came later than that, in seconds since the epoch."""
    return Scope(arrived=datetime.fromtimestamp(since, UTC) + timedelta(microseconds=1))


def _listing(about: About | None) -> About:
    """The list that a message shows, or that its article was opened from; the whole one when that is forgotten."""
    if about is None or about.kind not in (ALL, NEW, OF_A_DAY, ONE):
        return About(kind=ALL)
    kind = about.earlier or ALL if about.kind == ONE else about.kind
    return About(kind=kind, question=about.question, since=about.since)


async def _scope_of(turn: Turn, about: About) -> Scope:
    if about.since is not None:
        return arrived_since(about.since)
    return (await sought(turn, about.question))[1] if about.question else Scope()


async def _held(turn: Turn, article_id: int) -> Article | None:
    try:
        article: Article = await turn.call(turn.library.article, collection=turn.collection, article=article_id)
    except UnknownArticle:
        return None
    return article


async def replied_article(turn: Turn, replied: Message, *, keep: bool = True) -> Article | None:
    """The article of the message replied to: ours is about one, anybody else's is one.

    With ``keep`` it becomes one of this chat if it was not yet; raises InvalidText if it holds no words.
    """
    about = await turn.about(replied)
    if about is not None and about.articles:
        try:
            found: Article = await turn.call(
                turn.library.article, collection=turn.collection, article=about.articles[0]
            )
        except UnknownArticle:
            return None
        return found
    if replied.from_user is not None and replied.from_user.id == turn.services.bot.id:
        return None
    return await article_of(turn, replied, keep=keep)
