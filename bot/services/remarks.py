"""Remarks about the last shown message: "source?", "are you sure?", "that's not what I asked"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.incoming.posts import reply_to, within_reach
from bot.domain.messages import MessageContext, Outgoing, React, Send
from bot.presentation.views import sources
from bot.presentation.views.sources import Standing
from bot.services.answers.answering import answer_question, other_passages, show_passages
from bot.services.answers.talked_about import LATELY_SECONDS
from bot.services.articles.article_lookup import articles_entitled, replied_article
from bot.services.request import Request
from bot.store import sent_messages
from index import InvalidText, Span, UnknownArticle

ANSWER: Final = "answer"
QUOTING: Final = (ANSWER, "sentence", "summary", "digest")
"""The kinds of our messages that quote articles."""
_SAID: Final = (*QUOTING, "receipt", "article")
# After a check, a doubt is not about what was quoted before it.
_DOUBTED: Final = (*_SAID, "check")

_CLOSING: Final = " ?？؟!.…。"

# One of the reactions that Telegram allows everywhere.
NOD: Final = "👌"


async def shown_last(request: Request, kinds: Collection[str]) -> MessageContext | None:
    """The context of the message replied to, or else of the last one; None when it is of no such kind.

    In a group the last answer to this sender takes precedence over one to somebody else.
    """
    if request.replied is not None:
        about = await request.context_of(request.replied)
        return about if about is not None and about.kind in kinds else None
    latest = await request.latest_context(kinds)
    if request.private or latest is None or latest.kind != ANSWER:
        return latest
    answered = await request.read(sent_messages.last_answer, request.incoming.arrival, LATELY_SECONDS)
    return latest if answered is None or answered.kind not in kinds else answered


async def quoted_last(request: Request) -> MessageContext | None:
    """The context of the last quotation; None if a later message of ours quotes nothing, or none ever did."""
    about = await shown_last(request, _DOUBTED)
    return about if about is not None and about.kind in QUOTING else None


async def say_where(request: Request) -> Sequence[Outgoing]:
    """The source of the last quotation, as a reply that quotes it there; or an article's origin."""
    about = await shown_last(request, _SAID)
    standing = await _standing(request, about) if about is not None else await _replied(request)
    if not standing:
        return [request.reply(request.texts.nothing_quoted)]
    return [_pointing(request, about, standing, sources.sources(standing, request.texts, request.preferences.now))]


async def stand_by(request: Request) -> Sequence[Outgoing]:
    """Confirms that the last quotation is verbatim; if nothing answered, shows the closest passage."""
    about = await quoted_last(request)
    if about is None:
        return nod(request)
    if about.kind == ANSWER and not about.shown:
        near = bool(about.articles)
        return (
            await show_passages(request, about, 1, anew=True) if near else [request.reply(request.texts.ask_otherwise)]
        )
    standing = await _standing(request, about)
    if not standing:
        return [request.reply(request.texts.gone)]
    sure = about.sure or about.kind != ANSWER
    return [_pointing(request, about, standing, sources.quoted_from(standing, request.texts, sure=sure))]


async def offer_others(request: Request) -> Sequence[Outgoing]:
    """Other passages than those shown, or advice when there are none."""
    about = await quoted_last(request)
    if about is None:
        return nod(request)
    if about.kind == ANSWER and about.question is not None:
        others = await other_passages(request, about)
        if others is not None:
            return [others]
    return [request.reply(request.texts.ask_otherwise)]


async def ask_about(request: Request, words: str) -> Sequence[Outgoing] | None:
    """The last question asked again about what the words name: one article by its title, or else something in any.

    None when there was no question.
    """
    about = await shown_last(request, (ANSWER,))
    if about is None or about.question is None:
        return None
    named = await articles_entitled(request, words)
    if len(named) == 1:
        return await answer_question(request, about.question, (named[0].id,))
    question = f"{about.question.rstrip(_CLOSING)} {words}?"
    return await answer_question(request, question, None, everywhere=True)


def nod(request: Request) -> Sequence[Outgoing]:
    """Acknowledges with a reaction in private; in a group no reply is needed."""
    if not request.private:
        return []
    return [React(chat_id=request.chat.id, message_id=request.message.message_id, emoji=NOD)]


async def _standing(request: Request, about: MessageContext) -> list[Standing]:
    """Those shown items that still exist: the place of each passage, or else the articles."""
    found = [await _where(request, *each) for each in about.places] or [
        await _where(request, each) for each in about.articles
    ]
    return [each for each in found if each is not None]


async def _where(request: Request, article_id: int, start: int = 0, end: int = 0) -> Standing | None:
    article = await request.article_or_none(article_id)
    if article is None:
        return None
    article = within_reach(article, request.chat.id, request.topic)
    if start >= end:
        return Standing(article=article)
    try:
        there = await request.call(request.library.context, collection=request.collection, article=article_id, at=start)
    except UnknownArticle:
        return None
    if there is None or end > there.paragraph.span.end:
        return Standing(article=article)
    return Standing(article=article, span=Span(start, end), there=there)


async def _replied(request: Request) -> list[Standing]:
    if request.replied is None:
        return []
    try:
        article = await replied_article(request, request.replied, save_if_missing=False)
    except InvalidText:
        return []
    return [] if article is None else [Standing(article=within_reach(article, request.chat.id, request.topic))]


def _pointing(request: Request, about: MessageContext | None, found: Sequence[Standing], text: str) -> Send:
    """A reply to the first item's post, which continues the same question."""
    first = found[0]
    span = Span(0, 1) if first.span is None else first.span
    to = reply_to(first.article, span, first.words, request.chat.id, request.topic)
    asked = about is not None and about.question is not None and about.kind == ANSWER
    buttons = sources.standing_buttons(found, request.texts, context=asked)
    # This message is not an edit of the question: the question is still the previous one.
    told = None if about is None else replace(about, asked=None, only_for=None)
    return request.reply(text, to=to, buttons=buttons, about=told)
