"""Wishes in plain words: more of what was shown last, or the summary shorter or longer."""

from __future__ import annotations

from bot.domain.messages import MessageContext
from bot.domain.parsing.summary_options import SummaryOptions
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_wish
from bot.presentation.views import answer, summary
from bot.services.answers.answering import show_passages
from bot.services.articles.article_lookup import (
    ALL,
    NEW,
    OF_A_DAY,
    latest_article,
    list_scope,
    page_context,
    page_of,
    render_list,
    replied_article,
)
from bot.services.digesting import digest_of, render_digest
from bot.services.request import Request, Result
from bot.services.summarising import nothing_to_summarise, summarise_article
from index import InvalidText

LISTS = (ALL, NEW, OF_A_DAY)
SUMMARY, DIGEST, ANSWER = "summary", "digest", "answer"


@on_wish(Kind.MORE)
async def more(request: Request) -> Result:
    """The next passages, sentences, stories or articles; a summary if nothing has been shown yet."""
    about = await _shown(request, (ANSWER, SUMMARY, DIGEST, *LISTS))
    if about is None:
        return await _summary(request, SummaryOptions(length=request.preferences.sentences))
    if about.kind == ANSWER and about.question is not None:
        return await show_passages(request, about, answer.more(about.shown), anew=True)
    if about.kind == DIGEST:
        return await _more_stories(request, about)
    if about.kind in LISTS:
        return await _more_articles(request, about)
    return await _resized(request, about, summary.longer(about.shown))


@on_wish(Kind.SHORTER)
async def shorten(request: Request) -> Result:
    """The summary with fewer sentences; a short one if there is none yet."""
    about = await _shown(request, (SUMMARY,))
    if about is None:
        return await _summary(request, SummaryOptions(length="short"))
    return await _resized(request, about, summary.shorter(about.shown))


@on_wish(Kind.LONGER)
async def lengthen(request: Request) -> Result:
    """The summary with more sentences; a long one if there is none yet."""
    about = await _shown(request, (SUMMARY,))
    if about is None:
        return await _summary(request, SummaryOptions(length="long"))
    return await _resized(request, about, summary.longer(about.shown))


async def _shown(request: Request, kinds: tuple[str, ...]) -> MessageContext | None:
    """The context of the message replied to, or of the last one that shows something; None if it is of another kind."""
    if request.replied is None:
        return await request.latest_context(kinds)
    about = await request.context_of(request.replied)
    return about if about is not None and about.kind in kinds else None


async def _summary(request: Request, options: SummaryOptions) -> Result:
    """A summary of the article replied to, or of the latest."""
    try:
        replied = request.replied
        article = await latest_article(request) if replied is None else await replied_article(request, replied)
    except InvalidText:
        article = None
    if article is None:
        replied, texts = request.replied, request.texts
        return [
            request.reply(nothing_to_summarise(request, replied) if replied else texts.no_articles(request.private))
        ]
    return await summarise_article(request, article, options)


async def _resized(request: Request, about: MessageContext, length: int) -> Result:
    article = await request.article_or_none(about.articles[0]) if about.articles else None
    if article is None:
        return [request.reply(request.texts.gone)]
    options = SummaryOptions(length=min(length, summary.MOST_SENTENCES), focus=about.question)
    return await summarise_article(request, article, options, beyond=about.shown if length > about.shown else 0)


async def _more_stories(request: Request, about: MessageContext) -> Result:
    words = about.question or ""
    found = await digest_of(request, words, about.since, about.shown)
    if not found:
        return [request.reply(request.texts.no_more)]
    text, rows, told = render_digest(request, found, words, about.since)
    return [request.send(text, buttons=rows, about=told)]


async def _more_articles(request: Request, about: MessageContext) -> Result:
    page = await page_of(request, await list_scope(request, about), about.shown)
    if not page.items:
        return [request.reply(request.texts.no_more)]
    text, rows = await render_list(request, page, about)
    return [request.send(text, buttons=rows, about=page_context(page, about))]


ROUTES = (more, shorten, lengthen)
