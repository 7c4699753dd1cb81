"""/summary, and the buttons that summarise, shorten and lengthen."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.messages import Send
from bot.domain.parsing.summary_options import SummaryOptions, parse_summary_options
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_command
from bot.services.articles.article_lookup import (
    article_about,
    articles_about,
    latest_article,
    nothing_listed,
    replied_article,
)
from bot.services.articles.post_grouping import posts_beside, remember_message
from bot.services.articles.saving import article_elsewhere, article_of
from bot.services.request import Request, Result
from bot.services.summarising import (
    is_one_sentence,
    nothing_to_summarise,
    quote_sentence,
    summarise_article,
    summary_of,
)
from index import Article, InvalidText


@on_command("summary", wish=Kind.SUMMARY)
async def command(request: Request) -> Result:
    """Summarises the article replied to, or the one that the bot's message replied to is about, or else the latest."""
    options, texts = parse_summary_options(request.arguments), request.texts
    if options is None:
        return [request.reply(texts.bad_length(escape(request.arguments[:40])))]
    try:
        article = await _article(request, options)
    except InvalidText:
        article = None
    if article is None:
        return [await _none(request, options)]
    if request.replied is not None and await is_one_sentence(request, article):
        return [request.reply(texts.short_enough)]
    options = replace(options, length=options.length or request.preferences.sentences)
    # What is asked next may be about it.
    return remember_message(request, await summarise_article(request, article, options))


@on_button(callback_data.SUMMARY, callback_data.SUMMARY_NEW)
async def summarise(request: Request, article_id: int, length: int) -> Result:
    """Summary, Shorter, Longer: the message changes in place; under a list the summary is a new message."""
    article = await request.existing_article(article_id)
    about = await request.context_of(request.message)
    focus = about.question if about is not None and about.kind == "summary" else None
    options = SummaryOptions(length=length or request.preferences.sentences, focus=focus)
    return await summarise_article(request, article, options, in_place=request.verb == callback_data.SUMMARY)


@on_button(callback_data.SENTENCE)
async def show_sentence(request: Request, article_id: int, length: int, number: int) -> Result:
    """The number button of a sentence: a reply that quotes it where it stands, with its paragraph."""
    article = await request.existing_article(article_id)
    about = await request.context_of(request.message)
    options = SummaryOptions(length=length, focus=about.question if about else None)
    found = await summary_of(request, article, options)
    if number >= len(found.sentences):
        raise request.old_button()
    return [await quote_sentence(request, article, found.sentences[number])]


async def _article(request: Request, options: SummaryOptions) -> Article | None:
    """The article replied to, or else the one named, or the latest, if it is about the focus."""
    if request.replied is not None:
        return await replied_article(request, request.replied)
    if request.message.document is not None:
        return await article_of(request, request.incoming)
    elsewhere = await article_elsewhere(request)
    if elsewhere is not None:
        return elsewhere
    beside = await posts_beside(request) if request.private else ()
    if beside:
        return await request.article_or_none(beside[0])
    if options.article is not None:
        return await article_about(request, options.article)
    latest = await latest_article(request)
    if latest is None or options.focus is None or await summary_of(request, latest, options):
        return latest
    for other in await articles_about(request, options.focus):
        # An article that is near in meaning may lack the words of the summary's subject.
        if await summary_of(request, other, options):
            return other
    return latest


async def _none(request: Request, options: SummaryOptions) -> Send:
    """The reply that there is no such article, or none at all."""
    if request.replied is not None:
        return request.reply(nothing_to_summarise(request, request.replied))
    return await nothing_listed(request, request.texts.no_article_for(escape(options.article or "")))


ROUTES = (command, summarise, show_sentence)
