"""Private messages that are no commands: articles, questions, small talk, and what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot.domain import callback_data as buttons
from bot.domain.links import Links, links_of
from bot.domain.messages import About, Acknowledge, Outgoing, ReplyTo, Send, Toast
from bot.domain.parsing.intent import Guess, Meaning, asks, ends_as_question, has_words, meaning
from bot.domain.posts import arrival_of
from bot.handlers.adapter import handled
from bot.handlers.articles.links import followed
from bot.handlers.questions.ask import earlier_of, scope_of
from bot.services.answering import answered
from bot.services.post_grouping import album_of, held, noted, posts_beside, whole_of
from bot.services.request import Outcome, Services, Turn
from bot.services.saving import article_of, keep
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; these come after every command."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        MessageHandler(private & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, handled(services, received)),
        MessageHandler(private & ~filters.StatusUpdate.ALL & ~filters.COMMAND, handled(services, unreadable)),
        CallbackQueryHandler(handled(services, keep_after_all), pattern=rf"^{buttons.KEEP}$"),
        CallbackQueryHandler(handled(services, ask_after_all), pattern=rf"^{buttons.ASK}$"),
    ]


async def received(turn: Turn) -> Outcome:
    """Does the likeliest thing with a message, and offers the other when unsure."""
    message = turn.message
    text = message.text or message.caption or ""
    if await whole_of(turn, message) is not None:
        return await _kept(turn, message)
    links = links_of(message)
    if links.leads:
        return await _linked(turn, links)
    if links.inside and not has_words(links.rest):
        return [_reply(turn, turn.texts.telegram_link)]
    guess = _captioned(message, meaning(text, forwarded=message.forward_origin is not None))
    said = _small_talk(turn, guess)
    if said is not None:
        return await _talked(turn, said)
    if guess.meaning is Meaning.QUESTION or (guess.unsure and message.reply_to_message is not None):
        return await _asked(turn, text, unsure=guess.unsure)
    return await _kept(turn, message, unsure=guess.unsure)


async def unreadable(turn: Turn) -> Outcome:
    """Says what can be read instead; of an album once, and not when something of it was kept."""
    album = turn.message.media_group_id
    if album is None:
        return [_reply(turn, turn.texts.cannot_read)]
    if await album_of(turn, arrival_of(turn.message)):
        return noted(turn, [])
    # The album's receipt takes its place, if there is something in the album that can be read.
    about = About(kind="receipt", keys=(album,))
    return noted(turn, held([replace(_reply(turn, turn.texts.cannot_read), about=about)]))


async def keep_after_all(turn: Turn) -> Outcome:
    """What was taken for a question is an article."""
    original = turn.message.reply_to_message
    return [Toast(text=turn.texts.old_button)] if original is None else await _kept(turn, original)


async def ask_after_all(turn: Turn) -> Outcome:
    """What was taken for an article is a question."""
    original = turn.message.reply_to_message
    text = (original.text or original.caption) if original else None
    return await answered(turn, text, None) if text else [Toast(text=turn.texts.old_button)]


async def _linked(turn: Turn, links: Links) -> Outcome:
    """A question beside a link is answered from the page; else the page is kept."""
    message = turn.message
    if message.forward_origin is not None or not ends_as_question(links.rest):
        return await followed(turn, message, links)
    article = await article_of(turn, message)
    return await answered(turn, links.rest, None if article is None else (article.id,))


async def _asked(turn: Turn, text: str, *, unsure: bool) -> Outcome:
    """Answers from the post that came with the question, from what it replies to, or from everything."""
    offer = (buttons.button(turn.texts.b_save_article, buttons.KEEP),) if unsure else ()
    alone = turn.message.reply_to_message is None
    beside = await posts_beside(turn) if alone else ()
    if beside and not asks(text):
        return noted(turn, [], remark=True)
    scope, earlier = beside or await scope_of(turn), await earlier_of(turn)
    said = list(await answered(turn, text, scope, extra=(offer,) if offer else (), earlier=earlier))
    empty = all(each.about is not None and each.about.kind == "answer" and not each.about.shown for each in said)
    if alone and empty and not asks(text):
        # "Interesting!" is said about the post that comes with it; nobody wants to hear that nothing answers it.
        said = held(said)
    return noted(turn, said, remark=alone)


async def _talked(turn: Turn, said: str) -> Outcome:
    if turn.message.forward_origin is not None:
        return [Send(chat_id=turn.chat.id, text=said)]
    about = About(kind="talk", asked=turn.message.message_id)
    beside = await posts_beside(turn)
    answer = [] if beside else held([Send(chat_id=turn.chat.id, text=said, about=about)])
    return noted(turn, answer, remark=True)


def _captioned(message: Message, guess: Guess) -> Guess:
    """Under a picture few words are no search."""
    short = message.text is None and guess.meaning is Meaning.QUESTION and not asks(message.caption or "")
    return Guess(Meaning.ARTICLE, unsure=message.media_group_id is None) if short else guess


async def _kept(turn: Turn, message: Message, *, unsure: bool = False) -> Outcome:
    try:
        change = await keep(turn, message)
    except InvalidText:
        return [_reply(turn, turn.texts.no_words)]
    if not unsure:
        return change

    def with_offer(connection: Connection) -> Sequence[Outgoing]:
        said = change(connection)
        return [replace(each, unsure=True) if isinstance(each, Acknowledge) else each for each in said]

    return with_offer


def _small_talk(turn: Turn, guess: Guess) -> str | None:
    match guess.meaning:
        case Meaning.GREETING:
            return turn.texts.hello
        case Meaning.THANKS:
            return turn.texts.welcome
        case Meaning.LINK | Meaning.NOTHING:
            return turn.texts.no_words
        case _:
            return None


def _reply(turn: Turn, text: str) -> Send:
    return Send(chat_id=turn.chat.id, text=text, reply_to=ReplyTo(message_id=turn.message.message_id))
