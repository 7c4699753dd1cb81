"""Private messages that are no commands: articles, questions, small talk, and what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot.domain import callback_data
from bot.domain.links import Links, links_of
from bot.domain.messages import CallbackAnswer, MessageContext, Outgoing, ReplyTo, Send, SendReceipt
from bot.domain.parsing.intent import Guess, Intent, asks, ends_as_question, has_words, intent_of
from bot.domain.posts import arrival_of
from bot.handlers.adapter import adapt
from bot.handlers.articles.links import followed
from bot.handlers.questions.ask import earlier_of, scope_of
from bot.services.answering import answered
from bot.services.post_grouping import album_of, held, merged_post, noted, posts_beside
from bot.services.request import Request, Result, Services
from bot.services.saving import article_of, keep
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; these come after every command."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        MessageHandler(private & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, adapt(services, received)),
        MessageHandler(private & ~filters.StatusUpdate.ALL & ~filters.COMMAND, adapt(services, unreadable)),
        CallbackQueryHandler(adapt(services, keep_after_all), pattern=rf"^{callback_data.KEEP}$"),
        CallbackQueryHandler(adapt(services, ask_after_all), pattern=rf"^{callback_data.ASK}$"),
    ]


async def received(request: Request) -> Result:
    """Does the likeliest thing with a message, and offers the other when unsure."""
    message = request.message
    text = message.text or message.caption or ""
    if await merged_post(request, message) is not None:
        return await _kept(request, message)
    links = links_of(message)
    if links.leads:
        return await _linked(request, links)
    if links.inside and not has_words(links.rest):
        return [_reply(request, request.texts.telegram_link)]
    guess = _captioned(message, intent_of(text, forwarded=message.forward_origin is not None))
    said = _small_talk(request, guess)
    if said is not None:
        return await _talked(request, said)
    if guess.intent is Intent.QUESTION or (guess.unsure and message.reply_to_message is not None):
        return await _asked(request, text, unsure=guess.unsure)
    return await _kept(request, message, unsure=guess.unsure)


async def unreadable(request: Request) -> Result:
    """Says what can be read instead; of an album once, and not when something of it was kept."""
    album = request.message.media_group_id
    if album is None:
        return [_reply(request, request.texts.cannot_read)]
    if await album_of(request, arrival_of(request.message)):
        return noted(request, [])
    # The album's receipt takes its place, if there is something in the album that can be read.
    about = MessageContext(kind="receipt", keys=(album,))
    return noted(request, held([replace(_reply(request, request.texts.cannot_read), about=about)]))


async def keep_after_all(request: Request) -> Result:
    """What was taken for a question is an article."""
    original = request.message.reply_to_message
    return [CallbackAnswer(text=request.texts.old_button)] if original is None else await _kept(request, original)


async def ask_after_all(request: Request) -> Result:
    """What was taken for an article is a question."""
    original = request.message.reply_to_message
    text = (original.text or original.caption) if original else None
    return await answered(request, text, None) if text else [CallbackAnswer(text=request.texts.old_button)]


async def _linked(request: Request, links: Links) -> Result:
    """A question beside a link is answered from the page; else the page is kept."""
    message = request.message
    if message.forward_origin is not None or not ends_as_question(links.rest):
        return await followed(request, message, links)
    article = await article_of(request, message)
    return await answered(request, links.rest, None if article is None else (article.id,))


async def _asked(request: Request, text: str, *, unsure: bool) -> Result:
    """Answers from the post that came with the question, from what it replies to, or from everything."""
    offer = (callback_data.button(request.texts.b_save_article, callback_data.KEEP),) if unsure else ()
    alone = request.message.reply_to_message is None
    beside = await posts_beside(request) if alone else ()
    if beside and not asks(text):
        return noted(request, [], remark=True)
    scope, earlier = beside or await scope_of(request), await earlier_of(request)
    said = list(await answered(request, text, scope, extra=(offer,) if offer else (), earlier=earlier))
    empty = all(each.about is not None and each.about.kind == "answer" and not each.about.shown for each in said)
    if alone and empty and not asks(text):
        # "Interesting!" is said about the post that comes with it; nobody wants to hear that nothing answers it.
        said = held(said)
    return noted(request, said, remark=alone)


async def _talked(request: Request, said: str) -> Result:
    if request.message.forward_origin is not None:
        return [Send(chat_id=request.chat.id, text=said)]
    about = MessageContext(kind="talk", asked=request.message.message_id)
    beside = await posts_beside(request)
    answer = [] if beside else held([Send(chat_id=request.chat.id, text=said, about=about)])
    return noted(request, answer, remark=True)


def _captioned(message: Message, guess: Guess) -> Guess:
    """Under a picture few words are no search."""
    short = message.text is None and guess.intent is Intent.QUESTION and not asks(message.caption or "")
    return Guess(Intent.ARTICLE, unsure=message.media_group_id is None) if short else guess


async def _kept(request: Request, message: Message, *, unsure: bool = False) -> Result:
    try:
        change = await keep(request, message)
    except InvalidText:
        return [_reply(request, request.texts.no_words)]
    if not unsure:
        return change

    def with_offer(connection: Connection) -> Sequence[Outgoing]:
        said = change(connection)
        return [replace(each, unsure=True) if isinstance(each, SendReceipt) else each for each in said]

    return with_offer


def _small_talk(request: Request, guess: Guess) -> str | None:
    match guess.intent:
        case Intent.GREETING:
            return request.texts.hello
        case Intent.THANKS:
            return request.texts.welcome
        case Intent.LINK | Intent.NOTHING:
            return request.texts.no_words
        case _:
            return None


def _reply(request: Request, text: str) -> Send:
    return Send(chat_id=request.chat.id, text=text, reply_to=ReplyTo(message_id=request.message.message_id))
