"""Private messages without a command: articles, questions, small talk, and unreadable ones."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram.ext import filters

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.posts import Post
from bot.domain.messages import MessageContext, SendReceipt
from bot.domain.parsing.intents.intent import Guess, Intent, asks, ends_as_question, has_words
from bot.domain.parsing.mentions import holds_our_words
from bot.handlers.adapter import COMMAND, on_button, on_message
from bot.services.answers.answering import answer_question
from bot.services.articles.post_grouping import (
    album_of,
    hold_back,
    merged_post,
    own_post,
    posts_beside,
    remember_message,
)
from bot.services.articles.saving import article_of, save_article, save_linked, take_back
from bot.services.follow_ups import follow_up_of
from bot.services.remarks import nod
from bot.services.request import Replies, Request, Result
from bot.transport.newer_api import is_service
from index import InvalidText

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~COMMAND


@on_message(PRIVATE & (filters.TEXT | filters.CAPTION))
async def receive(request: Request) -> Result:
    """Treats a message as what it most likely is, and offers the alternative when unsure."""
    incoming, links = request.incoming, request.incoming.links
    if holds_our_words(request.message, request.services.bot):
        return [request.reply(request.texts.own_words)] if incoming.passed_on else _nod(request)
    merged = await merged_post(request, incoming)
    if merged is not None:
        return await _save(request, incoming, merged)
    if links.leads:
        return await _receive_link(request)
    if links.inside and not has_words(links.rest):
        return [request.reply(request.texts.telegram_link)]
    guess = _captioned(incoming, incoming.guess)
    if guess.intent is Intent.CHATTER:
        return _nod(request)
    talk = _small_talk(request, guess)
    if talk is not None:
        return await _talk(request, talk)
    if guess.intent is Intent.QUESTION or (guess.unsure and request.message.reply_to_message is not None):
        return await _answer(request, guess)
    return await _save(request, incoming, incoming.post, unsure=guess.unsure)


@on_message(PRIVATE & ~filters.StatusUpdate.ALL)
async def refuse(request: Request) -> Result:
    """Says what the message is, and what can be read; once for an album, and not if some of it was kept."""
    if is_service(request.message):
        return []
    album = request.message.media_group_id
    if album is None:
        return [request.reply(request.unread(request.message, request.texts.cannot_read))]
    if await album_of(request, request.incoming.arrival):
        return remember_message(request, [])
    # The album's receipt will replace this if something in the album can be read.
    about = MessageContext(kind="receipt", keys=(album,))
    text = request.unread(request.message, request.texts.cannot_read)
    return remember_message(request, hold_back([request.reply(text, about=about)]))


@on_button(callback_data.KEEP)
async def save_after_all(request: Request) -> Result:
    """Keeps a message that was taken for a question."""
    original = IncomingPost(request.known(request.message.reply_to_message))
    return await _save(request, original, await own_post(request, original))


@on_button(callback_data.ASK)
async def ask_after_all(request: Request) -> Result:
    """Asks a message that was taken for an article, and drops it from the articles."""
    original = IncomingPost(request.known(request.message.reply_to_message))
    question = request.known(original.text or None)
    # In groups forgetting has its own rules.
    if not request.private or (title := await take_back(request, original)) is None:
        return await answer_question(request, question, None, asking=original.message)
    gone = request.edit(request.texts.forgotten(escape(title)))
    return [gone, *await answer_question(request, question, None, asking=original.message)]


@on_button(callback_data.LINK)
async def follow_link(request: Request, number: int, teaser: int) -> Result:
    """Another link of a message, or the teaser that a page shows."""
    original = IncomingPost(request.known(request.message.reply_to_message))
    if not 1 <= number <= len(original.links.urls):
        raise request.old_button()
    return await save_linked(request, original, number, teaser=bool(teaser))


async def _receive_link(request: Request) -> Result:
    """Answers a question beside a link from the page; otherwise keeps the page."""
    incoming = request.incoming
    if incoming.passed_on or not ends_as_question(incoming.links.rest):
        return await save_linked(request, incoming)
    article = await article_of(request, incoming)
    return await answer_question(request, incoming.links.rest, None if article is None else (article.id,))


async def _answer(request: Request, guess: Guess) -> Result:
    """Answers from the post that came with the question, from the message replied to, or from everything.

    If nothing answers a statement, it may have been meant to be kept.
    """
    text = request.incoming.text
    alone = request.message.reply_to_message is None
    beside = await posts_beside(request) if alone else ()
    if beside and not asks(text):
        return remember_message(request, [], remark=True)
    offer = ((callback_data.button(request.texts.b_save_article, callback_data.KEEP),),)
    follow_up = await follow_up_of(request)
    scope = beside or follow_up.scope
    answer = await answer_question(
        request,
        text,
        scope,
        extra=offer if guess.unsure else (),
        earlier=follow_up.earlier,
        leant_on=follow_up.place,
    )
    empty = all(each.about is not None and each.about.kind == "answer" and not each.about.shown for each in answer)
    if empty and guess.states and not guess.unsure:
        answer = [replace(each, buttons=each.buttons + offer) for each in answer]
    if alone and empty and not asks(text):
        # "Interesting!" is a remark on the post that comes with it, and needs no "nothing answers that".
        answer = hold_back(answer)
    return remember_message(request, answer, remark=alone)


def _nod(request: Request) -> Result:
    """A reaction instead of a reply: there is nothing to say."""
    return remember_message(request, nod(request), remark=True)


async def _talk(request: Request, text: str) -> Result:
    if request.incoming.passed_on:
        return [request.send(text)]
    about = MessageContext(kind="talk", asked=request.message.message_id)
    beside = await posts_beside(request)
    return remember_message(request, [] if beside else hold_back([request.send(text, about=about)]), remark=True)


async def _save(request: Request, incoming: IncomingPost, post: Post, *, unsure: bool = False) -> Result:
    try:
        change = await save_article(request, incoming, post)
    except InvalidText:
        return [request.reply(request.texts.no_words)]
    if not unsure:
        return change

    def with_offer(connection: Connection) -> Replies:
        return [replace(each, unsure=True) if isinstance(each, SendReceipt) else each for each in change(connection)]

    return with_offer


def _captioned(incoming: IncomingPost, guess: Guess) -> Guess:
    """Takes a few words under a picture for a caption, not for a search."""
    message = incoming.message
    short = message.text is None and guess.intent is Intent.QUESTION and not asks(message.caption or "")
    return Guess(Intent.ARTICLE, unsure=message.media_group_id is None) if short else guess


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


ROUTES = (receive, refuse, save_after_all, ask_after_all, follow_link)
