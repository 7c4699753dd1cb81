"""/forget: an article, a source, a period or everything; always asked first, and undone for a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import About, Button, Outgoing, ReplyTo, Rows, Send, Toast
from bot.domain.parsing.search_filters import filtered
from bot.handlers.adapter import command_handler, handled
from bot.services.answering import edit, say
from bot.services.article_lookup import listed, numbered, replied_article
from bot.services.request import Instead, Outcome, Services, Turn
from bot.store import pending_deletions as forgetting
from index import Article, InvalidText, Scope, UnknownArticle

EVERYTHING = 0
ASKED, FORGOTTEN = "forget", "forgotten"
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be forgotten: so many articles in scope, and the question whether to."""

    scope: Scope
    count: int
    question: str


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("forget", handled(services, command)),
        CallbackQueryHandler(handled(services, offered), pattern=rf"^{buttons.FORGET}:"),
        CallbackQueryHandler(handled(services, confirmed), pattern=rf"^{buttons.FORGET_YES}:"),
        CallbackQueryHandler(handled(services, confirmed_some), pattern=rf"^{buttons.FORGET_SOME}$"),
        CallbackQueryHandler(handled(services, cancelled), pattern=rf"^{buttons.FORGET_NO}$"),
        CallbackQueryHandler(handled(services, undone), pattern=rf"^{buttons.UNDO}$"),
    ]


async def command(turn: Turn) -> Outcome:
    """Asks whether to forget what the words behind the command say, the article replied to, or everything here."""
    if not await _may_forget(turn):
        return [say(turn, turn.texts.forget_admins_only)]
    words = turn.arguments
    if words.isdecimal() and len(words) <= LONGEST_NUMBER:
        article = await numbered(turn, int(words))
        return [say(turn, turn.texts.no_such_number(int(words)))] if article is None else [_one(turn, article)]
    if words:
        wanted = await _some(turn, words)
        return [_ask(turn, wanted, buttons.button(turn.texts.b_yes_forget, buttons.FORGET_SOME), words)]
    if turn.replied is not None:
        try:
            article = await replied_article(turn, turn.replied, keep=False)
        except InvalidText:
            article = None
        return [say(turn, turn.texts.nothing_to_forget) if article is None else _one(turn, article)]
    wanted = await _all(turn)
    return [_ask(turn, wanted, buttons.button(turn.texts.b_yes_forget, buttons.FORGET_YES, EVERYTHING))]


async def offered(turn: Turn) -> Outcome:
    """The button under a receipt, or on an article's page."""
    numbers = buttons.parse(turn.pressed, buttons.FORGET, 1)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_forget(turn):
        return [Toast(text=turn.texts.forget_admins_only)]
    article = await _held(turn, numbers[0])
    return [Toast(text=turn.texts.gone) if article is None else _one(turn, article)]


async def confirmed(turn: Turn) -> Outcome:
    """Forgets one article, or everything, in one transaction with saying so."""
    numbers = buttons.parse(turn.pressed, buttons.FORGET_YES, 1)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_forget(turn):
        return [Toast(text=turn.texts.forget_admins_only)]
    if numbers[0] == EVERYTHING:
        return await _agreed(turn, await _all(turn), buttons.FORGET_YES, EVERYTHING)
    article = await _held(turn, numbers[0])
    if article is None:
        return [edit(turn, turn.texts.gone, (), None)]
    return _forgetting(turn, Scope(articles=(article.id,)), turn.texts.forgotten(escape(article.title)))


async def confirmed_some(turn: Turn) -> Outcome:
    """Forgets the articles that the words behind the command fit."""
    about = await turn.about(turn.message)
    if about is None or about.kind != ASKED or about.question is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_forget(turn):
        return [Toast(text=turn.texts.forget_admins_only)]
    return await _agreed(turn, await _some(turn, about.question), buttons.FORGET_SOME)


async def cancelled(turn: Turn) -> Outcome:
    """Nothing happens, and the message says so."""
    return [edit(turn, turn.texts.kept_after_all, (), None)]


async def undone(turn: Turn) -> Outcome:
    """Brings back what the message says is forgotten, while that is possible."""
    about = await turn.about(turn.message)
    if about is None or about.kind != FORGOTTEN or about.since is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_forget(turn):
        return [Toast(text=turn.texts.forget_admins_only)]
    moment = datetime.fromtimestamp(about.since, UTC)

    def change(connection: Connection) -> Sequence[Outgoing | Toast]:
        found = turn.library.restore(collection=turn.collection, moment=moment, within=connection)
        if not found:
            return [edit(turn, turn.texts.too_late_to_undo, (), None), Toast(text=turn.texts.too_late_to_undo)]
        forgetting.undo(connection, turn.chat.id)
        return [edit(turn, turn.texts.brought_back(min(found, max(1, about.shown))), (), None)]

    return change


async def _may_forget(turn: Turn) -> bool:
    return turn.private or turn.preferences.anybody_forgets or await turn.administers()


async def _held(turn: Turn, article_id: int) -> Article | None:
    try:
        article: Article = await turn.call(turn.library.article, collection=turn.collection, article=article_id)
    except UnknownArticle:
        return None
    return article


async def _all(turn: Turn) -> Wanted:
    """Everything in the chat. Raises Instead when there is nothing."""
    page = await listed(turn, Scope(), 0)
    if not page.total:
        raise Instead(say(turn, turn.texts.nothing_to_forget))
    return Wanted(scope=Scope(), count=page.total, question=turn.texts.forget_all(page.total))


async def _some(turn: Turn, words: str) -> Wanted:
    """What is of that source or time. Raises Instead when the words say something else, or no article fits."""
    sources = await turn.call(turn.library.sources, collection=turn.collection)
    wish = filtered(words, turn.preferences.now, sources)
    if wish.unread:
        raise Instead(say(turn, turn.texts.unread_filter(escape(wish.unread[0]))))
    # What is about something is a guess: nothing is forgotten on a guess.
    if wish.question or not wish.narrows:
        raise Instead(say(turn, turn.texts.forget_unread(escape(words))))
    scope = Scope(source=wish.source, since=wish.since, until=wish.until)
    page = await listed(turn, scope, 0)
    if not page.total:
        raise Instead(say(turn, turn.texts.no_article_fits))
    return Wanted(scope=scope, count=page.total, question=turn.texts.forget_many(page.total, escape(words)))


async def _agreed(turn: Turn, wanted: Wanted, verb: str, *numbers: int) -> Outcome:
    """Forgets it, if it is still as many articles as somebody agreed to; else asks again."""
    about = await turn.about(turn.message)
    if about is not None and about.kind == ASKED and about.shown != wanted.count:
        yes = buttons.button(turn.texts.b_yes_forget, verb, *numbers)
        asked = About(kind=ASKED, question=about.question, shown=wanted.count)
        return [edit(turn, wanted.question, _choice(turn, yes), asked)]
    return _forgetting(turn, wanted.scope, None)


def _forgetting(turn: Turn, scope: Scope, said: str | None) -> Outcome:
    def change(connection: Connection) -> Sequence[Outgoing]:
        gone, moment = turn.library.hide(collection=turn.collection, scope=scope, within=connection)
        if scope.everything:
            forgetting.begin(connection, turn.chat.id, moment.timestamp())
        about = About(kind=FORGOTTEN, since=moment.timestamp(), shown=gone.articles)
        text = f"{said or turn.texts.forgotten_all(gone.articles)}\n{turn.texts.gone_in_a_minute}"
        return [edit(turn, text, ((buttons.button(turn.texts.b_undo, buttons.UNDO),),), about)]

    return change


def _one(turn: Turn, article: Article) -> Send:
    wanted = Wanted(
        scope=Scope(articles=(article.id,)), count=1, question=turn.texts.forget_article(escape(article.title))
    )
    return _ask(turn, wanted, buttons.button(turn.texts.b_yes_forget, buttons.FORGET_YES, article.id))


def _ask(turn: Turn, wanted: Wanted, yes: Button, words: str | None = None) -> Send:
    return Send(
        chat_id=turn.chat.id,
        text=wanted.question,
        reply_to=ReplyTo(message_id=turn.message.message_id),
        buttons=_choice(turn, yes),
        topic=turn.topic,
        about=About(kind=ASKED, question=words, shown=wanted.count),
    )


def _choice(turn: Turn, yes: Button) -> Rows:
    return ((yes, buttons.button(turn.texts.b_cancel, buttons.FORGET_NO)),)
