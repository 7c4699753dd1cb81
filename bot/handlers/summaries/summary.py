"""/summary, and the buttons that summarise, shorten and lengthen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import About, Edit, Outgoing, ReplyTo, Send, Toast
from bot.domain.parsing.summary_options import Wish, wished
from bot.domain.posts import reply_to, within_reach
from bot.handlers.adapter import command_handler, handled
from bot.presentation.views import summary as view
from bot.services.article_lookup import _held, replied_article
from bot.services.request import Outcome, Services, Turn
from index import Article, InvalidText, Span, Summary


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("summary", handled(services, command)),
        CallbackQueryHandler(handled(services, placed), pattern=rf"^{buttons.SENTENCE}:"),
        CallbackQueryHandler(handled(services, pressed), pattern=rf"^(?:{buttons.SUMMARY}|{buttons.SUMMARY_NEW}):"),
    ]


async def command(turn: Turn) -> Outcome:
    """Summarises the article replied to, or the one that our message replied to is about, or else the latest."""
    wish = wished(turn.arguments)
    if wish is None:
        return [_say(turn, turn.texts.bad_length(escape(turn.arguments[:40])))]
    try:
        article = await _article(turn)
    except InvalidText:
        return [_say(turn, turn.texts.nothing_to_summarise)]
    if article is None:
        empty = turn.texts.no_articles if turn.private else turn.texts.no_articles_group
        return [_say(turn, turn.texts.nothing_to_summarise if turn.replied else empty)]
    return await said(turn, article, replace(wish, length=wish.length or turn.preferences.sentences))


async def pressed(turn: Turn) -> Outcome:
    """Summary, Shorter, Longer: the message changes in place, or the summary is said anew under a list."""
    for verb in (buttons.SUMMARY, buttons.SUMMARY_NEW):
        numbers = buttons.parse(turn.pressed, verb, 2)
        if numbers is None:
            continue
        article = await _held(turn, numbers[0])
        if article is None:
            return [Toast(text=turn.texts.gone)]
        about = await turn.about(turn.message)
        focus = about.question if about is not None and about.kind == "summary" else None
        wish = Wish(length=numbers[1] or turn.preferences.sentences, focus=focus)
        return await said(turn, article, wish, edit=verb == buttons.SUMMARY)
    return [Toast(text=turn.texts.old_button)]


async def placed(turn: Turn) -> Outcome:
    """The number of a sentence: a reply that quotes it where it stands, with its paragraph."""
    numbers = buttons.parse(turn.pressed, buttons.SENTENCE, 3)
    article = await _held(turn, numbers[0]) if numbers else None
    if numbers is None or article is None:
        return [Toast(text=turn.texts.gone)]
    about = await turn.about(turn.message)
    found = await _summary(turn, article, Wish(length=numbers[1], focus=about.question if about else None))
    if numbers[2] >= len(found.sentences):
        return [Toast(text=turn.texts.old_button)]
    quoted = found.sentences[numbers[2]]
    article = within_reach(article, turn.chat.id, turn.topic)
    paragraph = await turn.call(
        turn.library.paragraph, collection=turn.collection, article=article.id, at=quoted.span.start
    )
    here = ReplyTo(message_id=turn.message.message_id)
    return [
        Send(
            chat_id=turn.chat.id,
            text=view.sentence(quoted, paragraph, article, turn.texts, turn.preferences.now),
            reply_to=reply_to(article, quoted.span, quoted.text, turn.chat.id, turn.topic) or here,
            topic=turn.topic,
            about=About(kind="sentence", articles=(article.id,)),
        )
    ]


async def said(turn: Turn, article: Article, wish: Wish, *, edit: bool = False) -> Sequence[Outgoing]:
    """The summary as it is wished for."""
    found = await _summary(turn, article, wish)
    article = within_reach(article, turn.chat.id, turn.topic)
    if not found:
        return [_say(turn, turn.texts.nothing_on(escape(wish.focus or "")))]
    text = view.summary(found, article, turn.texts, turn.preferences.now)
    rows = view.summary_buttons(found, article, turn.texts)
    about = About(kind="summary", articles=(article.id,), question=wish.focus, shown=len(found.sentences))
    if edit:
        return [Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text, buttons=rows, about=about)]
    origin = reply_to(article, Span(0, 1), "", turn.chat.id, turn.topic)
    here = ReplyTo(message_id=turn.message.message_id)
    return [Send(chat_id=turn.chat.id, text=text, reply_to=origin or here, buttons=rows, topic=turn.topic, about=about)]


async def _summary(turn: Turn, article: Article, wish: Wish) -> Summary:
    length = min(wish.length, view.MOST_SENTENCES) if isinstance(wish.length, int) else wish.length
    found: Summary = await turn.call(
        turn.library.summarise,
        collection=turn.collection,
        articles=[article.id],
        sentences=length,
        focus=wish.focus,
        method=turn.services.summary_method,
    )
    # A share or a name of a length may be more than a message takes.
    return replace(found, sentences=found.sentences[: view.MOST_SENTENCES])


async def _article(turn: Turn) -> Article | None:
    replied = turn.replied
    if replied is None:
        page = await turn.call(turn.library.articles, collection=turn.collection, limit=1)
        if not page.items:
            return None
        latest: Article = await turn.call(turn.library.article, collection=turn.collection, article=page.items[0].id)
        return latest
    return await replied_article(turn, replied)


def _say(turn: Turn, text: str) -> Send:
    return Send(chat_id=turn.chat.id, text=text, reply_to=ReplyTo(message_id=turn.message.message_id), topic=turn.topic)
