"""/summary, and the buttons that summarise, shorten and lengthen."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.messages import MessageContext
from bot.domain.parsing.summary_options import SummaryOptions, parse_summary_options
from bot.domain.posts import reply_to, within_reach
from bot.handlers.adapter import on_button, on_command
from bot.presentation.views import summary
from bot.services.article_lookup import page_of, replied_article
from bot.services.request import Request, Result
from bot.services.saving import article_elsewhere, article_of
from bot.services.summarising import summarise_article, summary_of
from index import Article, InvalidText, Scope


@on_command("summary")
async def command(request: Request) -> Result:
    """Summarises the article replied to, or the one that our message replied to is about, or else the latest."""
    options, texts = parse_summary_options(request.arguments), request.texts
    if options is None:
        return [request.reply(texts.bad_length(escape(request.arguments[:40])))]
    try:
        article = await _article(request)
    except InvalidText:
        article = None
    if article is None:
        replied = request.replied
        nothing = request.unread(replied, texts.nothing_to_summarise) if replied else texts.no_articles(request.private)
        return [request.reply(nothing)]
    options = replace(options, length=options.length or request.preferences.sentences)
    return await summarise_article(request, article, options)


@on_button(callback_data.SUMMARY, callback_data.SUMMARY_NEW)
async def summarise(request: Request, article_id: int, length: int) -> Result:
    """Summary, Shorter, Longer: the message changes in place, or the summary is said anew under a list."""
    article = await request.existing_article(article_id)
    about = await request.context_of(request.message)
    focus = about.question if about is not None and about.kind == "summary" else None
    options = SummaryOptions(length=length or request.preferences.sentences, focus=focus)
    return await summarise_article(request, article, options, in_place=request.verb == callback_data.SUMMARY)


@on_button(callback_data.SENTENCE)
async def quote_sentence(request: Request, article_id: int, length: int, number: int) -> Result:
    """The number of a sentence: a reply that quotes it where it stands, with its paragraph."""
    article = await request.existing_article(article_id)
    about = await request.context_of(request.message)
    options = SummaryOptions(length=length, focus=about.question if about else None)
    found = await summary_of(request, article, options)
    if number >= len(found.sentences):
        raise request.old_button()
    sentence = found.sentences[number]
    article = within_reach(article, request.chat.id, request.topic)
    paragraph = await request.call(
        request.library.paragraph, collection=request.collection, article=article.id, at=sentence.span.start
    )
    text = summary.sentence(sentence, paragraph, article, request.texts, request.preferences.now)
    quoted = reply_to(article, sentence.span, sentence.text, request.chat.id, request.topic)
    return [request.reply(text, to=quoted, about=MessageContext(kind="sentence", articles=(article.id,)))]


async def _article(request: Request) -> Article | None:
    if request.replied is not None:
        return await replied_article(request, request.replied)
    if request.message.document is not None:
        return await article_of(request, request.incoming)
    elsewhere = await article_elsewhere(request)
    if elsewhere is not None:
        return elsewhere
    page = await page_of(request, Scope(), limit=1)
    if not page.items:
        return None
    return await request.call(request.library.article, collection=request.collection, article=page.items[0].id)


ROUTES = (command, summarise, quote_sentence)
