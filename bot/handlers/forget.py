"""/forget: an article as a reply, or everything; always asked first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot import buttons
from bot.handlers.summary import replied_article
from bot.markup import escape
from bot.outgoing import About, Edit, Outgoing, ReplyTo, Rows, Send, Toast
from bot.store import outbox
from bot.turn import Outcome, Services, Turn, command_handler, handled
from index import InvalidText, UnknownArticle

EVERYTHING = 0


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("forget", handled(services, command)),
        CallbackQueryHandler(handled(services, offered), pattern=rf"^{buttons.FORGET}:"),
        CallbackQueryHandler(handled(services, confirmed), pattern=rf"^{buttons.FORGET_YES}:"),
        CallbackQueryHandler(handled(services, cancelled), pattern=rf"^{buttons.FORGET_NO}$"),
    ]


async def command(turn: Turn) -> Outcome:
    """Asks whether to forget the article replied to, or everything here."""
    if not await _may_forget(turn):
        return [_ask(turn, turn.texts.forget_admins_only, ())]
    replied = turn.replied
    if replied is not None:
        try:
            article = await replied_article(turn, replied, keep=False)
        except InvalidText:
            article = None
        if article is None:
            return [_ask(turn, turn.texts.nothing_to_forget, ())]
        return [_ask(turn, turn.texts.forget_article(escape(article.title)), _choice(turn, article.id))]
    page = await turn.call(turn.library.articles, collection=turn.collection, limit=1)
    if not page.total:
        return [_ask(turn, turn.texts.nothing_to_forget, ())]
    return [_ask(turn, turn.texts.forget_all(page.total), _choice(turn, EVERYTHING))]


async def offered(turn: Turn) -> Outcome:
    """The button under a receipt."""
    numbers = buttons.parse(turn.pressed, buttons.FORGET, 1)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_forget(turn):
        return [Toast(text=turn.texts.forget_admins_only)]
    try:
        article = await turn.call(turn.library.article, collection=turn.collection, article=numbers[0])
    except UnknownArticle:
        return [Toast(text=turn.texts.gone)]
    return [_ask(turn, turn.texts.forget_article(escape(article.title)), _choice(turn, article.id))]


async def confirmed(turn: Turn) -> Outcome:
    """Forgets, in one transaction with saying so."""
    numbers = buttons.parse(turn.pressed, buttons.FORGET_YES, 1)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_forget(turn):
        return [Toast(text=turn.texts.forget_admins_only)]
    article_id = numbers[0]
    title = ""
    if article_id != EVERYTHING:
        try:
            article = await turn.call(turn.library.article, collection=turn.collection, article=article_id)
        except UnknownArticle:
            return [_instead(turn, turn.texts.gone)]
        title = escape(article.title)

    def change(connection: Connection) -> Sequence[Outgoing]:
        if article_id == EVERYTHING:
            gone = turn.library.forget(collection=turn.collection, within=connection)
            outbox.forget_said(connection, turn.chat.id)
            return [_instead(turn, turn.texts.forgotten_all(gone.articles))]
        turn.library.forget(collection=turn.collection, article=article_id, within=connection)
        return [_instead(turn, turn.texts.forgotten(title))]

    return change


async def cancelled(turn: Turn) -> Outcome:
    """Nothing happens, and the message says so."""
    return [_instead(turn, turn.texts.kept_after_all)]


async def _may_forget(turn: Turn) -> bool:
    return turn.private or turn.preferences.anybody_forgets or await turn.administers()

def _choice(turn: Turn, article_id: int) -> Rows:
    yes = buttons.button(turn.texts.b_yes_forget, buttons.FORGET_YES, article_id)
    return ((yes, buttons.button(turn.texts.b_cancel, buttons.FORGET_NO)),)


def _ask(turn: Turn, text: str, rows: Rows) -> Send:
    return Send(
        chat_id=turn.chat.id,
        text=text,
        reply_to=ReplyTo(message_id=turn.message.message_id),
        buttons=rows,
        topic=turn.topic,
        about=About(kind="forget"),
    )


def _instead(turn: Turn, text: str) -> Edit:
    return Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text)
