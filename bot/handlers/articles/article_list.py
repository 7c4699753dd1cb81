"""/articles and /new: lists of all articles and of unseen ones, page by page; and the pages of one article."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain import callback_data
from bot.domain.html import TITLE_ROOM, bold, escape, shortened
from bot.domain.incoming.posts import reply_to
from bot.domain.incoming.spoilers import hidden_in
from bot.domain.messages import CallbackAnswer, MessageContext, Send
from bot.domain.parsing.mentions import text_addressed_to
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_command, on_wish
from bot.presentation.views import listing
from bot.services.articles.article_lookup import (
    ALL,
    NEW,
    OF_A_DAY,
    arrived_since,
    list_context,
    list_scope,
    nothing_listed,
    page_context,
    page_of,
    parse_search,
    render_list,
    search_scope,
)
from bot.services.articles.article_pages import article_page, open_numbered
from bot.services.articles.post_grouping import remember_message
from bot.services.follow_ups import answer_follow_up
from bot.services.remarks import QUOTING, shown_last
from bot.services.request import Replies, Request, Result
from bot.store import last_seen
from index import Article, Span

MOST_OFFSET = 10**9
LONGEST_NUMBER = 9
A_DAY = 86400.0


@on_command("articles", wish=Kind.LIST)
async def command(request: Request) -> Result:
    """The first page of all articles, or of those that match the words behind the command; a number opens one."""
    words, texts = request.arguments, request.texts
    if words.isdecimal() and len(words) <= LONGEST_NUMBER:
        return await open_numbered(request, int(words), list_context(await request.context_of(request.replied)))
    query = await parse_search(request, words)
    if query.unread:
        return [request.reply(texts.unread_filter(escape(query.unread[0])))]
    page = await page_of(request, await search_scope(request, query))
    if not page.total:
        none_fits = texts.no_article_for(escape(words)) if query.question else texts.no_article_fits
        return [await nothing_listed(request, none_fits)]
    about = MessageContext(kind=ALL, question=words or None)
    text, rows = await render_list(request, page, about)
    return [request.send(text, buttons=rows, about=page_context(page, about))]


@on_button(callback_data.LIST)
async def turn_page(request: Request, offset: int) -> Result:
    """Another page, in place; the last one if there are fewer pages by now."""
    if offset > MOST_OFFSET:
        raise request.old_button()
    about = list_context(await request.context_of(request.message))
    scope = await list_scope(request, about)
    page = await page_of(request, scope, offset)
    if not page.items and page.total:
        page = await page_of(request, scope, (page.total - 1) // listing.PAGE * listing.PAGE)
    if not page.total:
        return [request.page(request.texts.no_articles(request.private), about=about)]
    text, rows = await render_list(request, page, about)
    return [request.page(text, buttons=rows, about=page_context(page, about))]


@on_button(callback_data.OPEN)
async def open_article(request: Request, article_id: int, offset: int) -> Result:
    """An article's first page in place of the list; questions in reply to it are about that article."""
    return await _turned(request, article_id, 0, offset)


@on_button(callback_data.PAGE)
async def show_page(request: Request, article_id: int, page: int, offset: int) -> Result:
    """Another page of the article, in place; the last one if it is shorter by now."""
    return await _turned(request, article_id, page, offset)


@on_button(callback_data.POST)
async def lead_to_post(request: Request, article_id: int) -> Result:
    """A reply to the message in which the article begins, so that a tap leads there."""
    article = await request.existing_article(article_id)
    to = request.known(reply_to(article, Span(0, 1), "", request.chat.id, request.topic))
    about = MessageContext(kind="post", articles=(article.id,))
    return [request.reply(f"⤴ {bold(shortened(article.title, TITLE_ROOM))}", to=to, about=about)]


async def _turned(request: Request, article_id: int, page: int, offset: int) -> Result:
    if offset > MOST_OFFSET:
        raise request.old_button()
    article = await request.existing_article(article_id)
    about = list_context(await request.context_of(request.message))
    text, rows, about = await article_page(request, article, page, offset, about)
    return [request.page(text, buttons=rows, about=about)]


@on_button(callback_data.NEWS)
async def show_news(request: Request, article_id: int) -> Result:
    """Shows what an article added, in a message of its own."""
    article = await request.existing_article(article_id)
    news = await _news(request, article)
    if news is None:
        raise request.toast(request.texts.nothing_new_there)
    return [news]


@on_wish(Kind.CHANGES)
async def tell_changes(request: Request) -> Result:
    """What the article in hand adds to the one it updates; where it updates none, the words are a question."""
    about = await shown_last(request, (*QUOTING, "receipt", "article"))
    article = await request.article_or_none(about.articles[0]) if about is not None and about.articles else None
    news = None if article is None or article.related is None else await _news(request, article)
    if news is not None:
        return remember_message(request, [news])
    words = text_addressed_to(request.message, request.services.bot) or request.incoming.text
    return remember_message(request, await answer_follow_up(request, words))


async def _news(request: Request, article: Article) -> Send | None:
    found = await request.call_or_gone(request.library.news, collection=request.collection, article=article.id)
    if not found:
        return None
    about = MessageContext(kind="news", articles=(article.id,))
    before = None if article.related is None else await request.article_or_none(article.related)
    hidden = before is not None and bool(hidden_in(before))
    return request.reply(listing.news(found, article, hidden, request.texts), about=about)


@on_command("new", wish=Kind.NEW)
async def list_new(request: Request) -> Result:
    """The articles since the person last looked, at first those of the last day; they count as seen from now on."""
    person = _person(request)
    before = await request.read(last_seen.at, request.chat.id, person)
    since = request.preferences.now.timestamp() - A_DAY if before is None else before
    page = await page_of(request, arrived_since(since))
    if not page.total:
        nothing = request.texts.nothing_of_a_day if before is None else request.texts.nothing_since
        return [await nothing_listed(request, nothing)]
    about = MessageContext(kind=OF_A_DAY if before is None else NEW, since=since)
    text, rows = await render_list(request, page, about)
    # Not the clock's time: an article that is being written at this moment is new next time.
    seen = max(article.added_at for article in page.items).timestamp()

    def change(connection: Connection) -> Replies:
        last_seen.put(connection, request.chat.id, person, seen)
        return [request.send(text, buttons=rows, about=page_context(page, about))]

    return change


@on_button(callback_data.UNSEEN)
async def mark_unseen(request: Request) -> Result:
    """Marks the articles of the list as new again, for the person who presses."""
    since = request.known((await request.pressed_context()).since)

    def change(connection: Connection) -> Replies:
        last_seen.put(connection, request.chat.id, _person(request), since)
        return [CallbackAnswer(text=request.texts.unseen_again)]

    return change


def _person(request: Request) -> int:
    """The id of the person who asks; anonymous administrators share one."""
    user = request.update.effective_user
    return user.id if user is not None else request.chat.id


ROUTES = (command, turn_page, open_article, show_page, lead_to_post, list_new, mark_unseen, show_news, tell_changes)
