"""Asking and answering: one use case behind plain questions, /ask, replies and the buttons under answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from telegram import Message

from bot.domain.html import escape
from bot.domain.incoming.posts import link_to, reply_to, within_reach
from bot.domain.messages import Edit, MessageContext, Outgoing, ReplyTo, Rows, Send
from bot.domain.parsing.intents.prose import asking_part
from bot.domain.parsing.search_filters import SearchQuery, parse_listing, parse_query
from bot.presentation.views import answer
from bot.services.answers.looking import look
from bot.services.answers.talked_about import Talk, talked_about
from bot.services.request import Request
from bot.store import chats
from bot.transport.group_admins import sees_everything
from index import Answer, Article, Passage, Scope, Span

# A list of articles on a subject is as long as the second stage looks, but ends at articles less likely than the best
# by more than a factor of e to this power.
MOST_FOUND = 50
_FARTHEST = 5.0
Said = TypeVar("Said", bound=Send | Edit)


async def answer_question(
    request: Request,
    question: str,
    scope: tuple[int, ...] | None,
    *,
    extra: Rows = (),
    earlier: str | None = None,
    leant_on: tuple[int, int] | None = None,
    within: str | None = None,
    asking: Message | None = None,
    there: bool = False,
    everywhere: bool = False,
) -> Sequence[Send]:
    """The answer, as a reply to the message with the best passage, whose answering sentence is quoted.

    ``scope`` are the articles to search, None for all of the chat. ``earlier`` is the question that this one follows
    up, and ``leant_on`` the place of its answer. ``extra`` are rows of buttons to add. ``within`` is the forum topic to
    search, None for all. ``everywhere``: articles talked about at this moment get no preference. ``asking`` is the
    message with the question, None for the current one; "nothing found" replies to it. With ``there`` the answer
    replies to it, too, and links to its source.
    """
    texts = request.texts
    here = request.incoming.as_reply if asking is None else ReplyTo(message_id=asking.message_id)
    asked = here.message_id
    # A request for one article means that article alone.
    talk = Talk() if everywhere or scope is not None else await talked_about(request, question)
    about = MessageContext(
        kind="answer",
        question=question,
        earlier=earlier or talk.earlier,
        scope=scope,
        asked=asked,
        within=within,
        recent=talk.articles,
        leant_on=leant_on or talk.place,
    )
    query, searched, found = await request.call(_search, request, question, about)
    if query.unread:
        return [request.reply(texts.unread_filter(escape(query.unread[0])), to=here)]
    if not query.question:
        return [request.reply(texts.ask_what, to=here)]
    if query.narrows and not found.articles:
        return [request.reply(texts.no_article_fits, to=here)]
    if not found.articles:
        return [request.reply(texts.no_articles(request.private), to=here, about=about)]
    if found.undated and (dated := await _article_day(request, about, here)) is not None:
        return [dated]
    extra += answer.topic_buttons(about, request.topic, texts)
    if not found:
        nothing = await _nothing_found(request, found, query.question, searched, about, extra)
        return await _hinted(request, replace(nothing, reply_to=here))
    best = found.passages[0]
    articles = await articles_of(request, found.passages[: answer.fewest(found)])
    if there:
        linked = {each.id: replace(each, url=each.url or link_to(each, request.chat.id)) for each in articles.values()}
        text, rows, about = _render(request, found, answer.fewest(found), linked, about, None)
        return [request.reply(text, to=here, buttons=rows + extra, about=about, for_all=True)]
    said, sentence = best.answering.of(best.text), Span(*best.answering).shifted(best.span.start)
    to = reply_to(articles[best.article_id], sentence, said, request.chat.id, request.topic)
    quoted = to.quote.text if to is not None and to.quote is not None else None
    text, rows, about = _render(request, found, answer.fewest(found), articles, about, quoted)
    reply = request.reply(text, to=to, buttons=rows + extra, about=about, for_all=True)
    return [_with_unquoted(request, reply, found, articles, quoted)]


async def show_passages(
    request: Request, about: MessageContext, count: int, *, anew: bool = False
) -> Sequence[Outgoing]:
    """The same answer with ``count`` passages, even below the threshold, since somebody asked for them.

    In place, for the person who pressed; or ``anew``, as a new message, which says so when there are no further
    passages.
    """
    assert about.question is not None
    _, _, found = await request.call(_search, request, about.question, about)
    if not found and found.closest:
        found = replace(found, passages=(found.closest,))
    if anew and len(found.passages) <= about.shown:
        return [request.reply(request.texts.no_more)]
    if not found.passages:
        return [request.page(request.texts.gone, about=about)]
    count = max(count, answer.fewest(found))
    articles = await articles_of(request, found.passages[:count])
    topics = answer.topic_buttons(about, request.topic, request.texts)
    # The words quoted when the message was sent stay above it, whatever it says now.
    quoted = request.message.quote.text if request.message.quote is not None and not anew else None
    text, rows, about = _render(request, found, count, articles, about, quoted)
    if anew:
        return [request.reply(text, buttons=rows + topics, about=about)]
    page = request.page(text, buttons=rows + topics, about=about)
    return [_with_unquoted(request, page, found, articles, quoted)]


async def other_passages(request: Request, about: MessageContext) -> Send | None:
    """Other passages that may answer, instead of those shown; None when there are none.

    They come from the articles searched before, or else from all.
    """
    question = about.question or ""
    about = replace(about, recent=(), leant_on=None, asked=None, only_for=None, refused=about.refused + about.places)
    _, _, found = await request.call(_search, request, question, about)
    if not found and found.closest is None and about.scope is not None:
        about = replace(about, scope=None)
        _, _, found = await request.call(_search, request, question, about)
    if not found and found.closest is not None:
        found = replace(found, passages=(found.closest,))
    if not found:
        return None
    count = answer.fewest(found)
    articles = await articles_of(request, found.passages[:count])
    text, rows, about = _render(request, found, count, articles, about, None)
    return request.reply(text, buttons=rows, about=about)


async def articles_mentioning(request: Request, words: str, scope: Scope) -> tuple[int, ...]:
    """The articles in scope that mention ``words``, as far as they rank."""
    found = await request.call(
        request.library.ask, collection=request.collection, question=words, scope=scope, limit=MOST_FOUND
    )
    best = max((passage.score for passage in found.passages), default=0.0)
    told = [each for each in found.passages if each.score >= best - _FARTHEST]
    return tuple(sorted({each for passage in told for each in (passage.article_id, *passage.also_in)}))


async def articles_of(request: Request, passages: Sequence[Passage]) -> dict[int, Article]:
    """The passages' articles, by id."""
    ids = sorted({passage.article_id for passage in passages})
    articles = [
        await request.call(request.library.article, collection=request.collection, article=each) for each in ids
    ]
    return {article.id: within_reach(article, request.chat.id, request.topic) for article in articles}


def read_search(request: Request, words: str) -> SearchQuery:
    """Splits words into a query and its filters. Waits for the database: not for the event loop."""
    # Days begin at midnight in the chat's time zone.
    return parse_query(words, request.preferences.now, request.library.sources(collection=request.collection))


def read_listing(request: Request, words: str) -> SearchQuery:
    """The query of the words after a list command. Waits for the database: not for the event loop."""
    return parse_listing(words, request.preferences.now, request.library.sources(collection=request.collection))


def _search(request: Request, question: str, about: MessageContext) -> tuple[SearchQuery, Scope, Answer]:
    """The question without filters, its scope, and the answer there. Waits for the database.

    It uses what was talked about when the question was asked, so that buttons continue with the same passages and
    order.
    """
    query = read_search(request, question)
    scope = query.scope(articles=about.scope, topic=about.within)
    if query.unread or not query.question:
        return query, scope, Answer()
    scope, found = _ask(request, query.question, scope, about)
    if not found and query.plain and query.narrows:
        query = SearchQuery(question=question)
        scope, found = _ask(request, question, query.scope(articles=about.scope, topic=about.within), about)
    if not found and (alone := asking_part(query.question)) is not None:
        # Words around a question may mention something that no article does.
        scope, found = _ask(request, alone, scope, about)
    return query, scope, _without(found, about.refused)


def _without(found: Answer, refused: Sequence[tuple[int, int, int]]) -> Answer:
    """The answer without the refused passages; the remaining ones are only possible answers."""
    if not refused:
        return found
    kept = tuple(each for each in found.passages if _place(each) not in refused)
    closest = None if found.closest is None or _place(found.closest) in refused else found.closest
    return replace(found, passages=kept, closest=closest, sure=False)


def _ask(request: Request, question: str, scope: Scope, about: MessageContext) -> tuple[Scope, Answer]:
    return look(
        request.library,
        collection=request.collection,
        question=question,
        scope=scope,
        earlier=about.earlier,
        recent=about.recent if about.scope is None else (),
        leant_on=about.leant_on,
        limit=answer.MOST_PASSAGES,
    )


async def _article_day(request: Request, about: MessageContext, here: ReplyTo) -> Send | None:
    """The reply that the article mentions no day beside its own; None when its own is unknown, too."""
    article = None if about.leant_on is None else await request.article_or_none(about.leant_on[0])
    if article is None or article.published_at is None:
        return None
    day = request.texts.day(article.published_at, request.preferences.now)
    told = replace(about, articles=(article.id,), shown=1, sure=True)
    return request.reply(request.texts.of_that_day(day), to=here, about=told)


async def _nothing_found(
    request: Request, found: Answer, question: str, searched: Scope, about: MessageContext, extra: Rows
) -> Send:
    """The reply that nothing answers the question, with the closest passages and what would find more."""
    suggested = await request.call(
        request.library.suggest, collection=request.collection, question=question, scope=searched
    )
    closest = () if found.closest is None else (found.closest.article_id,)
    scoped = about.scope is not None
    return request.reply(
        answer.nothing(found, scoped, request.texts),
        buttons=answer.nothing_buttons(found, scoped, suggested, request.texts) + extra,
        about=replace(about, articles=closest, suggested=suggested),
    )


def _render(
    request: Request,
    found: Answer,
    count: int,
    articles: Mapping[int, Article],
    about: MessageContext,
    quoted: str | None,
) -> tuple[str, Rows, MessageContext]:
    """The first ``count`` passages as text, the buttons below, and the message's context.

    ``quoted`` are the words that Telegram quotes above the message.
    """
    shown = found.passages[:count]
    text = answer.passages(found, count, articles, request.texts, request.preferences.now, quoted=quoted)
    scoped, alone = about.scope is not None, found.articles == 1
    rows = answer.passage_buttons(found, len(shown), scoped=scoped, alone=alone, texts=request.texts)
    ids = tuple(dict.fromkeys(passage.article_id for passage in shown))
    about = replace(about, articles=ids, shown=len(shown), sure=found.sure, places=tuple(map(_place, shown)))
    return text, rows, about


def _place(passage: Passage) -> tuple[int, int, int]:
    """The article and the span of the answering sentence."""
    return (passage.article_id, *passage.answering.shifted(passage.span.start))


def _with_unquoted(
    request: Request, message: Said, found: Answer, articles: Mapping[int, Article], quoted: str | None
) -> Said:
    """The message, which repeats the ``quoted`` words where Telegram will not quote them."""
    if quoted is None:
        return message
    shown = message.about.shown if message.about is not None else 0
    whole = answer.passages(found, shown, articles, request.texts, request.preferences.now)
    return replace(message, unquoted=whole)


async def _hinted(request: Request, nothing: Send) -> Sequence[Send]:
    """The reply to a group when nothing answers; once, with a hint why earlier messages may be unknown here."""
    if request.private or request.noticed.told or (nothing.about is not None and nothing.about.scope is not None):
        return [nothing]
    if await sees_everything(request.services.bot, request.chat.id) or not await request.call(_tell_once, request):
        return [nothing]
    return [replace(nothing, text=f"{nothing.text}\n\n{request.texts.knows_asked}")]


def _tell_once(request: Request) -> bool:
    # Committed separately: after a crash the hint is lost rather than repeated.
    with request.library.transaction() as connection:
        return chats.tell_once(connection, request.chat.id)
