"""Summaries of an article: the use case behind /summary, mentions of the bot and the buttons under articles. Also
shows a sentence in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Message

from bot.domain.html import escape
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.posts import reply_to, within_reach
from bot.domain.messages import MessageContext, Outgoing, Send
from bot.domain.parsing.intents.intent import Worth, has_words
from bot.domain.parsing.mentions import holds_our_words
from bot.domain.parsing.summary_options import SummaryOptions
from bot.presentation.views import summary
from bot.services.request import Request
from index import Article, Span, Summary, SummarySentence


async def summarise_article(
    request: Request, article: Article, options: SummaryOptions, *, in_place: bool = False, beyond: int = 0
) -> Sequence[Outgoing]:
    """The summary, as a reply to the article's message; ``in_place``: instead of the message with the button.

    If it has no more than ``beyond`` sentences, which were already shown, the reply says so instead.
    """
    found = await summary_of(request, article, options)
    article = within_reach(article, request.chat.id, request.topic)
    if not found:
        return [request.reply(request.texts.nothing_on(escape(options.focus or "")))]
    if beyond and len(found.sentences) <= beyond:
        return [request.reply(request.texts.no_more)]
    text = summary.summary(found, article, request.texts, request.preferences.now)
    rows = summary.summary_buttons(found, article, request.texts)
    shown = len(found.sentences)
    about = MessageContext(kind="summary", articles=(article.id,), question=options.focus, shown=shown)
    if request.update.message is not None:
        about = replace(about, asked=request.message.message_id)
    if in_place:
        return [request.edit(text, buttons=rows, about=about)]
    origin = reply_to(article, Span(0, 1), "", request.chat.id, request.topic)
    return [request.reply(text, to=origin, buttons=rows, about=about, for_all=True)]


async def quote_sentence(request: Request, article: Article, sentence: SummarySentence) -> Send:
    """A reply that quotes the sentence in its place; it includes the paragraph where Telegram cannot quote it.

    Raises EarlyReply when no paragraph of the article contains it.
    """
    article = within_reach(article, request.chat.id, request.topic)
    there = request.known(
        await request.call_or_gone(
            request.library.context, collection=request.collection, article=article.id, at=sentence.span.start
        )
    )
    to = reply_to(article, sentence.span, sentence.text, request.chat.id, request.topic)
    texts, now = request.texts, request.preferences.now
    about = MessageContext(kind="sentence", articles=(article.id,))
    said = summary.sentence(sentence, there, article, texts, now)
    whole = request.reply(said, to=to, about=about, for_all=True)
    if to is None or to.quote is None or to.quote.text != sentence.text:
        return whole
    return replace(whole, text=summary.sentence(sentence, there, article, texts, now, quoted=True), unquoted=whole.text)


async def summary_of(request: Request, article: Article, options: SummaryOptions) -> Summary:
    """The requested summary, cut to fit a message."""
    length = min(options.length, summary.MOST_SENTENCES) if isinstance(options.length, int) else options.length
    found = await request.call(
        request.library.summarise,
        collection=request.collection,
        articles=[article.id],
        sentences=length,
        focus=options.focus,
        method=request.services.summary_method,
    )
    # A share of the article, or a named length, may be too long for a message.
    return replace(found, sentences=found.sentences[: summary.MOST_SENTENCES])


async def is_one_sentence(request: Request, article: Article) -> bool:
    """Whether an article has at most one sentence."""
    found = await request.call(
        request.library.summarise, collection=request.collection, articles=[article.id], sentences=1
    )
    return found.total == 1


def nothing_to_summarise(request: Request, message: Message) -> str:
    """The reply that a message which is not an article has no summary, with the reason."""
    incoming = IncomingPost(message)
    if not incoming.text:
        return request.unread(message, request.texts.no_words)
    if not has_words(incoming.text):
        return request.texts.no_words
    ours = holds_our_words(message, request.services.bot)
    return (
        request.texts.short_enough if incoming.worth is Worth.SENTENCE and not ours else request.texts.no_article_there
    )
