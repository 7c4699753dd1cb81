"""/summary, and the buttons that summarise, shorten and lengthen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import CallbackAnswer, Edit, MessageContext, Outgoing, ReplyTo, Send
from bot.domain.parsing.summary_options import SummaryOptions, parse_summary_options
from bot.domain.posts import reply_to, within_reach
from bot.handlers.adapter import adapt, on_command
from bot.presentation.views import summary
from bot.services.article_lookup import _held, replied_article
from bot.services.request import Request, Result, Services
from index import Article, InvalidText, Span, Summary


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        on_command("summary", adapt(services, command)),
        CallbackQueryHandler(adapt(services, placed), pattern=rf"^{buttons.SENTENCE}:"),
        CallbackQueryHandler(adapt(services, pressed), pattern=rf"^(?:{buttons.SUMMARY}|{buttons.SUMMARY_NEW}):"),
    ]


async def command(request: Request) -> Result:
    """Summarises the article replied to, or the one that our message replied to is about, or else the latest."""
    wish = parse_summary_options(request.arguments)
    if wish is None:
        return [_say(request, request.texts.bad_length(escape(request.arguments[:40])))]
    try:
        article = await _article(request)
    except InvalidText:
        return [_say(request, request.texts.nothing_to_summarise)]
    if article is None:
        empty = request.texts.no_articles if request.private else request.texts.no_articles_group
        return [_say(request, request.texts.nothing_to_summarise if request.replied else empty)]
    return await said(request, article, replace(wish, length=wish.length or request.preferences.sentences))


async def pressed(request: Request) -> Result:
    """Summary, Shorter, Longer: the message changes in place, or the summary is said anew under a list."""
    for verb in (buttons.SUMMARY, buttons.SUMMARY_NEW):
        numbers = buttons.parse(request.pressed, verb, 2)
        if numbers is None:
            continue
        article = await _held(request, numbers[0])
        if article is None:
            return [CallbackAnswer(text=request.texts.gone)]
        about = await request.about(request.message)
        focus = about.question if about is not None and about.kind == "summary" else None
        wish = SummaryOptions(length=numbers[1] or request.preferences.sentences, focus=focus)
        return await said(request, article, wish, edit=verb == buttons.SUMMARY)
    return [CallbackAnswer(text=request.texts.old_button)]


async def placed(request: Request) -> Result:
    """The number of a sentence: a reply that quotes it where it stands, with its paragraph."""
    numbers = buttons.parse(request.pressed, buttons.SENTENCE, 3)
    article = await _held(request, numbers[0]) if numbers else None
    if numbers is None or article is None:
        return [CallbackAnswer(text=request.texts.gone)]
    about = await request.about(request.message)
    found = await _summary(request, article, SummaryOptions(length=numbers[1], focus=about.question if about else None))
    if numbers[2] >= len(found.sentences):
        return [CallbackAnswer(text=request.texts.old_button)]
    quoted = found.sentences[numbers[2]]
    article = within_reach(article, request.chat.id, request.topic)
    paragraph = await request.call(
        request.library.paragraph, collection=request.collection, article=article.id, at=quoted.span.start
    )
    here = ReplyTo(message_id=request.message.message_id)
    return [
        Send(
            chat_id=request.chat.id,
            text=summary.sentence(quoted, paragraph, article, request.texts, request.preferences.now),
            reply_to=reply_to(article, quoted.span, quoted.text, request.chat.id, request.topic) or here,
            topic=request.topic,
            about=MessageContext(kind="sentence", articles=(article.id,)),
        )
    ]


async def said(request: Request, article: Article, wish: SummaryOptions, *, edit: bool = False) -> Sequence[Outgoing]:
    """The summary as it is wished for."""
    found = await _summary(request, article, wish)
    article = within_reach(article, request.chat.id, request.topic)
    if not found:
        return [_say(request, request.texts.nothing_on(escape(wish.focus or "")))]
    text = summary.summary(found, article, request.texts, request.preferences.now)
    rows = summary.summary_buttons(found, article, request.texts)
    about = MessageContext(kind="summary", articles=(article.id,), question=wish.focus, shown=len(found.sentences))
    if edit:
        return [
            Edit(chat_id=request.chat.id, message_id=request.message.message_id, text=text, buttons=rows, about=about)
        ]
    origin = reply_to(article, Span(0, 1), "", request.chat.id, request.topic)
    here = ReplyTo(message_id=request.message.message_id)
    return [
        Send(
            chat_id=request.chat.id, text=text, reply_to=origin or here, buttons=rows, topic=request.topic, about=about
        )
    ]


async def _summary(request: Request, article: Article, wish: SummaryOptions) -> Summary:
    length = min(wish.length, summary.MOST_SENTENCES) if isinstance(wish.length, int) else wish.length
    found: Summary = await request.call(
        request.library.summarise,
        collection=request.collection,
        articles=[article.id],
        sentences=length,
        focus=wish.focus,
        method=request.services.summary_method,
    )
    # A share or a name of a length may be more than a message takes.
    return replace(found, sentences=found.sentences[: summary.MOST_SENTENCES])


async def _article(request: Request) -> Article | None:
    replied = request.replied
    if replied is None:
        page = await request.call(request.library.articles, collection=request.collection, limit=1)
        if not page.items:
            return None
        latest: Article = await request.call(
            request.library.article, collection=request.collection, article=page.items[0].id
        )
        return latest
    return await replied_article(request, replied)


def _say(request: Request, text: str) -> Send:
    return Send(
        chat_id=request.chat.id, text=text, reply_to=ReplyTo(message_id=request.message.message_id), topic=request.topic
    )
