"""Asking and answering: one use case behind plain questions, /ask, replies and the buttons under answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.html import escape
from bot.domain.messages import Edit, MessageContext, Outgoing, ReplyTo, Rows, Send
from bot.domain.parsing.search_filters import SearchQuery, parse_query
from bot.domain.posts import reply_to, within_reach
from bot.presentation.views import answer
from bot.services.request import Request
from index import Answer, Article, Passage, Scope, Span

# A list of articles about something is as long as the second stage looks.
MOST_FOUND = 50


async def answered(
    request: Request,
    question: str,
    scope: tuple[int, ...] | None,
    *,
    extra: Rows = (),
    earlier: str | None = None,
    within: str | None = None,
) -> Sequence[Send]:
    """The answer, as a reply to the message in which its best passage stands, quoting the sentence there.

    ``scope`` are the articles to look at, None for all of the chat; ``earlier`` is the question that this one
    follows up. ``extra`` rows of buttons go below. ``within`` is the forum topic to look in, None for all of them.
    """
    wish, narrowed, found = await _found(request, question, scope, earlier, within)
    if wish.unread:
        return [say(request, request.texts.unread_filter(escape(wish.unread[0])))]
    if not wish.question:
        return [say(request, request.texts.ask_what)]
    if wish.narrows and not found.articles:
        return [say(request, request.texts.no_article_fits)]
    here = ReplyTo(message_id=request.message.message_id)
    about = MessageContext(
        kind="answer", question=question, earlier=earlier, scope=scope, asked=request.message.message_id, within=within
    )
    extra = extra + answer.topic_buttons(about, request.topic, request.texts)
    if not found.articles:
        text = request.texts.no_articles if request.private else request.texts.no_articles_group
        return [Send(chat_id=request.chat.id, text=text, reply_to=here, topic=request.topic, about=about)]
    if not found:
        closest = () if found.closest is None else (found.closest.article_id,)
        suggested = await _suggested(request, wish.question, narrowed)
        return [
            Send(
                chat_id=request.chat.id,
                text=answer.nothing(found, scope is not None, request.texts),
                reply_to=here,
                buttons=answer.nothing_buttons(found, scope is not None, suggested, request.texts) + extra,
                topic=request.topic,
                about=replace(about, articles=closest, suggested=suggested),
            )
        ]
    shown = found.passages[:1]
    listed = await articles_of(request, shown)
    text, rows = rendered(request, found.passages, 1, listed, scoped=scope is not None, alone=found.articles == 1)
    return [
        Send(
            chat_id=request.chat.id,
            text=text,
            reply_to=quoting(request, shown[0], listed[shown[0].article_id]) or here,
            buttons=rows + extra,
            topic=request.topic,
            about=replace(about, articles=(shown[0].article_id,), shown=1),
        )
    ]


async def shown_again(request: Request, about: MessageContext, count: int) -> Sequence[Outgoing]:
    """The same answer with ``count`` passages, in place; below the threshold too, since somebody asked to see it."""
    assert about.question is not None
    _, _, found = await _found(request, about.question, about.scope, about.earlier, about.within)
    passages = found.passages or ((found.closest,) if found.closest else ())
    if not passages:
        return [edit(request, request.texts.gone, (), about)]
    shown = passages[:count]
    listed = await articles_of(request, shown)
    scoped, alone = about.scope is not None, found.articles == 1
    text, rows = rendered(request, passages, len(shown), listed, scoped=scoped, alone=alone)
    ids = tuple(dict.fromkeys(each.article_id for each in shown))
    rows = rows + answer.topic_buttons(about, request.topic, request.texts)
    return [edit(request, text, rows, replace(about, articles=ids, shown=len(shown)))]


async def _found(
    request: Request, question: str, articles: tuple[int, ...] | None, earlier: str | None, topic: str | None
) -> tuple[SearchQuery, Scope, Answer]:
    """The question without its filters, where it looks then, and the answer there."""

    def look() -> tuple[SearchQuery, Scope, Answer]:
        wish = unfiltered(request, question)
        narrowed = Scope(articles=articles, topic=topic, source=wish.source, since=wish.since, until=wish.until)
        if wish.unread or not wish.question:
            return wish, narrowed, Answer()
        found = _ask(request, wish.question, narrowed, earlier)
        if not found and wish.plain and wish.narrows:
            wish, narrowed = SearchQuery(question=question), Scope(articles=articles, topic=topic)
            found = _ask(request, question, narrowed, earlier)
        return wish, narrowed, found

    result: tuple[SearchQuery, Scope, Answer] = await request.call(look)
    return result


def unfiltered(request: Request, words: str) -> SearchQuery:
    """The words without their filters, and what those ask for. To be called in a worker thread."""
    # The day begins when it does where the chat is.
    return parse_query(words, request.preferences.now, request.library.sources(collection=request.collection))


async def _suggested(request: Request, question: str, scope: Scope) -> str | None:
    """What would have found something."""
    suggested: str | None = await request.call(
        request.library.suggest, collection=request.collection, question=question, scope=scope
    )
    return suggested


def _ask(request: Request, question: str, scope: Scope, earlier: str | None) -> Answer:
    return request.library.ask(
        collection=request.collection, question=question, scope=scope, earlier=earlier, limit=answer.MOST_PASSAGES
    )


async def mentioning(request: Request, words: str, scope: Scope) -> tuple[int, ...]:
    """The articles in scope that say something about ``words``, as far as they rank."""
    found: Answer = await request.call(
        request.library.ask, collection=request.collection, question=words, scope=scope, limit=MOST_FOUND
    )
    return tuple(sorted({each for passage in found.passages for each in (passage.article_id, *passage.also_in)}))


def say(request: Request, text: str) -> Send:
    """A plain reply to the message that this turn is about."""
    return Send(
        chat_id=request.chat.id, text=text, reply_to=ReplyTo(message_id=request.message.message_id), topic=request.topic
    )


def rendered(
    request: Request, passages: Sequence[Passage], count: int, listed: dict[int, Article], *, scoped: bool, alone: bool
) -> tuple[str, Rows]:
    """The first ``count`` passages as text, and the buttons below."""
    text = answer.passages(passages[:count], listed, request.texts, request.preferences.now)
    return text, answer.passage_buttons(passages, count, scoped=scoped, alone=alone, texts=request.texts)


def quoting(request: Request, passage: Passage, article: Article) -> ReplyTo | None:
    """A reply to the message that the passage stands in, quoting its sentence; None when it stands in none."""
    span = Span(*passage.highlight).shifted(passage.span.start)
    return reply_to(article, span, passage.sentence, request.chat.id, request.topic)


async def articles_of(request: Request, passages: Sequence[Passage]) -> dict[int, Article]:
    """The articles that passages stand in, by id."""
    ids = {each.article_id for each in passages}
    found: dict[int, Article] = {}
    for each in sorted(ids):
        article: Article = await request.call(request.library.article, collection=request.collection, article=each)
        found[each] = within_reach(article, request.chat.id, request.topic)
    return found


def edit(request: Request, text: str, rows: Rows, about: MessageContext | None) -> Edit:
    """The message that a button was pressed under, changed in place."""
    return Edit(chat_id=request.chat.id, message_id=request.message.message_id, text=text, buttons=rows, about=about)
