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
from bot.domain.messages import Button, CallbackAnswer, MessageContext, Outgoing, ReplyTo, Rows, Send
from bot.domain.parsing.search_filters import SearchQuery
from bot.handlers.adapter import adapt, on_command
from bot.services.answering import edit, say, unfiltered
from bot.services.article_lookup import listed, numbered, replied_article
from bot.services.request import EarlyReply, Request, Result, Services
from bot.store import pending_deletions
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
        on_command("forget", adapt(services, command)),
        CallbackQueryHandler(adapt(services, offered), pattern=rf"^{buttons.FORGET}:"),
        CallbackQueryHandler(adapt(services, confirmed), pattern=rf"^{buttons.FORGET_YES}:"),
        CallbackQueryHandler(adapt(services, confirmed_some), pattern=rf"^{buttons.FORGET_SOME}$"),
        CallbackQueryHandler(adapt(services, cancelled), pattern=rf"^{buttons.FORGET_NO}$"),
        CallbackQueryHandler(adapt(services, undone), pattern=rf"^{buttons.UNDO}$"),
    ]


async def command(request: Request) -> Result:
    """Asks whether to forget what the words behind the command say, the article replied to, or everything here."""
    if not await _may_forget(request):
        return [say(request, request.texts.forget_admins_only)]
    words = request.arguments
    if words.isdecimal() and len(words) <= LONGEST_NUMBER:
        article = await numbered(request, int(words))
        return [say(request, request.texts.no_such_number(int(words)))] if article is None else [_one(request, article)]
    if words:
        wanted = await _some(request, words)
        return [_ask(request, wanted, buttons.button(request.texts.b_yes_forget, buttons.FORGET_SOME), words)]
    if request.replied is not None:
        try:
            article = await replied_article(request, request.replied, keep=False)
        except InvalidText:
            article = None
        return [say(request, request.texts.nothing_to_forget) if article is None else _one(request, article)]
    wanted = await _all(request)
    return [_ask(request, wanted, buttons.button(request.texts.b_yes_forget, buttons.FORGET_YES, EVERYTHING))]


async def offered(request: Request) -> Result:
    """The button under a receipt, or on an article's page."""
    numbers = buttons.parse(request.pressed, buttons.FORGET, 1)
    if numbers is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    if not await _may_forget(request):
        return [CallbackAnswer(text=request.texts.forget_admins_only)]
    article = await _held(request, numbers[0])
    return [CallbackAnswer(text=request.texts.gone) if article is None else _one(request, article)]


async def confirmed(request: Request) -> Result:
    """Forgets one article, or everything, in one transaction with saying so."""
    numbers = buttons.parse(request.pressed, buttons.FORGET_YES, 1)
    if numbers is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    if not await _may_forget(request):
        return [CallbackAnswer(text=request.texts.forget_admins_only)]
    if numbers[0] == EVERYTHING:
        return await _agreed(request, await _all(request), buttons.FORGET_YES, EVERYTHING)
    article = await _held(request, numbers[0])
    if article is None:
        return [edit(request, request.texts.gone, (), None)]
    return _forgetting(request, Scope(articles=(article.id,)), request.texts.forgotten(escape(article.title)))


async def confirmed_some(request: Request) -> Result:
    """Forgets the articles that the words behind the command fit."""
    about = await request.about(request.message)
    if about is None or about.kind != ASKED or about.question is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    if not await _may_forget(request):
        return [CallbackAnswer(text=request.texts.forget_admins_only)]
    return await _agreed(request, await _some(request, about.question), buttons.FORGET_SOME)


async def cancelled(request: Request) -> Result:
    """Nothing happens, and the message says so."""
    return [edit(request, request.texts.kept_after_all, (), None)]


async def undone(request: Request) -> Result:
    """Brings back what the message says is forgotten, while that is possible."""
    about = await request.about(request.message)
    if about is None or about.kind != FORGOTTEN or about.since is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    if not await _may_forget(request):
        return [CallbackAnswer(text=request.texts.forget_admins_only)]
    moment = datetime.fromtimestamp(about.since, UTC)

    def change(connection: Connection) -> Sequence[Outgoing | CallbackAnswer]:
        found = request.library.restore(collection=request.collection, moment=moment, within=connection)
        if not found:
            return [
                edit(request, request.texts.too_late_to_undo, (), None),
                CallbackAnswer(text=request.texts.too_late_to_undo),
            ]
        pending_deletions.undo(connection, request.chat.id)
        return [edit(request, request.texts.brought_back(min(found, max(1, about.shown))), (), None)]

    return change


async def _may_forget(request: Request) -> bool:
    return request.private or request.preferences.anybody_forgets or await request.administers()


async def _held(request: Request, article_id: int) -> Article | None:
    try:
        article: Article = await request.call(
            request.library.article, collection=request.collection, article=article_id
        )
    except UnknownArticle:
        return None
    return article


async def _all(request: Request) -> Wanted:
    """Everything in the chat. Raises Instead when there is nothing."""
    page = await listed(request, Scope(), 0)
    if not page.total:
        raise EarlyReply(say(request, request.texts.nothing_to_forget))
    return Wanted(scope=Scope(), count=page.total, question=request.texts.forget_all(page.total))


async def _some(request: Request, words: str) -> Wanted:
    """What is of that source or time. Raises Instead when the words say something else, or no article fits."""
    wish: SearchQuery = await request.call(unfiltered, request, words)
    if wish.unread:
        raise EarlyReply(say(request, request.texts.unread_filter(escape(wish.unread[0]))))
    # What is about something is a guess: nothing is forgotten on a guess.
    if wish.question or not wish.narrows:
        raise EarlyReply(say(request, request.texts.forget_unread(escape(words))))
    scope = Scope(source=wish.source, since=wish.since, until=wish.until)
    page = await listed(request, scope, 0)
    if not page.total:
        raise EarlyReply(say(request, request.texts.no_article_fits))
    return Wanted(scope=scope, count=page.total, question=request.texts.forget_many(page.total, escape(words)))


async def _agreed(request: Request, wanted: Wanted, verb: str, *numbers: int) -> Result:
    """Forgets it, if it is still as many articles as somebody agreed to; else asks again."""
    about = await request.about(request.message)
    if about is not None and about.kind == ASKED and about.shown != wanted.count:
        yes = buttons.button(request.texts.b_yes_forget, verb, *numbers)
        asked = MessageContext(kind=ASKED, question=about.question, shown=wanted.count)
        return [edit(request, wanted.question, _choice(request, yes), asked)]
    return _forgetting(request, wanted.scope, None)


def _forgetting(request: Request, scope: Scope, said: str | None) -> Result:
    def change(connection: Connection) -> Sequence[Outgoing]:
        gone, moment = request.library.hide(collection=request.collection, scope=scope, within=connection)
        if scope.everything:
            pending_deletions.begin(connection, request.chat.id, moment.timestamp())
        about = MessageContext(kind=FORGOTTEN, since=moment.timestamp(), shown=gone.articles)
        text = f"{said or request.texts.forgotten_all(gone.articles)}\n{request.texts.gone_in_a_minute}"
        return [edit(request, text, ((buttons.button(request.texts.b_undo, buttons.UNDO),),), about)]

    return change


def _one(request: Request, article: Article) -> Send:
    wanted = Wanted(
        scope=Scope(articles=(article.id,)), count=1, question=request.texts.forget_article(escape(article.title))
    )
    return _ask(request, wanted, buttons.button(request.texts.b_yes_forget, buttons.FORGET_YES, article.id))


def _ask(request: Request, wanted: Wanted, yes: Button, words: str | None = None) -> Send:
    return Send(
        chat_id=request.chat.id,
        text=wanted.question,
        reply_to=ReplyTo(message_id=request.message.message_id),
        buttons=_choice(request, yes),
        topic=request.topic,
        about=MessageContext(kind=ASKED, question=words, shown=wanted.count),
    )


def _choice(request: Request, yes: Button) -> Rows:
    return ((yes, buttons.button(request.texts.b_cancel, buttons.FORGET_NO)),)
