"""Picks by number from what was shown: a passage, a sentence, a story or an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.incoming.posts import reply_to, within_reach
from bot.domain.messages import MessageContext, Outgoing
from bot.domain.parsing.numbering import LAST
from bot.domain.parsing.summary_options import SummaryOptions
from bot.presentation.views import answer
from bot.services.articles.article_lookup import ALL, NEW, OF_A_DAY, ONE, list_context, list_scope, page_of
from bot.services.articles.article_pages import open_numbered
from bot.services.digesting import digest_of
from bot.services.remarks import ANSWER, shown_last
from bot.services.request import Request
from bot.services.summarising import summarise_article, summary_of
from index import Span

LISTS: Final = (ALL, NEW, OF_A_DAY, ONE)
_NUMBERED: Final = (ANSWER, "summary", "digest", "receipt", *LISTS)


async def pick(request: Request, number: int) -> Sequence[Outgoing] | None:
    """The item of that number in the last shown message, or in the one replied to; None when it has no such item."""
    about = await shown_last(request, _NUMBERED)
    if about is None:
        return None
    if about.kind in LISTS:
        return await _of_list(request, about, number)
    last = _count(about)
    if last < 2:
        return None
    number = last if number == LAST else number
    if about.kind != "digest" and number > last:
        return [request.reply(request.texts.no_such_one(number))]
    match about.kind:
        case "digest":
            return await _story(request, about, number)
        case "summary":
            return await _sentence(request, about, number)
        case "receipt":
            return await _summary(request, about.articles[number - 1])
    return await _around(request, *about.places[number - 1])


async def _of_list(request: Request, about: MessageContext, number: int) -> Sequence[Outgoing]:
    """The article of that number. "Last" means the last of the shown page, or of all if one was opened since."""
    about, shown = list_context(about), about.shown
    if number == LAST:
        page = await page_of(request, await list_scope(request, about), limit=1)
        number = min(shown, page.total) or page.total
    return await open_numbered(request, number, about)


def _count(about: MessageContext) -> int:
    if about.kind == ANSWER:
        return len(about.places)
    return len(about.articles) if about.kind == "receipt" else about.shown


async def _story(request: Request, about: MessageContext, number: int) -> Sequence[Outgoing]:
    found = await digest_of(request, about.question or "", about.since, number - 1)
    if not found.stories:
        return [request.reply(request.texts.no_such_one(number))]
    return await _summary(request, found.stories[0].articles[0].id)


async def _sentence(request: Request, about: MessageContext, number: int) -> Sequence[Outgoing]:
    article = await request.article_or_none(about.articles[0])
    if article is None:
        return [request.reply(request.texts.gone)]
    found = await summary_of(request, article, SummaryOptions(length=about.shown, focus=about.question))
    if number > len(found.sentences):
        return [request.reply(request.texts.no_such_one(number))]
    sentence = found.sentences[number - 1]
    return await _around(request, sentence.article_id, *sentence.span)


async def _summary(request: Request, article_id: int) -> Sequence[Outgoing]:
    article = await request.article_or_none(article_id)
    if article is None:
        return [request.reply(request.texts.gone)]
    return await summarise_article(request, article, SummaryOptions(length=request.preferences.sentences))


async def _around(request: Request, article_id: int, start: int, end: int) -> Sequence[Outgoing]:
    """The sentence with its neighbours, as a reply to its post."""
    article = await request.article_or_none(article_id)
    if article is None:
        return [request.reply(request.texts.gone)]
    article = within_reach(article, request.chat.id, request.topic)
    found = await request.call(request.library.context, collection=request.collection, article=article_id, at=start)
    if found is None:
        return [request.reply(request.texts.gone)]
    marked = Span(start, end).shifted(-found.paragraph.span.start)
    to = reply_to(article, Span(start, end), "", request.chat.id, request.topic)
    text = answer.context(found, marked, article, request.texts, request.preferences.now)
    # The next question refers to this sentence's article.
    about = MessageContext(
        kind="sentence",
        articles=(article.id,),
        asked=request.message.message_id,
        shown=1,
        sure=True,
        places=((article.id, start, end),),
    )
    return [request.reply(text, to=to, about=about)]
